import { appealOrSendBack, fileAppeal, type AppealAnswer } from '../../../escalation/index.ts';
import { attachFiles, proveReceipt } from '../../../intake/index.ts';
import { systemActor, type ComplainantActor, type StaffActor } from '../../../kernel/actor.ts';
import { NotFound, RuleBroken } from '../../../kernel/errors.ts';
import type { FileStore } from '../../../platform/files.ts';
import type { Command, Perform, Rehearse, Work } from '../../../platform/work.ts';
import {
  disputeBundle,
  disputeView,
  filingIntake,
  openDispute,
  regulatorInbox,
  requestMore,
  stateComplaint,
  type Bundle,
  type DisputeView,
} from '../../../resolution/index.ts';
import { representativeGiven, type SentRepresentative } from '../../mandate/filing-representative.ts';

/** How the window stands for a party who comes to the desk. */
export type DeskWindow =
  | { readonly state: 'in_time' | 'late' | 'no_limit' }
  /** The operator has its time yet: back to it; when that ends, as far as it is known. */
  | { readonly state: 'too_early'; readonly opensOn: string | null }
  | { readonly state: 'refused'; readonly rule: string };

interface Shown {
  readonly reference: string;
  readonly receipt: string;
}

const isAbsent = (error: unknown): boolean => error instanceof NotFound && error.code === 'not_found.dispute';

/** The use cases of the Regulator's pages, each in one transaction. */
export function regulatorUseCases(perform: Perform, rehearse: Rehearse, files: FileStore) {
  const as =
    <I, O>(command: (work: Work, input: I) => Promise<O>) =>
    (actor: StaffActor, input: I): Promise<O> =>
      perform(actor, command as Command<I, O>, input);
  const partyOf = (shown: Shown) => perform(systemActor('receipt'), proveReceipt, shown);
  const speaking = (party: ComplainantActor, { reference }: Shown, sent: SentRepresentative | null) =>
    representativeGiven(sent, async (file) => {
      const [kept] = await attachFiles(perform, files, party, { reference, files: [file] });
      return kept?.id ?? '';
    });
  const disputeOf = async (work: Work, reference: string): Promise<DisputeView | null> => {
    try {
      return await disputeView(work, reference);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  };
  const bundleOf = async (work: Work, reference: string): Promise<Bundle | null> => {
    try {
      return await disputeBundle(work, reference);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  };
  return {
    inbox: as(regulatorInbox),
    intake: as(async (work: Work, reference: string) => ({
      filing: await filingIntake(work, reference),
      dispute: await disputeOf(work, reference),
    })),
    open: as(openDispute),
    state: as(stateComplaint),
    requestMore: as(requestMore),
    /** What of the dispute at the operator goes to a later body; null when there was none. */
    bundle: as(bundleOf),

    /** Whether the party with this receipt may file now. Nothing is done. @throws NotFound `not_found.pair` */
    async deskWindow(shown: Shown): Promise<DeskWindow> {
      const party = await partyOf(shown);
      const tried = { reference: shown.reference, grounds: '-', lateReason: '-' };
      try {
        return await rehearse(party, fileAppeal, tried, (_work, facts) => {
          const timing = facts.find(({ event }) => event === 'appeal.filed')?.data['timing'];
          const state = timing === 'late_with_reason' ? 'late' : timing === 'no_limit' ? 'no_limit' : 'in_time';
          return Promise.resolve({ state } as const);
        });
      } catch (error) {
        if (!(error instanceof RuleBroken)) throw error;
        if (error.rule !== 'regulator_right_not_open') return { state: 'refused', rule: error.rule };
        const { until } = error.params;
        return { state: 'too_early', opensOn: typeof until === 'string' ? until : null };
      }
    },

    /**
     * Files for the party at the desk, by the receipt that they show; for whoever comes with its mandate too.
     * @throws as `fileAppeal`
     */
    async fileAtDesk(
      shown: Shown,
      given: {
        readonly grounds: string;
        readonly lateReason: string | null;
        readonly representative: SentRepresentative | null;
      },
    ): Promise<AppealAnswer> {
      const party = await partyOf(shown);
      const representative = await speaking(party, shown, given.representative);
      return perform(party, fileAppeal, { reference: shown.reference, ...given, representative });
    },

    /**
     * Takes down what the party said and leaves it with their case at the operator, which has its time yet. Should the window
     * have opened meanwhile, it is filed. @returns the filing, or null when they were sent back
     */
    async sendBack(
      shown: Shown,
      {
        grounds,
        representative: sent,
      }: { readonly grounds: string; readonly representative: SentRepresentative | null },
    ): Promise<AppealAnswer | null> {
      const party = await partyOf(shown);
      const representative = await speaking(party, shown, sent);
      const given = { reference: shown.reference, grounds, representative };
      const answer = await perform(party, appealOrSendBack, given);
      return 'sentBack' in answer ? null : answer;
    },
  };
}

export type RegulatorUseCases = ReturnType<typeof regulatorUseCases>;
