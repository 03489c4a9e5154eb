import { sql } from 'kysely';

import { undecidedStatuses } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { caseBits, caseWords, clockBits, layout, moveKinds, never, type Columns } from '../domain/columns.ts';
import { unknownGroup } from '../domain/indicators.ts';
import { workingDayCounter } from '../domain/working-days.ts';
import { bitsOf, inRange, Rows, second, type Condition, type Range } from './column-rows.ts';
import { readAgreements, readRatings, readReferrals, readRemedies } from './take-outcomes.ts';

/** Cases read at once. */
const page = 10_000;
const list = (codes: readonly string[]): string => `{${codes.join(',')}}`;
const settledOutcomes = ['settled', 'partly_settled', 'conciliated', 'partly_conciliated'];
const unsettledOutcomes = ['not_settled', 'failed'];
const upheldOutcomes = ['upheld', 'partly_upheld'];

/**
 * Everything that figures are counted from, as it stands now: no names, no texts, no references. Duplicates and cases made to
 * try the system are left out. Read in pages, so that the memory it takes does not depend on how wide the rows are.
 */
export async function takeColumns(work: Work): Promise<Columns> {
  const book = await currentBook(work);
  const onMerits = [
    ...new Set(
      book
        .allOutcomes(phnomPenhDay(work.now))
        .filter((outcome) => outcome.onMerits)
        .map(({ code }) => code),
    ),
  ];
  const holidays = book.calendar().holidays.map((holiday) => holiday.on);
  const taking = new Taking(work, onMerits, holidays);
  while (await taking.next());
  return taking.columns(Math.floor(work.now.getTime() / 1000));
}

class Taking {
  readonly #work: Work;
  readonly #onMerits: readonly string[];
  readonly #between: (from: number, to: number) => number;
  readonly #words = new Map<string, number>();
  readonly #cases = new Rows(layout.cases);
  readonly #moves = new Rows(layout.moves);
  readonly #reopenings = new Rows(layout.reopenings);
  readonly #clocks = new Rows(layout.clocks);
  readonly #remedies = new Rows(layout.remedies);
  readonly #ratings = new Rows(layout.ratings);
  readonly #agreements = new Rows(layout.agreements);
  readonly #referrals = new Rows(layout.referrals);
  #after = '00000000-0000-0000-0000-000000000000';

  constructor(work: Work, onMerits: readonly string[], holidays: readonly string[]) {
    this.#work = work;
    this.#onMerits = onMerits;
    const today = Math.ceil(work.now.getTime() / 86_400_000);
    this.#between = workingDayCounter(holidays, today - 20 * 366, today + 366);
  }

  columns(takenAt: number): Columns {
    return {
      takenAt,
      words: [...this.#words.keys()],
      cases: this.#cases.table(),
      moves: this.#moves.table(),
      reopenings: this.#reopenings.table(),
      clocks: this.#clocks.table(),
      remedies: this.#remedies.table(),
      ratings: this.#ratings.table(),
      agreements: this.#agreements.table(),
      referrals: this.#referrals.table(),
    };
  }

  /** Reads the next page. @returns whether there may be more */
  async next(): Promise<boolean> {
    const rows = await this.#readCases();
    const last = rows.at(-1);
    if (last === undefined) return false;
    const range = { after: this.#after, upTo: last.id };
    const waited = await this.#waitedIn(range);
    const rowOf = new Map<string, number>();
    for (const row of rows) {
      if (row.left_out) continue;
      rowOf.set(row.id, this.#cases.rows);
      this.#addCase(row, waited.get(row.id) ?? 0);
    }
    await this.#readMoves(range, rowOf);
    await this.#readReopenings(range, rowOf);
    await this.#readClocks(range, rowOf);
    const outcomes = { work: this.#work, range, rowOf };
    await readRemedies(outcomes, this.#remedies);
    await readRatings(outcomes, this.#ratings);
    await readAgreements(outcomes, this.#agreements);
    await readReferrals(outcomes, this.#referrals);
    this.#after = last.id;
    return rows.length === page;
  }

  #word(text: string): number {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    this.#words.set(text, this.#words.size);
    return this.#words.size - 1;
  }

  async #readCases(): Promise<readonly CaseRow[]> {
    const oneOf = (codes: readonly string[]): Condition => sql`f.outcome = any(${list(codes)}::text[])`;
    const bits = bitsOf(caseBits, {
      guarded: sql`f.protected`,
      isAppeal: sql`f.appeal_of is not null`,
      female: sql`f.sex = 'female'`,
      sexKnown: sql`f.sex in ('female', 'male', 'other')`,
      disabled: sql`f.disability = 'yes'`,
      disabilityKnown: sql`f.disability in ('yes', 'no')`,
      anonymous: sql`f.identity = 'anonymous'`,
      assisted: sql`f.filed_by is not null`,
      onMerits: oneOf(this.#onMerits),
      upheld: oneOf(upheldOutcomes),
      judged: oneOf([...upheldOutcomes, 'not_upheld']),
      appealed: sql`exists (select 1 from appeal a join case_file p on p.id = a.case_id
        where a.of_case_id = f.id and (f.protected or not p.protected))`,
      settled: oneOf(settledOutcomes),
      settlementTried: oneOf([...settledOutcomes, ...unsettledOutcomes]),
      undecided: sql`f.status = any(${list(undecidedStatuses)}::text[])`,
      unassigned: sql`f.assigned_to is null`,
    });
    const rows = await sql<CaseRow>`
      select f.id, f.duplicate_of is not null or exists (select 1 from test_case t where t.case_id = f.id) as left_out,
        f.track, f.operator_office as operator, f.held_office as office, f.programme, f.category, left(f.place, 2) as province,
        ${placeAt(4)} as district, ${placeAt(6)} as commune,
        f.channel, f.tier, f.severity,
        case when f.sex in ('female', 'male', 'other') then f.sex else ${unknownGroup} end as sex,
        coalesce(f.age_band, ${unknownGroup}) as age,
        case when f.disability in ('yes', 'no') then f.disability else ${unknownGroup} end as disability,
        ${bits} as bits, ${second('f.filed_at')} as filed, ${second('f.decided_at')} as decided, ${second('f.closed_at')} as closed,
        ${second('f.due_at')} as due
      from case_file f where f.id > ${this.#after} order by f.id limit ${sql.lit(page)}`.execute(this.#work.db());
    return rows.rows;
  }

  #addCase(row: CaseRow, waited: number): void {
    const codes = Object.fromEntries(caseWords.map((name) => [name, this.#word(row[name])])) as Record<
      (typeof caseWords)[number],
      number
    >;
    const decided = row.decided ?? null;
    const [filedOn, decidedOn] = [dayOf(row.filed ?? 0), dayOf(decided ?? 0)];
    this.#cases.add({
      ...codes,
      bits: Number(row.bits),
      filedAt: row.filed ?? never,
      decidedAt: decided ?? never,
      closedAt: row.closed ?? never,
      answeredAt: decided ?? row.closed ?? never,
      dueAt: row.due ?? never,
      workingDays: decided === null ? -1 : Math.max(this.#between(filedOn, decidedOn) - waited, 0),
      calendarDays: decided === null ? -1 : decidedOn - filedOn,
    });
  }

  /** Working days in which the complainant was waited for, by case; a wait that stopped several deadlines counts once. */
  async #waitedIn(range: Range): Promise<ReadonlyMap<string, number>> {
    const rows = await sql<{ case_id: string; from_at: number; to_at: number }>`
      select case_id, ${second('p."from"')} as from_at, max(${second('p."to"')}) as to_at
      from sla_clock k cross join lateral jsonb_to_recordset(k.pauses) p("from" timestamptz, "to" timestamptz)
      where k.pauses <> '[]' and p."to" is not null and ${inRange('k', range)} group by 1, 2`.execute(this.#work.db());
    const waited = new Map<string, number>();
    for (const row of rows.rows) {
      const days = this.#between(dayOf(row.from_at), dayOf(row.to_at));
      waited.set(row.case_id, (waited.get(row.case_id) ?? 0) + days);
    }
    return waited;
  }

  /** Moves up. An appeal that became protected is in no figure of the case appealed from. */
  async #readMoves(range: Range, rowOf: ReadonlyMap<string, number>): Promise<void> {
    const rows = await sql<{ case_id: string; how: (typeof moveKinds)[number]; at: number }>`
      select case_id, how, ${second('e.at')} as at from escalation e where ${inRange('e', range)}
        and not (e.how = 'party' and exists (select 1 from appeal a join case_file p on p.id = a.case_id
          join case_file f on f.id = a.of_case_id where a.of_case_id = e.case_id and p.protected and not f.protected))`.execute(
      this.#work.db(),
    );
    for (const row of rows.rows) {
      const of = rowOf.get(row.case_id);
      if (of !== undefined) this.#moves.add({ case: of, how: moveKinds.indexOf(row.how), at: row.at });
    }
  }

  async #readReopenings(range: Range, rowOf: ReadonlyMap<string, number>): Promise<void> {
    const rows = await sql<{ case_id: string; at: number }>`
      select case_id, ${second('u.from_at')} as at from case_custody u where u.how = 'reopened' and ${inRange('u', range)}`.execute(
      this.#work.db(),
    );
    for (const row of rows.rows) {
      const of = rowOf.get(row.case_id);
      if (of !== undefined) this.#reopenings.add({ case: of, at: row.at });
    }
  }

  /**
   * Deadlines. A decision taken in time counts, one taken late or owed still does not; what follows a reopening is no first
   * decision. One that was missed and then no longer applied stays missed.
   */
  async #readClocks(range: Range, rowOf: ReadonlyMap<string, number>): Promise<void> {
    const counts = sql`(k.kind in ('acknowledge', 'decide', 'settle', 'conciliate', 'safe_contact')
      and (k.state <> 'cancelled' or k.breached_at is not null))`;
    const bits = bitsOf(clockBits, {
      acknowledge: sql`${counts} and k.kind = 'acknowledge'`,
      decide: sql`${counts} and k.kind in ('decide', 'settle', 'conciliate') and not exists (
        select 1 from case_custody u where u.case_id = k.case_id and u.how = 'reopened' and u.from_at <= k.trigger_at)`,
      conciliate: sql`${counts} and k.kind = 'conciliate'`,
      safeContact: sql`${counts} and k.kind = 'safe_contact'`,
      inTime: sql`k.met_at <= k.due_at`,
      counts,
      governs: sql`k.kind in ('decide', 'settle', 'conciliate', 'completeness') and k.state <> 'cancelled'
        and k.tier = (select f.tier from case_file f where f.id = k.case_id)`,
      missed: sql`k.breached_at is not null`,
      looked: sql`exists (select 1 from breach_review b where b.clock_id = k.id)`,
    });
    const rows = await sql<{ case_id: string; tier: string; bits: number | string; due: number; met: number | null }>`
      select k.case_id, k.tier, ${bits} as bits, ${second('k.due_at')} as due, ${second('k.met_at')} as met
      from sla_clock k where ${inRange('k', range)}`.execute(this.#work.db());
    for (const row of rows.rows) {
      const of = rowOf.get(row.case_id);
      if (of === undefined) continue;
      const { due: dueAt, met } = row;
      this.#clocks.add({ case: of, tier: this.#word(row.tier), bits: Number(row.bits), dueAt, metAt: met ?? never });
    }
  }
}

/** The place of a case, as far as it is known that closely. */
const placeAt = (digits: number): Condition =>
  sql`case when length(f.place) >= ${sql.lit(digits)} then left(f.place, ${sql.lit(digits)}) else ${unknownGroup} end`;

type CaseRow = Readonly<Record<(typeof caseWords)[number], string>> & {
  readonly id: string;
  readonly left_out: boolean;
  readonly bits: number | string;
  readonly filed: number | null;
  readonly decided: number | null;
  readonly closed: number | null;
  readonly due: number | null;
};

/** The day in Phnom Penh that a second lies in, as a number since 1970. */
function dayOf(at: number): number {
  return Math.floor((at + 7 * 3600) / 86_400);
}
