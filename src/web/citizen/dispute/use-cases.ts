import { readCase } from '../../../cases/index.ts';
import { proveReceipt } from '../../../intake/index.ts';
import { systemActor, type ComplainantActor } from '../../../kernel/actor.ts';
import { NotFound } from '../../../kernel/errors.ts';
import type { Language } from '../../../kernel/language.ts';
import { fetchPaper } from '../../../notifications/index.ts';
import type { Perform, Work } from '../../../platform/work.ts';
import * as resolution from '../../../resolution/index.ts';
import type { DisputeView, InsideDispute, PaperListed } from '../../../resolution/index.ts';

/** Reference and receipt. */
interface CaseKey {
  readonly reference: string;
  readonly receipt: string;
}

/** The dispute of a case as its complainant sees it. */
export interface OwnDispute {
  readonly view: DisputeView;
  readonly inside: InsideDispute;
  readonly papers: readonly PaperListed[];
}

/** Whether the complainant's case has a dispute that they may open. */
export async function hasDispute(work: Work, reference: string): Promise<boolean> {
  try {
    await resolution.disputeView(work, reference);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

async function readOwn(work: Work, input: { readonly reference: string }): Promise<OwnDispute> {
  const view = await resolution.disputeView(work, input.reference);
  const inside = await resolution.insideDispute(work, input.reference);
  return { view, inside, papers: await resolution.disputePapers(work, input.reference) };
}

/** What a party does in its dispute, each time proving reference and receipt anew, as that complainant alone. */
export function ownDisputeUseCases(desk: { readonly perform: Perform; readonly publicUrl: string }) {
  const { perform } = desk;
  const actorOf = (key: CaseKey): Promise<ComplainantActor> => perform(systemActor('receipt'), proveReceipt, key);
  const referenceOf = (actor: ComplainantActor) =>
    perform(actor, async (work) => (await readCase(work, actor.caseId)).reference, undefined);
  const own =
    <I extends { readonly reference: string }, O>(command: (work: Work, input: I) => Promise<O>) =>
    async (key: CaseKey, input: Omit<I, 'reference'>): Promise<O> => {
      const actor = await actorOf(key);
      const reference = (await referenceOf(actor)) as I['reference'];
      return perform(actor, command, { ...input, reference } as unknown as I);
    };
  return {
    open: own(readOwn),
    state: own(resolution.stateComplaint),
    consent: own(resolution.giveConsent),
    challenge: own(resolution.challengeNeutral),
    extend: own(resolution.askForExtension),
    answerInvitation: own(resolution.answerSessionInvitation),
    approveMinutes: own(resolution.approveSessionMinutes),
    offer: own(resolution.makeOffer),
    sendCode: own(resolution.sendSigningCode),
    sign: own(resolution.signWithCode),
    answerObligation: own(resolution.answerObligation),
    oppose: own(resolution.opposeAward),
    consentToNadr: own(resolution.consentToNadr),
    withdraw: own(resolution.withdrawDispute),
    calendar: own(resolution.sessionCalendar),
    async paper(key: CaseKey, of: { readonly id: string; readonly language: Language }) {
      const actor = await actorOf(key);
      return fetchPaper(desk, actor, { reference: await referenceOf(actor), party: null, ...of });
    },
  };
}

export type OwnDisputeUseCases = ReturnType<typeof ownDisputeUseCases>;
