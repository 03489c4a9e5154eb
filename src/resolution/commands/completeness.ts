import type { CaseRecord } from '../../cases/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { closeOfWorkingDay, currentCalendar } from '../../sla/index.ts';
import { toBeSettledBy } from '../deadlines.ts';
import type { PartyDetails } from '../domain/details.ts';
import type { StatementItem } from '../domain/completeness.ts';
import type { PartyKind, Side } from '../domain/terms.ts';
import { loadDispute, saveFile, type Dispute } from '../records/dispute.ts';
import { completedAt } from '../records/file-store.ts';
import { addParty, addRequest, changeParty, giveStatement } from '../records/party-store.ts';
import { sendToParty } from '../records/message-store.ts';
import { itemsOfCase } from '../records/party-contact.ts';
import { earlier, turnSteps } from '../step-clocks.ts';
import { completeText, requestText } from '../words.ts';
import {
  aroundOf,
  concludeDispute,
  speakerOf,
  takeUpDispute,
  type DisputeAnswer,
  type DisputeTarget,
  type Taken,
} from './take-up.ts';

/**
 * Once a complaint to the Regulator is complete, its statutory clock starts - from the moment at which the last of it
 * arrived, whoever noticed when - and the date is laid down that no extension passes. LAW: Decision 017, 30 working days.
 * @returns the version of the file when that happened now, else null
 */
export async function settleCompleteness(
  work: Work,
  caseFile: CaseRecord,
  dispute: Dispute,
): Promise<{ readonly version: number } | null> {
  const { file, facts } = dispute;
  if (file.level !== 'regulator' || file.complete_at !== null || facts.missing > 0) return null;
  const at = await completedAt(work, file.id);
  const started = await turnSteps(work, caseFile, { met: ['completeness'], start: ['conciliate', 'appoint'], at });
  const limit = started.get('conciliate');
  const target = toBeSettledBy(await currentCalendar(work), at);
  const version = await saveFile(work, file.id, {
    stage: facts.stage,
    complete_at: at,
    limit_at: limit?.dueAt ?? null,
    limit_force: limit?.rule.force ?? null,
    due_at: earlier(target, limit?.dueAt ?? null),
  });
  work.record({
    event: 'dispute.complete',
    caseId: file.case_id,
    data: { disputeId: file.id, completeAt: at.toISOString(), limitAt: limit?.dueAt.toISOString() ?? null },
    announce: true,
  });
  const { reference } = caseFile;
  for (const party of dispute.parties) {
    const text = (language: Language, discreet: boolean) =>
      completeText(language, { reference, limitAt: limit?.dueAt ?? null, discreet });
    await sendToParty(work, file, party, { kind: 'complete', text });
  }
  return { version };
}

/** Ends an act that may have brought the last of what was missing. */
export async function concludeAndComplete(
  work: Work,
  taken: Taken,
  action: 'state' | 'add-party' | 'add-representative',
  event: string,
  data: Readonly<Record<string, string | null>>,
): Promise<DisputeAnswer> {
  const answer = await concludeDispute(work, taken, action, event, data);
  const file = { ...taken.file, stage: answer.stage, version: answer.version };
  const dispute = await loadDispute(work, file, await aroundOf(work, taken.caseFile, file));
  const completed = await settleCompleteness(work, taken.caseFile, dispute);
  return completed ? { ...answer, version: completed.version } : answer;
}

/**
 * Gives items of the complaint: object of the dispute, facts, claims, disputed points.
 * @param input items: the texts given now; receivedAt: when they arrived, if before now (staff only)
 * @throws NotFound, Forbidden, RuleBroken `complaint_is_admitted`, `received_before_filing`
 */
export async function stateComplaint(
  work: Work,
  input: DisputeTarget & {
    readonly items: Readonly<Partial<Record<StatementItem, string>>>;
    readonly receivedAt?: Date | null;
  },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'state', input);
  const at = receivedAt(work, taken.caseFile, input.receivedAt ?? null);
  for (const [item, text] of Object.entries(input.items)) await giveStatement(work, taken.file, item, text, at);
  return concludeAndComplete(work, taken, 'state', 'dispute.stated', { items: Object.keys(input.items).join(' ') });
}

/** What arrived earlier is kept with that time; a later one than now, or one before the filing, is refused. */
export function receivedAt(work: Work, caseFile: CaseRecord, at: Date | null): Date {
  if (at === null || work.actor.kind !== 'staff') return work.now;
  if (at > work.now || at < caseFile.filedAt) throw new RuleBroken('received_before_filing');
  return at;
}

/** Asks for what is missing. @throws NotFound, Forbidden, RuleBroken `complaint_is_admitted` */
export async function requestMore(
  work: Work,
  input: DisputeTarget & {
    readonly items: readonly string[];
    readonly text: string;
    readonly replyWithinWorkingDays: number;
  },
): Promise<DisputeAnswer & { readonly replyDueAt: Date }> {
  const taken = await takeUpDispute(work, 'request-more', input);
  const replyDueAt = closeOfWorkingDay(await currentCalendar(work), work.now, input.replyWithinWorkingDays);
  const requestId = await addRequest(work, taken.file, { items: input.items, text: input.text, replyDueAt });
  const { reference } = taken.caseFile;
  for (const party of taken.parties) {
    const text = (language: Language, discreet: boolean) => requestText(language, { reference, replyDueAt, discreet });
    await sendToParty(work, taken.file, party, { kind: 'request', text });
  }
  const answer = await concludeDispute(work, taken, 'request-more', 'dispute.more_requested', {
    requestId,
    replyDueAt: replyDueAt.toISOString(),
  });
  return { ...answer, replyDueAt };
}

/** Adds a party to a dispute whose panel has not begun to hear it. @returns also the party's id */
export async function addDisputeParty(
  work: Work,
  input: DisputeTarget & {
    readonly side: Side;
    readonly kind: PartyKind;
    readonly office: string | null;
    readonly language: 'km' | 'en';
    readonly details: PartyDetails;
  },
): Promise<DisputeAnswer & { readonly party: string }> {
  const taken = await takeUpDispute(work, 'add-party', input);
  const { side, kind, office, language, details } = input;
  const party = await addParty(work, taken.file, {
    side,
    kind,
    office,
    language,
    details,
    knownElsewhere: [],
    isComplainant: false,
    at: work.now,
  });
  return { ...(await concludeAndComplete(work, taken, 'add-party', 'dispute.party_added', { party })), party };
}

/** Completes or corrects what is known of a party. @throws NotFound `not_found.party` */
export async function changeDisputeParty(
  work: Work,
  input: DisputeTarget & {
    readonly party: string;
    readonly language: 'km' | 'en';
    readonly details: PartyDetails;
    readonly receivedAt?: Date | null;
  },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'add-party', input);
  const { party } = speakerOf(work, taken, { party: input.party });
  const at = receivedAt(work, taken.caseFile, input.receivedAt ?? null);
  const inConfidence = party.is_complainant && taken.caseFile.identity === 'confidential';
  const knownElsewhere = inConfidence ? await itemsOfCase(work, taken.caseFile.id) : [];
  const { language, details } = input;
  await changeParty(work, taken.file, party.id, { language, details, knownElsewhere, at });
  return concludeAndComplete(work, taken, 'add-party', 'dispute.party_changed', { party: party.id });
}
