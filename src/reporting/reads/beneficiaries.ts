import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import type { Split } from '../domain/indicators.ts';

/** What the figures are asked for, as far as it chooses beneficiaries. */
export interface Served {
  readonly by: Split | null;
  readonly programme: string | null;
  /** Numbers of beneficiaries are known by province. */
  readonly place: string | null;
  /** Last day of the period: the latest number counted by then. */
  readonly on: string;
}

/**
 * How many people are served, by group and (null) all together, as last counted. Only where it is a number of people: people
 * of several programmes are not added up, since many are in more than one. What is not known is left out.
 */
export async function beneficiariesOf(work: Work, of: Served): Promise<ReadonlyMap<string | null, number>> {
  const rows = await sql<{ programme: string; province: string; people: string | number }>`
    select distinct on (programme, province) programme, province, people from beneficiary_count
    where counted_on <= ${of.on}::date order by programme, province, counted_on desc`.execute(work.db());
  const latest = new Map(rows.rows.map((row) => [`${row.programme} ${row.province}`, Number(row.people)]));
  const peopleOf = (programme: string, province: string | null): number | null => {
    const stated = latest.get(`${programme} ${province ?? '*'}`);
    if (stated !== undefined || province !== null) return stated ?? null;
    const parts = rows.rows.filter((row) => row.programme === programme);
    return parts.length === 0 ? null : parts.reduce((sum, row) => sum + Number(row.people), 0);
  };
  const known = new Map<string | null, number>();
  const put = (group: string | null, people: number | null): void => {
    if (people !== null) known.set(group, people);
  };
  if (of.programme !== null) put(null, peopleOf(of.programme, of.place));
  if (of.by === 'programme') {
    for (const code of new Set(rows.rows.map((row) => row.programme))) put(code, peopleOf(code, of.place));
  }
  if (of.by === 'province' && of.programme !== null) {
    for (const code of new Set(rows.rows.map((row) => row.province))) {
      if (code !== '*' && (of.place === null || of.place === code)) put(code, peopleOf(of.programme, code));
    }
  }
  return known;
}
