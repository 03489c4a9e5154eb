import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import { never, remedyBits, type layout } from '../domain/columns.ts';
import { bitsOf, epoch, inRange, second, type Range, type Rows } from './column-rows.ts';

/** A page of cases, and the number of the row of each that is counted. */
export interface OnePage {
  readonly work: Work;
  readonly range: Range;
  readonly rowOf: ReadonlyMap<string, number>;
}

/** Remedies: due (a day has passed when it ends), delivered, ordered. One that the complainant disputes is not delivered. */
export async function readRemedies(
  { work, range, rowOf }: OnePage,
  into: Rows<(typeof layout.remedies)[number]>,
): Promise<void> {
  const dueAt = sql`((r.due_on + 1)::timestamp at time zone 'Asia/Phnom_Penh')`;
  const done = sql`r.state in ('fulfilled', 'confirmed', 'lapsed')`;
  const bits = bitsOf(remedyBits, {
    done,
    inTime: sql`${done} and r.fulfilled_at < ${dueAt}`,
    hasAmount: sql`r.amount_khr is not null`,
    systemic: sql`r.kind = 'systemic_action'`,
  });
  const rows = await sql<{
    case_id: string;
    bits: number | string;
    due: number;
    fulfilled: number | null;
    created: number;
    amount: string | null;
  }>`
      select r.case_id, ${bits} as bits, ${epoch(dueAt)} as due, ${second('r.fulfilled_at')} as fulfilled,
        ${second('r.created_at')} as created, r.amount_khr::text as amount
      from remedy r where ${inRange('r', range)}`.execute(work.db());
  for (const row of rows.rows) {
    const of = rowOf.get(row.case_id);
    if (of === undefined) continue;
    const amount = Number(row.amount ?? 0);
    into.add({
      case: of,
      bits: Number(row.bits),
      dueAt: row.due,
      fulfilledAt: row.fulfilled ?? never,
      createdAt: row.created,
      thousands: Math.floor(amount / 1000),
      rest: amount % 1000,
    });
  }
}

/** What complainants gave. Survivors are not asked to be satisfied: PRT-* is left out, always. */
export async function readRatings(
  { work, range, rowOf }: OnePage,
  into: Rows<(typeof layout.ratings)[number]>,
): Promise<void> {
  const rows = await sql<{ case_id: string; at: number; satisfied: number }>`
      select r.case_id, ${second('r.rated_at')} as at, (r.score >= 4)::int as satisfied
      from case_rating r join case_file f on f.id = r.case_id
      where f.category not like 'PRT-%' and ${inRange('r', range)}`.execute(work.db());
  for (const row of rows.rows) {
    const of = rowOf.get(row.case_id);
    if (of !== undefined) into.add({ case: of, at: row.at, satisfied: row.satisfied });
  }
}

/**
 * Agreements under which something is owed: when the last of it is due, and whether all was done by its day - said to be done
 * and not denied, or confirmed - without a breach on record. An award is no agreement.
 */
export async function readAgreements(
  { work, range, rowOf }: OnePage,
  into: Rows<(typeof layout.agreements)[number]>,
): Promise<void> {
  const rows = await sql<{ case_id: string; due: number; kept: number }>`
    select b.case_id, ${epoch(sql`max(b.breach_at)`)} as due,
      bool_and(b.state in ('reported', 'confirmed') and b.breached_at is null)::int as kept
    from resolution_obligation b join resolution_outcome o on o.id = b.outcome_id
    where o.kind in ('agreement', 'partial') and ${inRange('b', range)} group by b.case_id, b.outcome_id`.execute(
    work.db(),
  );
  for (const row of rows.rows) {
    const of = rowOf.get(row.case_id);
    if (of !== undefined) into.add({ case: of, dueAt: row.due, kept: row.kept });
  }
}

/** Disputes that were referred to a court. LAW: Law on Social Security Schemes 2019, Art. 91. */
export async function readReferrals(
  { work, range, rowOf }: OnePage,
  into: Rows<(typeof layout.referrals)[number]>,
): Promise<void> {
  const rows = await sql<{ case_id: string; at: number }>`
    select r.case_id, ${second('r.at')} as at from resolution_referral r
    where r.kind = 'court' and ${inRange('r', range)}`.execute(work.db());
  for (const row of rows.rows) {
    const of = rowOf.get(row.case_id);
    if (of !== undefined) into.add({ case: of, at: row.at });
  }
}
