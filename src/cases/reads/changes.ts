import type { Work } from '../../platform/work.ts';
import type { LedgerTables } from '../records/acts.ts';
import { findCase } from '../records/find-case.ts';
import { readTimeline, type TimelineEntry } from './timeline.ts';

/**
 * What happened to a case after the version that somebody was looking at: for whoever was told that it has changed. With
 * `byOthers` what they did themselves is left out.
 * @throws NotFound
 */
export async function changesSince(
  work: Work,
  input: { readonly reference: string; readonly version: number; readonly byOthers?: boolean },
): Promise<readonly TimelineEntry[]> {
  const { id } = await findCase(work, input.reference);
  const known = await work
    .db<LedgerTables>()
    .selectFrom('ledger_entry')
    .select(['seq', 'event', 'data'])
    .where('chain', '=', id)
    .orderBy('seq', 'desc')
    .execute();
  const seen = known.find(({ event, data }) => {
    const version = data['version'];
    return event === 'case.filed' || (typeof version === 'number' && version <= input.version);
  });
  const own = input.byOthers === true && work.actor.kind === 'staff' ? work.actor.personId : null;
  return readTimeline(work, id, Number(seen?.seq ?? 0), own);
}
