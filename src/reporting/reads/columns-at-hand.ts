import type { Database } from '../../platform/database.ts';
import type { Work } from '../../platform/work.ts';
import type { Columns } from '../domain/columns.ts';
import { readSnapshot, snapshotKept } from '../records/snapshots.ts';
import { takeColumns } from './take-columns.ts';

/** How long columns are good that this process took itself, because no worker has taken any. */
const ownMilliseconds = 60_000;

interface AtHand {
  readonly columns: Columns;
  readonly takenAt: Date;
}

const atHand = new WeakMap<Database, AtHand>();

/**
 * What figures are counted from: as a worker took it last, or, where none has ever, as it is now (for a minute). For the
 * program itself, within `work.elevated`: figures are counted over cases that nobody sees one by one.
 */
export async function columnsAtHand(work: Work): Promise<AtHand> {
  const known = atHand.get(work.database) ?? null;
  const kept = await snapshotKept(work);
  if (kept === null) {
    const age = known === null ? null : work.now.getTime() - known.takenAt.getTime();
    if (known !== null && age !== null && age >= 0 && age < ownMilliseconds) return known;
    return remember(work, { columns: await takeColumns(work), takenAt: work.now });
  }
  if (known?.takenAt.getTime() === kept.takenAt.getTime()) return known;
  const columns = (await readSnapshot(work)) ?? (await takeColumns(work));
  return remember(work, { columns, takenAt: kept.takenAt });
}

function remember(work: Work, fresh: AtHand): AtHand {
  atHand.set(work.database, fresh);
  return fresh;
}
