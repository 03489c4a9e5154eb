import { sql, type RawBuilder } from 'kysely';

import type { CaseTables } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { Stage } from '../domain/terms.ts';
import type { ResolutionTables } from './tables.ts';

/** Dispute files by urgency or the newest first, as far as the reader sees their cases. */
export async function disputeRows(
  work: Work,
  of: {
    readonly stages: readonly Stage[];
    readonly order: 'urgent' | 'newest';
    readonly office: string | null;
    readonly sitting: string | null;
    readonly person: string;
    readonly visible: RawBuilder<boolean>;
    readonly limit: number;
  },
) {
  const sits = (person: string) =>
    sql<boolean>`exists (select 1 from resolution_neutral n where n.file_id = resolution_file.id
      and n.person_id = ${person} and n.ended_at is null)`;
  let query = work
    .db<ResolutionTables & CaseTables>()
    .selectFrom('resolution_file')
    .innerJoin('case_file', 'case_file.id', 'resolution_file.case_id')
    .select([
      'case_file.reference',
      'resolution_file.level',
      'resolution_file.mode',
      'resolution_file.stage',
      'resolution_file.opened_at',
      'resolution_file.due_at',
      'resolution_file.limit_at',
      sits(of.person).as('you_sit'),
      sql<Date | string | null>`(select min(lower(s.during)) from resolution_session s
        where s.file_id = resolution_file.id and s.state = 'scheduled' and lower(s.during) >= ${work.now})`.as(
        'next_session_at',
      ),
    ])
    .where('resolution_file.stage', 'in', [...of.stages])
    .where(of.visible);
  if (of.office !== null) query = query.where('resolution_file.office', '=', of.office);
  if (of.sitting !== null) query = query.where(sits(of.sitting));
  const ordered =
    of.order === 'newest'
      ? query.orderBy('resolution_file.opened_at', 'desc').orderBy('resolution_file.id', 'desc')
      : query.orderBy(sql`resolution_file.due_at asc nulls last`).orderBy('resolution_file.id');
  return ordered.limit(of.limit).execute();
}
