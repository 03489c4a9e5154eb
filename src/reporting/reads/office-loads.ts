import { staffOf } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import { officeLoads, type OfficeLoad } from '../domain/office-loads.ts';
import { scopeOf } from '../policy.ts';
import { columnsAtHand } from './columns-at-hand.ts';

/**
 * What the offices of a supervisor's operator have in hand, as of `countedAt`. Empty for everybody else, whose cases all lie
 * at one office.
 * @throws Forbidden
 */
export async function loadsOfOffices(
  work: Work,
): Promise<{ readonly items: readonly OfficeLoad[]; readonly countedAt: Date }> {
  const scope = scopeOf(staffOf(work));
  if (scope.kind !== 'operator') return { items: [], countedAt: work.now };
  return work.elevated('how much lies where is counted as figures are', async () => {
    const { columns, takenAt } = await columnsAtHand(work);
    return { items: officeLoads(columns, scope.office), countedAt: takenAt };
  });
}
