import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import { instant } from './instant.ts';
import type { ResolutionTables } from './tables.ts';

/** A neutral or a room that is taken for a time. */
export interface BookingRow {
  readonly sessionId: string;
  readonly caseId: string;
  /** `person:<id>` or `room:<name>`. */
  readonly resource: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** What is taken between two instants, over all disputes: whoever sets a session must see what stands in the way. */
export async function bookingsBetween(work: Work, from: Date, to: Date): Promise<readonly BookingRow[]> {
  const rows = await work.elevated('when neutrals and rooms are taken, over all disputes', () =>
    work
      .db<ResolutionTables>()
      .selectFrom('resolution_booking')
      .select([
        'session_id',
        'case_id',
        'resource',
        sql<Date | string>`lower(during)`.as('starts_at'),
        sql<Date | string>`upper(during)`.as('ends_at'),
      ])
      .where('released', '=', false)
      .where(sql<boolean>`during && tstzrange(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz)`)
      .orderBy(sql`lower(during)`)
      .orderBy('resource')
      .execute(),
  );
  return rows.map((row) => ({
    sessionId: row.session_id,
    caseId: row.case_id,
    resource: row.resource,
    startsAt: instant(row.starts_at),
    endsAt: instant(row.ends_at),
  }));
}

/** References of the cases among these that the reader sees. */
export async function visibleReferences(
  work: Work,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly reference: string; readonly heldOffice: string }>> {
  if (caseIds.length === 0) return new Map();
  const rows = await work
    .db<{ case_file: { id: string; reference: string; held_office: string } }>()
    .selectFrom('case_file')
    .select(['id', 'reference', 'held_office'])
    .where('id', 'in', [...new Set(caseIds)])
    .execute();
  return new Map(rows.map((row) => [row.id, { reference: row.reference, heldOffice: row.held_office }]));
}
