import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { demandMayChangeReference } from '../policy.ts';
import { lockOffice, type StoredOffice } from '../records/offices.ts';

/** An office with the version that a change of it must name. @throws Forbidden; NotFound `office.not_found` */
export async function officeToChange(
  work: Work,
  code: string,
): Promise<StoredOffice & { readonly rowVersion: number }> {
  demandMayChangeReference(work.actor);
  const found = await lockOffice(work, code);
  if (found === null) throw new NotFound('office.not_found');
  return found;
}
