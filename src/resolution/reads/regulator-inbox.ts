import { sql } from 'kysely';

import { demand, staffOf } from '../../access/index.ts';
import { openForReading, openText, visibleCases, type Readable, type Status } from '../../cases/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { openStages, type Stage } from '../domain/terms.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import { certificatesOf, type Certificate } from '../records/view-reads.ts';

/** How a filing stands to the window of Decision 017: thirty working days from the non-settlement. */
export type FilingTiming = 'in_time' | 'late_with_reason' | 'no_limit';

/** Where a filing is: not looked at, something missing, complete and timed, ended. */
export type IntakeStep = 'new' | 'incomplete' | 'complete' | 'ended';

export interface RegulatorFiling {
  readonly reference: string;
  /** The operator's case that it comes from; null for one that came in another way. */
  readonly of: string | null;
  readonly programme: string;
  readonly category: string;
  readonly operatorOffice: string;
  readonly status: Status;
  readonly filedAt: Date;
  readonly timing: FilingTiming | null;
  /** Who filed; null for what came in another way. */
  readonly filedBy: 'party' | 'representative' | 'officer' | null;
  /** Last day of the window. */
  readonly windowUntil: Date | null;
  readonly step: IntakeStep;
  readonly stage: Stage | null;
  /** What is waited for from the party, and until when. */
  readonly askedUntil: Date | null;
  readonly completeAt: Date | null;
  /** The Regulator's own nearest deadline: completeness check, appointment, conciliation. */
  readonly due: { readonly kind: string; readonly at: Date; readonly force: string } | null;
}

export type InboxView = 'new' | 'incomplete' | 'complete' | 'all';
export const inboxViews = ['new', 'incomplete', 'complete', 'all'] as const satisfies readonly InboxView[];

/** Rows shown of one view; the most urgent first. */
const mostShown = 200;

interface Row {
  readonly reference: string;
  readonly of_reference: string | null;
  readonly programme: string;
  readonly category: string;
  readonly operator_office: string;
  readonly status: Status;
  readonly filed_at: Date | string;
  readonly timing: FilingTiming | null;
  readonly by_representative: boolean | null;
  readonly on_behalf: boolean | null;
  readonly window_until: Date | string | null;
  readonly stage: Stage | null;
  readonly complete_at: Date | string | null;
  readonly asked_until: Date | string | null;
  readonly clock_kind: string | null;
  readonly clock_due: Date | string | null;
  readonly clock_force: string | null;
}

const ended = sql<boolean>`case_file.status in ('closed', 'withdrawn', 'referred', 'inadmissible')`;
const isUnderWay = sql<boolean>`f.stage is not null`;

/**
 * Filings that the Regulator's office holds, the most urgent first; as far as the actor sees the cases.
 * @throws Forbidden
 */
export async function regulatorInbox(
  work: Work,
  query: { readonly view: InboxView },
): Promise<readonly RegulatorFiling[]> {
  demand(work.actor, 'resolution.conduct');
  const { office } = staffOf(work);
  const rows = await filings(
    work,
    sql`case_file.held_office = ${office} and ${
      query.view === 'all' ? sql`not ${ended}` : sql`not ${ended} and ${ofView[query.view]}`
    }`,
  );
  return rows.map(filingOf);
}

const ofView = {
  new: sql<boolean>`not (${isUnderWay})`,
  incomplete: sql<boolean>`${isUnderWay} and f.complete_at is null`,
  complete: sql<boolean>`${isUnderWay} and f.complete_at is not null`,
} as const satisfies Record<Exclude<InboxView, 'all'>, unknown>;

/** One filing, with what its intake looks at. */
export interface FilingIntake extends RegulatorFiling {
  readonly certificates: readonly Certificate[];
  /** Why it came late, as the party said; null when it did not. */
  readonly lateReason: Readable<string> | null;
}

/** @throws NotFound `not_found.case`, `not_found.filing` when the case stands at no regulator */
export async function filingIntake(work: Work, reference: string): Promise<FilingIntake> {
  const { id } = await openForReading(work, reference, 'filing');
  const [row] = await filings(work, sql`case_file.id = ${id}`);
  if (!row) throw new NotFound('not_found.filing');
  const filing = filingOf(row);
  const lower = await sql<{ id: string }>`select id from case_file where reference = ${filing.of}`.execute(work.db());
  const below = lower.rows[0]?.id ?? null;
  return {
    ...filing,
    certificates: below === null ? [] : await certificatesOf(work, below),
    lateReason: filing.timing === 'late_with_reason' ? await reasonGiven(work, id) : null,
  };
}

/** What was said for coming late came with the filing, as the party's first word on the case. */
async function reasonGiven(work: Work, caseId: string): Promise<Readable<string> | null> {
  const { rows } = await sql<{ id: string; sealed: Uint8Array }>`
    select m.id, m.sealed from case_message m join case_file c on c.id = m.case_id
    where m.case_id = ${caseId} and m.kind = 'reply' and not m.internal and m.created_at = c.filed_at
    order by m.id limit 1`.execute(work.db());
  const [row] = rows;
  return row ? openText(work, caseId, `message:${row.id}`, row.sealed) : null;
}

async function filings(work: Work, which: ReturnType<typeof sql>): Promise<readonly Row[]> {
  const open = sql.join(openStages.map((stage) => sql.lit(stage)));
  const { rows } = await sql<Row>`
    select case_file.reference, below.reference as of_reference, case_file.programme, case_file.category,
      case_file.operator_office, case_file.status, case_file.filed_at, a.timing, a.by_representative, a.on_behalf, w.due_at as window_until,
      f.stage, f.complete_at, q.reply_due_at as asked_until,
      c.kind as clock_kind, c.due_at as clock_due, c.force as clock_force
    from case_file
    left join appeal a on a.case_id = case_file.id
    left join case_file below on below.id = case_file.appeal_of
    left join sla_clock w on w.id = a.window_clock_id
    left join lateral (select * from resolution_file r where r.case_id = case_file.id and r.level = 'regulator'
      and r.stage in (${open}, 'obligations') order by r.opened_at desc, r.id desc limit 1) f on true
    left join lateral (select r.reply_due_at from resolution_request r where r.file_id = f.id and f.complete_at is null
      order by r.asked_at desc, r.id desc limit 1) q on true
    left join lateral (select s.kind, s.due_at, s.force from sla_clock s where s.case_id = case_file.id
      and s.tier = case_file.tier and s.state in ('running', 'breached') and s.kind <> 'acknowledge'
      and s.kind not in ('reopen', 'appeal_window') order by s.due_at, s.id limit 1) c on true
    where case_file.tier = 'SS2' and ${visibleCases(work.actor, work.now)} and ${which}
    order by c.due_at nulls last, case_file.id limit ${mostShown}`.execute(work.db());
  return rows;
}

function filingOf(row: Row): RegulatorFiling {
  const completeAt = instantOrNull(row.complete_at);
  const isEnded = ['closed', 'withdrawn', 'referred', 'inadmissible'].includes(row.status);
  return {
    reference: row.reference,
    of: row.of_reference,
    programme: row.programme,
    category: row.category,
    operatorOffice: row.operator_office,
    status: row.status,
    filedAt: instant(row.filed_at),
    timing: row.timing,
    filedBy:
      row.timing === null ? null : row.by_representative ? 'representative' : row.on_behalf ? 'officer' : 'party',
    windowUntil: instantOrNull(row.window_until),
    step: isEnded ? 'ended' : row.stage === null ? 'new' : completeAt === null ? 'incomplete' : 'complete',
    stage: row.stage,
    askedUntil: instantOrNull(row.asked_until),
    completeAt,
    due:
      row.clock_kind === null || row.clock_due === null
        ? null
        : { kind: row.clock_kind, at: instant(row.clock_due), force: row.clock_force ?? 'default' },
  };
}
