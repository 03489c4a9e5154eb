import { findCase, lockCase, mandateFault, mayReadContent, type CaseRecord } from '../../cases/index.ts';
import { Conflict, Forbidden, NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { JsonValue } from '../../kernel/fact.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import {
  missingItems,
  type PartyItem,
  type PartyKnown,
  type StatementItem,
  type Missing,
} from '../domain/completeness.ts';
import { brokenProcedureRule, procedureRules, type ProcedureAction } from '../domain/procedure.ts';
import { isOpenStage, type Stage } from '../domain/terms.ts';
import { mayInDispute } from '../policy.ts';
import {
  latestFile,
  loadDispute,
  peopleSitting,
  saveFile,
  sitting,
  type CaseAround,
  type Dispute,
  type FileRow,
  type NeutralRow,
  type PartyRow,
  type RepresentativeRow,
} from '../records/dispute.ts';
import { instantOrNull } from '../records/instant.ts';
import { stepsOfHearing, turnSteps } from '../step-clocks.ts';

/** Which case's dispute, and the version of it that the actor looked at. */
export interface DisputeTarget {
  readonly reference: string;
  readonly expectedVersion?: number | null;
}

/** What an act in a dispute answers. */
export interface DisputeAnswer {
  readonly reference: string;
  readonly stage: Stage;
  readonly version: number;
}

/** A dispute taken up for an act: locked, seen, allowed, in the right stage. */
export interface Taken extends Dispute {
  readonly caseFile: CaseRecord;
}

/**
 * Takes up the dispute of a case: the case seen, the act allowed, both locked (the case first), unchanged since it was
 * looked at, in the right stage - in this order, so that nobody learns more than they may.
 * @throws NotFound `not_found.case`, `not_found.dispute`; Forbidden; Conflict `conflict.dispute_changed`; RuleBroken
 */
export async function takeUpDispute(work: Work, action: ProcedureAction, target: DisputeTarget): Promise<Taken> {
  const taken = await takeUpUnjudged(work, action, target);
  refuseBroken(work, action, taken);
  return taken;
}

/** The same without the rule of the stage, for acts that decide between several actions once they see the dispute. */
export async function takeUpUnjudged(work: Work, action: ProcedureAction, target: DisputeTarget): Promise<Taken> {
  const seen = await findCase(work, target.reference);
  if (!mayReadContent(work.actor)) throw new Forbidden('forbidden.dispute', { action });
  // Who only reads the case is told so before anything is locked: they may not even lock it.
  const known = await latestFile(work, seen.id, false);
  if (!known) throw new NotFound('not_found.dispute');
  const standing = { caseId: seen.id, office: known.office, sitting: await peopleSitting(work, known.id) };
  if (!mayInDispute(work.actor, action, standing)) throw new Forbidden('forbidden.dispute', { action });
  const caseFile = await lockCase(work, seen.id);
  const file = await latestFile(work, seen.id, true);
  if (!file) throw new NotFound('not_found.dispute');
  const dispute = await loadDispute(work, file, await aroundOf(work, caseFile, file));
  refuseForbidden(work, action, dispute);
  if (target.expectedVersion != null && target.expectedVersion !== file.version) {
    throw new Conflict('conflict.dispute_changed', { version: file.version });
  }
  return { ...dispute, caseFile };
}

/** @throws Forbidden when the actor may not do this in the dispute */
export function refuseForbidden(work: Work, action: ProcedureAction, dispute: Dispute): void {
  if (!mayInDispute(work.actor, action, standingOf(dispute))) throw new Forbidden('forbidden.dispute', { action });
}

/** @throws RuleBroken naming the rule that forbids the action in the stage at hand */
export function refuseBroken(work: Work, action: ProcedureAction, { facts }: Pick<Dispute, 'facts'>): void {
  const rule = brokenProcedureRule(action, facts, work.now);
  if (rule) throw new RuleBroken(rule, { action, stage: facts.stage });
}

/** What the policy looks at. */
export function standingOf(dispute: Pick<Dispute, 'file' | 'neutrals'>) {
  return {
    caseId: dispute.file.case_id,
    office: dispute.file.office,
    sitting: sitting(dispute).map((neutral) => neutral.person_id),
  };
}

type Change = Partial<Omit<FileRow, 'id' | 'case_id' | 'version' | 'stage'>>;

/**
 * Ends an act: the stage that the table gives for it, then whatever moves by itself; records the fact.
 * @param data ids, codes and dates only
 */
export async function concludeDispute(
  work: Work,
  taken: Taken,
  action: ProcedureAction,
  event: string,
  data: Readonly<Record<string, JsonValue>> = {},
  change: Change = {},
): Promise<DisputeAnswer> {
  const stage = procedureRules[action].to ?? taken.facts.stage;
  const file: FileRow = { ...taken.file, ...change, stage };
  const { facts } = await loadDispute(work, file, await aroundOf(work, taken.caseFile, file));
  const isEnding = isOpenStage(taken.file.stage) && !isOpenStage(facts.stage);
  const version = await saveFile(work, file.id, {
    ...change,
    stage: facts.stage,
    ...(isEnding ? { ended_at: work.now } : {}),
  });
  if (isEnding) await turnSteps(work, taken.caseFile, { dropped: stepsOfHearing });
  work.record({
    event,
    caseId: file.case_id,
    data: { disputeId: file.id, stage: facts.stage, ...data },
    announce: true,
  });
  return { reference: taken.caseFile.reference, stage: facts.stage, version };
}

/**
 * What the rules look at of the case. The checklist of Decision 017 applies at the Regulator; a representative who comes once it
 * was complete makes it incomplete no more.
 */
export async function aroundOf(
  work: Work,
  caseFile: CaseRecord,
  file: Pick<FileRow, 'level' | 'complete_at'>,
): Promise<CaseAround> {
  const book = await currentBook(work);
  const today = phnomPenhDay(work.now);
  return {
    protected: caseFile.protected,
    referOnly: book.category(caseFile.category, today)?.referOnly != null,
    missing: (dispute) => (file.level === 'regulator' ? missingOf({ ...dispute, file }, today).length : 0),
  };
}

/** What is missing by the checklist of Decision 017. */
export function missingOf(
  dispute: Pick<Dispute, 'parties' | 'representatives' | 'statement'> & { readonly file: Pick<FileRow, 'complete_at'> },
  today: string,
): readonly Missing[] {
  const parties = dispute.parties.map((party): PartyKnown => ({
    partyId: party.id,
    needsMemberId: party.kind === 'member',
    known: party.known as PartyItem[],
    representativeKnown: dispute.representatives
      .filter((each) => each.party_id === party.id && representativeFault(each, today) === null)
      .flatMap((each) => each.known as PartyItem[]),
    mandateAwaited:
      dispute.file.complete_at === null &&
      dispute.representatives.some((each) => each.party_id === party.id && !each.proven && each.revoked_at === null),
  }));
  return missingItems(dispute.statement as ReadonlySet<StatementItem>, parties);
}

/** The rule that stands against this representative's acting today, or null. */
export function representativeFault(of: RepresentativeRow, today: string): string | null {
  return mandateFault(
    {
      validFrom: of.valid_from,
      validUntil: of.valid_until,
      revokedAt: instantOrNull(of.revoked_at),
      proven: of.proven,
    },
    today,
  );
}

/** Who speaks: for a complainant their own party; for staff the party named. */
export interface Speaking {
  readonly party?: string | null;
  readonly representative?: string | null;
}

/**
 * The party that speaks, and the representative with a mandate in force who speaks for it.
 * @throws NotFound `not_found.party`, `not_found.representative`; RuleBroken `mandate_lapsed` and the like
 */
export function speakerOf(
  work: Work,
  taken: Pick<Dispute, 'parties' | 'representatives'>,
  of: Speaking,
): { readonly party: PartyRow; readonly representativeId: string | null } {
  const party = taken.parties.find((each) =>
    work.actor.kind === 'complainant' ? each.is_complainant : each.id === of.party,
  );
  if (!party) throw new NotFound('not_found.party');
  if (of.representative == null) return { party, representativeId: null };
  const representative = taken.representatives.find(
    (each) => each.id === of.representative && each.party_id === party.id,
  );
  if (!representative) throw new NotFound('not_found.representative');
  const fault = representativeFault(representative, phnomPenhDay(work.now));
  if (fault) throw new RuleBroken(fault, representative.valid_until ? { until: representative.valid_until } : {});
  return { party, representativeId: representative.id };
}

/** The way in which a party's word came, as far as the actor can claim it. */
export function wayOf<T extends string>(work: Work, said: T | null | undefined): T | 'receipt' | 'in_person' {
  if (work.actor.kind === 'complainant') return 'receipt';
  return said == null || said === 'receipt' ? 'in_person' : said;
}

/** A seat that is taken now. @throws NotFound `not_found.neutral` */
export function seatOf(taken: Dispute, id: string): NeutralRow {
  const seat = sitting(taken).find((each) => each.id === id);
  if (!seat) throw new NotFound('not_found.neutral');
  return seat;
}

/** The seat of whoever acts. @throws Forbidden when they do not sit */
export function mySeat(work: Work, taken: Dispute): NeutralRow {
  const { actor } = work;
  const seat = actor.kind === 'staff' ? sitting(taken).find((each) => each.person_id === actor.personId) : undefined;
  if (!seat) throw new Forbidden('forbidden.not_sitting');
  return seat;
}
