import { Conflict, InvalidInput, NotFound } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { isDay, phnomPenhDay } from '../domain/dated.ts';
import { officeTextFaults } from '../domain/office-texts.ts';
import { isSameOffice } from '../domain/same-office.ts';
import { demandMayChangeReference } from '../policy.ts';
import { referenceChanged } from '../reads/current-book.ts';
import { lockOffice, officeExists, updateOffice } from '../records/offices.ts';

export interface OfficeChange {
  readonly code: string;
  /** The version that the administrator saw. */
  readonly seenVersion: number;
  readonly name: Bilingual;
  /** As people dial it; null: none. */
  readonly phone: string | null;
  /** Code of the office whose people are warned; null: as the ladder says. */
  readonly supervisor: string | null;
  /** Last day on which it holds cases; null while it has no end. */
  readonly validTo: string | null;
}

/**
 * Changes what an office is called, how it is reached, who supervises it and whether it goes on. What it is (tier, kind,
 * place) stays. From then on imports and new versions of the program leave it alone.
 * @throws Forbidden, NotFound, Conflict; InvalidInput naming every bad field
 */
export async function changeOffice(work: Work, change: OfficeChange): Promise<void> {
  demandMayChangeReference(work.actor);
  const current = await lockOffice(work, change.code);
  if (current === null) throw new NotFound('office.not_found');
  if (current.rowVersion !== change.seenVersion) {
    throw new Conflict('conflict.reference_changed', { version: current.rowVersion });
  }
  const faults = officeTextFaults(change);
  if (change.supervisor !== null && !(await officeExists(work, change.supervisor))) {
    faults.push({ field: 'supervisor', code: 'office.unknown' });
  }
  const isPlace = ['commune', 'district', 'province'].includes(current.type);
  if (change.supervisor === change.code && isPlace)
    faults.push({ field: 'supervisor', code: 'reference.own_supervisor' });
  if (change.validTo !== null && (!isDay(change.validTo) || change.validTo < phnomPenhDay(work.now))) {
    faults.push({ field: 'validTo', code: 'reference.past_day', params: { earliest: phnomPenhDay(work.now) } });
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  const { rowVersion: _seen, origin: _origin, ...office } = current;
  const after = {
    ...office,
    name: { km: change.name.km.trim(), en: change.name.en.trim() },
    phone: change.phone,
    supervisor: change.supervisor,
    validTo: change.validTo,
  };
  if (isSameOffice(office, after)) return;
  await updateOffice(work, after);
  referenceChanged(work);
  const fields = (['phone', 'supervisor', 'validTo'] as const).filter((field) => office[field] !== after[field]);
  const renamed = office.name.km !== after.name.km || office.name.en !== after.name.en;
  work.record({
    event: 'reference.office_changed',
    caseId: null,
    data: { office: change.code, fields: renamed ? ['name', ...fields] : fields },
    announce: true,
  });
}
