import { findCase, mayReadContent, readCase } from '../../../cases/index.ts';
import type { CaseRecord } from '../../../cases/index.ts';
import { fileAppeal, handling } from '../../../escalation/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import { NotFound } from '../../../kernel/errors.ts';
import type { Command, Perform, Work } from '../../../platform/work.ts';
import { fetchPaper } from '../../../notifications/index.ts';
import type { PaperAsked } from '../../../notifications/index.ts';
import { clockSurroundings } from '../../../sla/index.ts';
import * as resolution from '../../../resolution/index.ts';
import type { InsideDispute, DisputeView, PaperListed } from '../../../resolution/index.ts';

/** A case and its dispute, read in one transaction; `view` is null while no dispute was opened. */
export interface DisputeDossier {
  readonly caseFile: Pick<
    CaseRecord,
    'reference' | 'category' | 'programme' | 'place' | 'tier' | 'status' | 'heldOffice' | 'protected' | 'outcome'
  >;
  readonly view: DisputeView | null;
  readonly inside: InsideDispute | null;
  /** Certified papers, with the copies that the reader may fetch. */
  readonly papers: readonly PaperListed[];
}

async function readDossier(work: Work, reference: string): Promise<DisputeDossier> {
  const caseFile = await readCase(work, (await findCase(work, reference)).id);
  try {
    const view = await resolution.disputeView(work, reference);
    const inside = await resolution.insideDispute(work, reference);
    const papers = mayReadContent(work.actor) ? await resolution.disputePapers(work, reference) : [];
    return { caseFile, view, inside, papers };
  } catch (error) {
    if (!(error instanceof NotFound && error.code === 'not_found.dispute')) throw error;
    return { caseFile, view: null, inside: null, papers: [] };
  }
}

/** How long the party may go to the next body, and whether it may at all. */
async function readFilingWindow(work: Work, reference: string) {
  const caseFile = await readCase(work, (await findCase(work, reference)).id);
  return { caseFile, window: await clockSurroundings(work, caseFile.id) };
}

/** The use cases of dispute pages, each as the person signed in, in one transaction. */
export function disputeUseCases(desk: { readonly perform: Perform; readonly publicUrl: string }) {
  const { perform } = desk;
  const as =
    <I, O>(command: (work: Work, input: I) => Promise<O>) =>
    (actor: StaffActor, input: I): Promise<O> =>
      perform(actor, command as Command<I, O>, input);
  return {
    dossier: as(readDossier),
    list: as(resolution.disputeList),
    hearings: as(resolution.hearingCalendar),
    roster: (actor: StaffActor) => perform(actor, (work) => resolution.roster(work), undefined),
    notOnRoster: (actor: StaffActor) => perform(actor, (work) => resolution.notOnRoster(work), undefined),
    rosterEntry: as(resolution.rosterEntry),
    keepNeutral: as(resolution.keepNeutral),
    filingWindow: as(readFilingWindow),
    appeal: as(fileAppeal),
    paper: (actor: StaffActor, asked: PaperAsked) => fetchPaper(desk, actor, asked),

    open: as(resolution.openDispute),
    state: as(resolution.stateComplaint),
    requestMore: as(resolution.requestMore),
    screen: as(resolution.screenDispute),
    excuseLate: as(resolution.excuseLateFiling),
    admit: as(resolution.admitDispute),
    refuse: as(resolution.refuseDispute),
    referCrime: as(resolution.referCrime),
    addParty: as(resolution.addDisputeParty),
    changeParty: as(resolution.changeDisputeParty),
    addRepresentative: as(resolution.addDisputeRepresentative),
    showMandate: as(resolution.showMandate),
    endMandate: as(resolution.endMandate),
    consent: as(resolution.giveConsent),

    suggestions: as(resolution.suggestForDispute),
    appoint: as(resolution.appointNeutral),
    declare: as(resolution.declareConflict),
    challenge: as(resolution.challengeNeutral),
    judgeChallenge: as(resolution.judgeChallenge),
    replace: as(resolution.replaceNeutral),

    schedule: as(resolution.scheduleSession),
    adjourn: as(resolution.adjournSession),
    serve: as(resolution.recordService),
    hold: as(resolution.holdDisputeSession),
    cancelSession: as(resolution.cancelSession),
    writeMinutes: as(resolution.recordMinutes),
    approveMinutes: as(resolution.approveSessionMinutes),
    sessionCalendar: as(resolution.sessionCalendar),
    setNotesPassphrase: as(resolution.setNotesPassphrase),
    takeNotes: as(resolution.takeNotes),
    readNotes: as(resolution.readNotes),
    makeOffer: as(resolution.makeOffer),
    readOffers: as(resolution.readOffers),
    extend: as(resolution.askForExtension),

    reportOutcome: as(resolution.reportOutcome),
    sendSigningCode: as(resolution.sendSigningCode),
    signWithCode: as(resolution.signWithCode),
    attestPaper: as(resolution.attestPaper),
    signAsNeutral: as(resolution.signAsNeutral),
    issue: as(resolution.issueDispute(handling.decide)),
    withdraw: as(resolution.withdrawDispute),
    reportObligation: as(resolution.reportObligation),
    answerObligation: as(resolution.answerObligation),
    referForEnforcement: as(resolution.referForEnforcement),
    referToCourt: as(resolution.referToCourt),
    consentToNadr: as(resolution.consentToNadr),
    referToNadr: as(resolution.referToNadr),
    oppose: as(resolution.opposeAward),
    seal: as(resolution.sealDispute),
  };
}

export type DisputeUseCases = ReturnType<typeof disputeUseCases>;
