import { sql, type RawBuilder } from 'kysely';

import { undecidedStatuses } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { caseFlags, clockFlags, ratingFlags, remedyFlags, type Counted, type Resolved } from '../domain/counting.ts';
import { unknownGroup, type Split } from '../domain/indicators.ts';
import type { Span } from '../domain/period.ts';
import { inScope, type Scope } from '../policy.ts';

/** Over which cases, in which time, by what. */
export interface Counting {
  readonly scope: Scope;
  readonly span: Span;
  readonly by: Split | null;
  readonly programme: string | null;
  /** Two digits. */
  readonly province: string | null;
}

type Condition = RawBuilder<unknown>;

/** The cases that count: in scope, chosen, no duplicate, not made to try the system. On `case_file f`. */
export function countedCases(of: Pick<Counting, 'scope' | 'programme' | 'province'>): Condition {
  return sql`f.duplicate_of is null and ${inScope(of.scope)}
    and (${of.programme}::text is null or f.programme = ${of.programme})
    and (${of.province}::text is null or left(f.place, 2) = ${of.province})
    and not exists (select 1 from test_case t where t.case_id = f.id)`;
}

/** The group of a case; `tier` is that of the event where it has one of its own. */
function groupOf(by: Split | null, tier: Condition = sql`f.tier`): Condition {
  switch (by) {
    case null:
      return sql`null::text`;
    case 'province':
      return sql`left(f.place, 2)`;
    case 'tier':
      return tier;
    case 'sex':
      return sql`case when f.sex in ('female', 'male', 'other') then f.sex else ${unknownGroup} end`;
    case 'age':
      return sql`coalesce(f.age_band, ${unknownGroup})`;
    case 'disability':
      return sql`case when f.disability in ('yes', 'no') then f.disability else ${unknownGroup} end`;
    case 'programme':
    case 'category':
    case 'channel':
    case 'severity':
      return sql`f.${sql.id(by)}`;
  }
}

/** The answers as the bits of one number, in the order of the flags. */
function bitsOf<Flag extends string>(flags: readonly Flag[], answers: Readonly<Record<Flag, Condition>>): Condition {
  return sql.join(
    flags.map((flag, bit) => sql`(case when ${answers[flag]} then ${sql.lit(2 ** bit)} else 0 end)`),
    sql` | `,
  );
}

interface CountedRow {
  readonly grp: string | null;
  readonly bits: number | string;
  readonly n: number | string;
  readonly amount: number | string | null;
}

const counted = (rows: readonly CountedRow[]): Counted[] =>
  rows.map((row) => ({
    group: row.grp,
    bits: Number(row.bits),
    count: Number(row.n),
    amount: Number(row.amount ?? 0),
  }));

const list = (codes: readonly string[]): string => `{${codes.join(',')}}`;
const settledOutcomes = ['settled', 'partly_settled', 'conciliated', 'partly_conciliated'];
const unsettledOutcomes = ['not_settled', 'failed'];
const upheldOutcomes = ['upheld', 'partly_upheld'];

/** One pass over the cases. */
export async function countCases(work: Work, of: Counting): Promise<readonly Counted[]> {
  const { start, end } = of.span;
  const book = await currentBook(work);
  const onMerits = [
    ...new Set(
      book
        .allOutcomes(phnomPenhDay(work.now))
        .filter((outcome) => outcome.onMerits)
        .map(({ code }) => code),
    ),
  ];
  const within = (column: string): Condition => {
    const name = sql.ref(`f.${column}`);
    return sql`(${name} >= ${start} and ${name} < ${end})`;
  };
  const oneOf = (codes: readonly string[]): Condition => sql`f.outcome = any(${list(codes)}::text[])`;
  const answered = sql`coalesce(f.decided_at, f.closed_at)`;
  const openAtEnd = sql`(f.filed_at < ${end} and (${answered} is null or ${answered} >= ${end}))`;
  const bits = bitsOf(caseFlags, {
    guarded: sql`f.protected`,
    arrived: within('filed_at'),
    isAppeal: sql`f.appeal_of is not null`,
    female: sql`f.sex = 'female'`,
    sexKnown: sql`f.sex in ('female', 'male', 'other')`,
    disabled: sql`f.disability = 'yes'`,
    disabilityKnown: sql`f.disability in ('yes', 'no')`,
    anonymous: sql`f.identity = 'anonymous'`,
    assisted: sql`f.filed_by is not null`,
    decided: within('decided_at'),
    onMerits: oneOf(onMerits),
    upheld: oneOf(upheldOutcomes),
    judged: oneOf([...upheldOutcomes, 'not_upheld']),
    appealed: sql`a.of_case_id is not null`,
    settled: oneOf(settledOutcomes),
    settlementTried: oneOf([...settledOutcomes, ...unsettledOutcomes]),
    openAtEnd,
    // Of a case that is still open its own due date tells; of one that was open then, its deadlines.
    overdue: sql`${openAtEnd} and case when f.status = any(${list(undecidedStatuses)}::text[]) then f.due_at < ${end}
      else exists (select 1 from sla_clock k where k.case_id = f.id and k.tier = f.tier
        and k.kind in ('decide', 'settle', 'conciliate', 'completeness') and k.due_at < ${end}
        and k.state <> 'cancelled' and (k.met_at is null or k.met_at >= ${end})) end`,
    onHand: sql`e.case_id is not null or (f.filed_at < ${end} and (${answered} is null or ${answered} >= ${start}))`,
    movedByParty: sql`e.party`,
    movedByTime: sql`e.time`,
    movedBySkip: sql`e.skip`,
    movedByOfficer: sql`e.officer`,
    ended: within('closed_at'),
    reopened: sql`r.case_id is not null`,
  });
  const rows = await sql<CountedRow>`
    select ${groupOf(of.by)} as grp, ${bits} as bits, count(*) as n, null as amount
    from case_file f
    left join (select case_id, bool_or(how = 'party') as party, bool_or(how = 'time') as time, bool_or(how = 'skip') as skip,
        bool_or(how = 'officer') as officer
      from escalation where at >= ${start} and at < ${end} group by case_id) e on e.case_id = f.id
    left join (select distinct case_id from case_custody where how = 'reopened' and from_at >= ${start} and from_at < ${end}) r
      on r.case_id = f.id
    left join appeal a on a.of_case_id = f.id
    where f.filed_at < ${end} and ${countedCases(of)}
    group by 1, 2`.execute(work.db());
  return counted(rows.rows);
}

/**
 * Deadlines that fell due. A decision taken in time counts, one taken late or owed still does not; what follows a reopening
 * is no first decision. One that was missed and then no longer applied stays missed.
 */
export async function countClocks(work: Work, of: Counting): Promise<readonly Counted[]> {
  const { start, end } = of.span;
  const deciding = sql`k.kind in ('decide', 'settle', 'conciliate')`;
  const first = sql`(o.reopened_at is null or k.trigger_at < o.reopened_at)`;
  const bits = bitsOf(clockFlags, {
    guarded: sql`f.protected`,
    acknowledge: sql`k.kind = 'acknowledge'`,
    decide: sql`${deciding} and ${first}`,
    conciliate: sql`k.kind = 'conciliate'`,
    safeContact: sql`k.kind = 'safe_contact'`,
    inTime: sql`k.met_at <= k.due_at`,
  });
  const rows = await sql<CountedRow>`
    select ${groupOf(of.by, sql`k.tier`)} as grp, ${bits} as bits, count(*) as n, null as amount
    from sla_clock k join case_file f on f.id = k.case_id
    left join (select case_id, min(from_at) as reopened_at from case_custody where how = 'reopened' group by 1) o
      on o.case_id = k.case_id
    where k.due_at >= ${start} and k.due_at < ${end} and (k.state <> 'cancelled' or k.breached_at is not null)
      and k.kind in ('acknowledge', 'decide', 'settle', 'conciliate', 'safe_contact') and ${countedCases(of)}
    group by 1, 2`.execute(work.db());
  return counted(rows.rows);
}

/** Remedies: due (a day has passed when it ends), delivered, ordered. One that the complainant disputes is not delivered. */
export async function countRemedies(work: Work, of: Counting): Promise<readonly Counted[]> {
  const { start, end } = of.span;
  const dueAt = sql`((r.due_on + 1)::timestamp at time zone 'Asia/Phnom_Penh')`;
  const done = sql`r.state in ('fulfilled', 'confirmed')`;
  const due = sql`(${dueAt} > ${start} and ${dueAt} <= ${end})`;
  const delivered = sql`(${done} and r.fulfilled_at >= ${start} and r.fulfilled_at < ${end} and r.amount_khr is not null)`;
  const systemic = sql`(r.kind = 'systemic_action' and r.created_at >= ${start} and r.created_at < ${end})`;
  const bits = bitsOf(remedyFlags, {
    guarded: sql`f.protected`,
    due,
    inTime: sql`${done} and r.fulfilled_at < ${dueAt}`,
    delivered,
    systemic,
  });
  const rows = await sql<CountedRow>`
    select ${groupOf(of.by)} as grp, ${bits} as bits, count(*) as n, sum(r.amount_khr) as amount
    from remedy r join case_file f on f.id = r.case_id
    where (${due} or ${delivered} or ${systemic}) and ${countedCases(of)}
    group by 1, 2`.execute(work.db());
  return counted(rows.rows);
}

/** What complainants gave. Survivors are not asked to be satisfied: PRT-* is left out, always. */
export async function countRatings(work: Work, of: Counting): Promise<readonly Counted[]> {
  const { start, end } = of.span;
  const bits = bitsOf(ratingFlags, { guarded: sql`f.protected`, satisfied: sql`r.score >= 4` });
  const rows = await sql<CountedRow>`
    select ${groupOf(of.by)} as grp, ${bits} as bits, count(*) as n, null as amount
    from case_rating r join case_file f on f.id = r.case_id
    where r.rated_at >= ${start} and r.rated_at < ${end} and f.category not like 'PRT-%' and ${countedCases(of)}
    group by 1, 2`.execute(work.db());
  return counted(rows.rows);
}

interface ResolvedRow {
  readonly grp: string | null;
  readonly guarded: boolean;
  readonly working: number | string;
  readonly calendar: number | string;
  readonly n: number | string;
}

/**
 * How long the cases took that were decided: working days by the calendar in force, counted as deadlines are (the day of
 * filing is not counted), without the working days in which the complainant was waited for; and plain calendar days.
 */
export async function countResolved(work: Work, of: Counting): Promise<readonly Resolved[]> {
  const { start, end } = of.span;
  const holidays = (await currentBook(work)).calendar().holidays.map((holiday) => holiday.on);
  const day = (instant: Condition): Condition => sql`(${instant} at time zone 'Asia/Phnom_Penh')::date`;
  const rows = await sql<ResolvedRow>`
    with calendar as materialized (
      select d::date as on_day, count(*) filter (where extract(isodow from d) < 6 and not d::date = any(${list(holidays)}::date[]))
        over (order by d) as number
      from generate_series(${day(sql`${start}::timestamptz`)} - interval '5 years', ${day(sql`${end}::timestamptz`)} + interval '1 day', interval '1 day') d
    ), decided as materialized (
      select f.id, ${groupOf(of.by)} as grp, f.protected, ${day(sql`f.filed_at`)} as filed_on, ${day(sql`f.decided_at`)} as decided_on
      from case_file f where f.decided_at >= ${start} and f.decided_at < ${end} and ${countedCases(of)}
    ), pause as (
      select case_id, p."from" as from_at, max(p."to") as to_at
      from sla_clock k cross join lateral jsonb_to_recordset(k.pauses) p("from" timestamptz, "to" timestamptz)
      where k.pauses <> '[]' and p."to" is not null and k.case_id in (select id from decided)
      group by 1, 2
    ), waited as (
      select case_id, sum(until.number - since.number) as days from pause
      join calendar since on since.on_day = ${day(sql`from_at`)} join calendar until on until.on_day = ${day(sql`to_at`)}
      group by 1
    )
    select d.grp, d.protected as guarded,
      greatest(last.number - coalesce(first.number, 0) - coalesce(w.days, 0), 0) as working,
      d.decided_on - d.filed_on as calendar, count(*) as n
    from decided d
    join calendar last on last.on_day = d.decided_on
    left join calendar first on first.on_day = d.filed_on
    left join waited w on w.case_id = d.id
    group by 1, 2, 3, 4`.execute(work.db());
  return rows.rows.map((row) => ({
    group: row.grp,
    guarded: row.guarded,
    workingDays: Number(row.working),
    calendarDays: Number(row.calendar),
    count: Number(row.n),
  }));
}

/** Cases received and decided in each month (`YYYY-MM`), and how many of them are protected. */
export async function countMonths(
  work: Work,
  of: Counting,
): Promise<readonly { readonly what: 'received' | 'decided'; month: string; n: number; guarded: number }[]> {
  const { start, end } = of.span;
  const series = (what: 'received' | 'decided', column: RawBuilder<unknown>, more: Condition): Condition => sql`
    select ${sql.lit(what)} as what, to_char(${column} at time zone 'Asia/Phnom_Penh', 'YYYY-MM') as month, count(*) as n,
      count(*) filter (where f.protected) as guarded
    from case_file f where ${column} >= ${start} and ${column} < ${end} and ${more} and ${countedCases(of)} group by 2`;
  const rows = await sql<{ what: 'received' | 'decided'; month: string; n: string; guarded: string }>`
    ${series('received', sql`f.filed_at`, sql`f.appeal_of is null`)}
    union all ${series('decided', sql`f.decided_at`, sql`true`)}`.execute(work.db());
  return rows.rows.map((row) => ({ ...row, n: Number(row.n), guarded: Number(row.guarded) }));
}
