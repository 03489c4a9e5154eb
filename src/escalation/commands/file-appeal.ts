import { demand } from '../../access/index.ts';
import {
  actionRules,
  addMessage,
  caseFactsOf,
  caseKeyOf,
  concluded,
  findCase,
  formatReference,
  grantNamed,
  isUndecided,
  lockCase,
  mayDo,
  nextCaseNumber,
  openCase,
  type AboutDetails,
  type CaseRecord,
  type ComplainantDetails,
  type RepresentativeDetails,
  type Target,
} from '../../cases/index.ts';
import { Conflict, Forbidden, RuleBroken } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { appealBody, isBelowRegulator, type Holder } from '../../routing/index.ts';
import { clockSurroundings, startClocks, type CaseDeadline } from '../../sla/index.ts';
import { judgeAppeal, type AppealTiming } from '../appeal-rule.ts';
import { handlingPeople } from '../handling-people.ts';
import { questionAbout } from '../ports.ts';
import { addAppeal, addEscalation, letAppealBodyRead, sealedContent } from '../records/escalation-store.ts';
import { watchCase } from '../records/watching.ts';
import { representativeOf, type FilingRepresentative } from './filing-representative.ts';

export interface AppealGiven extends Target {
  /** What the party says against the decision or the delay. */
  readonly grounds: string;
  /** Needed after the window: why so late. */
  readonly lateReason?: string | null;
  /** Who files for the party, with a mandate. Left out: the party itself, or an officer who takes it down for it. */
  readonly representative?: FilingRepresentative | null;
}

export interface AppealAnswer {
  readonly caseId: string;
  /** Of the new, linked case. The receipt is the one the party has. */
  readonly reference: string;
  readonly appealOf: string;
  readonly track: CaseRecord['track'];
  readonly status: 'filed';
  readonly heldBy: { readonly office: string; readonly name: Bilingual; readonly tier: string };
  readonly filedAt: Date;
  readonly timing: AppealTiming;
  readonly deadlines: readonly CaseDeadline[];
}

/**
 * The party goes to the next body. The appeal is a case of its own, linked to the one below, with its own clocks and fresh
 * people; the parties' details are sealed anew under its own key, and the same receipt opens it. By the complainant, or by
 * staff who take it down for them. What is appealed before a decision (social security, settlement overdue) ends as
 * referred, not settled.
 * @throws NotFound, Forbidden, Conflict, RuleBroken `already_appealed`, `appeal_needs_decision` (params: until when the
 *   decision is due), `regulator_right_not_open` (the same), `late_appeal_needs_reason` (params: when the window closed),
 *   `no_body_above`, and those of a mandate (`mandate_lapsed` ...); InvalidInput `representative.mandate.paper`
 */
export async function fileAppeal(work: Work, input: AppealGiven): Promise<AppealAnswer> {
  const file = await takeUpForAppeal(work, input);
  const representative = await representativeOf(work, file, input.representative ?? null);
  const book = await currentBook(work);
  const question = await questionAbout(work, file);
  const windows = await clockSurroundings(work, file.id);
  const body = appealBody(book, { ...question, regulatorRight: windows.regulatorRight !== null });
  const bodyEntry = (body && book.rung(body.tier, question.on)?.entry) === 'party' ? 'party' : body && 'time_or_party';
  const undecided = isUndecided(file.status);
  const lateReason = input.lateReason ?? null;
  const answer = judgeAppeal({
    status: file.status,
    isUndecided: undecided,
    bodyEntry,
    belowRegulator: isBelowRegulator(book, question),
    windows,
    lateReason,
  });
  if (answer.rule !== null || !body) {
    const until = (answer.rule !== null && answer.until) || (undecided ? file.dueAt : null);
    const about = { action: 'appeal', status: file.status, ...(until ? { until: phnomPenhDay(until) } : {}) };
    throw new RuleBroken(answer.rule ?? 'no_body_above', about);
  }
  return work.elevated('an appeal is held by a body that the party does not see into', async () => {
    const appeal = await openAppeal(work, file, body, { ...input, representative }, windows);
    await addAppeal(work, {
      case_id: appeal.id,
      of_case_id: file.id,
      timing: answer.timing,
      window_clock_id: answer.windowClockId,
      by_representative: representative !== null,
    });
    const from = { tier: file.tier, office: file.heldOffice };
    await addEscalation(work, { caseId: file.id, how: 'party', from, to: body });
    if (file.protected) await grantNamed(work, file.id, appeal.named);
    else await letAppealBodyRead(work, file.id, body);
    if (undecided) {
      file.status = 'referred';
      file.outcome = 'not_settled';
      file.closedAt = work.now;
    }
    await concluded(work, file, 'appeal.filed', {
      appealCaseId: appeal.id,
      appealReference: appeal.reference,
      toTier: body.tier,
      toOffice: body.office,
      timing: answer.timing,
      onBehalf: work.actor.kind === 'staff',
      byRepresentative: representative !== null,
    });
    return {
      caseId: appeal.id,
      reference: appeal.reference,
      appealOf: file.reference,
      track: file.track,
      status: 'filed',
      heldBy: {
        office: body.office,
        name: book.office(body.office)?.name ?? { km: body.office, en: body.office },
        tier: body.tier,
      },
      filedAt: work.now,
      timing: answer.timing,
      deadlines: appeal.deadlines,
    };
  });
}

/** Seen, allowed, locked, unchanged, in a state that can be appealed from; whether it may be now is judged after. */
async function takeUpForAppeal(work: Work, input: Target): Promise<CaseRecord> {
  const seen = await findCase(work, input.reference);
  // Staff take an appeal down for whoever cannot write; the policy of the case knows the party's own act.
  if (work.actor.kind === 'staff') demand(work.actor, 'case.reply_on_behalf');
  else {
    const may = mayDo(work.actor, 'appeal', seen);
    if (!may.allowed) throw new Forbidden(`forbidden.${may.why}`, { action: 'appeal' });
  }
  const file = await lockCase(work, seen.id);
  if (input.expectedVersion != null && input.expectedVersion !== file.rowVersion) {
    throw new Conflict('conflict.case_changed', { version: file.rowVersion });
  }
  const { from, rule } = actionRules.appeal;
  const about = { action: 'appeal', status: file.status };
  if (!from.includes(file.status)) throw new RuleBroken(rule, about);
  const around = { reopenUntil: null, regulatorRightOpen: true, appealBody: true, topOfLadder: false };
  if ((await caseFactsOf(work, file, around)).appealed) throw new RuleBroken('already_appealed', about);
  return file;
}

interface OpenedAppeal {
  readonly id: string;
  readonly reference: string;
  readonly named: readonly string[];
  readonly deadlines: readonly CaseDeadline[];
}

async function openAppeal(
  work: Work,
  file: CaseRecord,
  body: Holder,
  input: Pick<AppealGiven, 'grounds' | 'lateReason'> & { readonly representative: RepresentativeDetails | null },
  windows: Awaited<ReturnType<typeof clockSurroundings>>,
): Promise<OpenedAppeal> {
  const id = newId();
  const year = Number(phnomPenhDay(work.now).slice(0, 4));
  const reference = formatReference(file.track, year, await nextCaseNumber(work));
  const content = await openContent(work, file.id);
  const named = file.protected ? await handlingPeople(work, body.office) : [];
  const staff = work.actor.kind === 'staff' ? work.actor : null;
  const { track, programme, category, severity, place, language, identity, lifeThreatening, operatorOffice } = file;
  await openCase(work, {
    id,
    reference,
    track,
    programme,
    category,
    severity,
    place,
    language,
    channel: staff === null ? 'web' : staff.role === 'hotline_agent' ? 'hotline' : 'counter',
    identity,
    protected: file.protected,
    lifeThreatening,
    occurredOn: file.occurredOn ?? null,
    tier: body.tier,
    heldOffice: body.office,
    operatorOffice,
    intakeOffice: staff?.office ?? null,
    filedBy: staff?.personId ?? null,
    appealOf: file.id,
    claimBarred: file.claimBarred,
    receiptHash: file.receiptHash,
    filedAt: work.now,
    how: 'party',
    texts: {
      narrative: narrativeOf(input.grounds, file.reference, content.narrative),
      remedySought: content.remedySought,
    },
    complainant: content.complainant,
    representative: input.representative ?? content.representative,
    about: content.about,
    named,
  });
  const deadlines = await startClocks(work, { ...file, id, tier: body.tier, filedAt: work.now, arrivedAt: work.now });
  if ((await handlingPeople(work, body.office)).length === 0) await watchCase(work, id, 'nobody_at_office');
  const late = input.lateReason?.trim();
  const isLate = (windows.regulatorRight ?? windows.appealWindow)?.state === 'late';
  if (late && isLate) await addMessage(work, { caseId: id, kind: 'reply', internal: false, text: late });
  work.record({
    event: 'case.filed',
    caseId: id,
    data: { reference, appealOf: file.id, tier: body.tier, office: body.office, track, programme, category, severity },
    announce: true,
  });
  for (const skipped of body.skipped) {
    const data = { ...skipped, toTier: body.tier, toOffice: body.office };
    work.record({ event: 'case.skipped', caseId: id, data, announce: false });
  }
  return { id, reference, named, deadlines };
}

/** The grounds first, then what was complained of, so that the body of appeal has both before it. */
function narrativeOf(grounds: string, reference: string, narrative: string): string {
  return `${grounds.trim()}\n\n${reference}\n${narrative}`;
}

interface OpenedContent {
  readonly narrative: string;
  readonly remedySought: string | null;
  readonly complainant: ComplainantDetails | null;
  readonly representative: RepresentativeDetails | null;
  readonly about: readonly AboutDetails[];
}

/** @throws Undecryptable when the content below cannot be opened: an appeal without its parties would be nobody's. */
async function openContent(work: Work, caseId: string): Promise<OpenedContent> {
  const key = await caseKeyOf(work, caseId);
  const { texts, parties } = await sealedContent(work, caseId);
  const text = (field: string) => {
    const sealed = texts.get(field);
    return sealed ? work.vault.open(key, field, sealed) : null;
  };
  const all = <T>(side: string): T[] =>
    parties
      .filter((party) => party.side === side)
      .map((party) => JSON.parse(work.vault.open(key, `party:${party.id}`, party.sealed)) as T);
  return {
    narrative: text('narrative') ?? '',
    remedySought: text('remedySought'),
    complainant: all<ComplainantDetails>('complainant').at(-1) ?? null,
    representative: all<RepresentativeDetails>('representative').at(-1) ?? null,
    about: all<AboutDetails>('about'),
  };
}
