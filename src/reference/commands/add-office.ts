import { InvalidInput, type FieldFault } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { isDay, isInForce, phnomPenhDay } from '../domain/dated.ts';
import { officeTextFaults } from '../domain/office-texts.ts';
import type { ReferenceBook } from '../domain/reference-book.ts';
import type { Office } from '../domain/types.ts';
import { demandMayChangeReference } from '../policy.ts';
import { currentBook, referenceChanged } from '../reads/current-book.ts';
import { insertOffice } from '../records/offices.ts';

/**
 * What can be added by hand. Offices of communes, districts and provinces are made from the imported places; bodies of which
 * there is one - operators, the committee, the Regulator, the council - come with the instrument that makes them.
 */
export const addableOffices = ['operator_branch', 'hotline'] as const;

export interface NewOffice {
  readonly type: (typeof addableOffices)[number];
  readonly code: string;
  readonly name: Bilingual;
  /** Of a branch: code of the operator, and of the place that it serves. */
  readonly operator: string | null;
  readonly place: string | null;
  readonly phone: string | null;
  /** Code of the office whose people are warned; null: as the ladder says. */
  readonly supervisor: string | null;
  /** First day on which it holds cases: today or later. */
  readonly validFrom: string;
  /** What it rests on. */
  readonly source: Bilingual;
}

/** Begins with a letter, so that it is never taken for the code of a place. */
const codeShape = /^[A-Z][A-Z0-9-]{1,39}$/;

/**
 * Adds a branch of an operator, which cases of its place then go to from the day given, or a call centre. Imports and new
 * versions of the program leave it alone.
 * @throws Forbidden; InvalidInput naming every bad field
 */
export async function addOffice(work: Work, wanted: NewOffice): Promise<void> {
  demandMayChangeReference(work.actor);
  const book = await currentBook(work);
  const isBranch = wanted.type === 'operator_branch';
  const tier = isBranch ? branchTier(book, wanted) : null;
  const faults = [...officeTextFaults(wanted), ...faultsOf(work, book, wanted)];
  if (isBranch) faults.push(...branchFaults(book, wanted, tier));
  if (faults.length > 0) throw new InvalidInput(faults);
  const office: Office = {
    code: wanted.code,
    tier,
    type: wanted.type,
    name: { km: wanted.name.km.trim(), en: wanted.name.en.trim() },
    place: isBranch ? wanted.place : null,
    operator: isBranch ? wanted.operator : null,
    supervisor: wanted.supervisor,
    phone: wanted.phone,
    force: 'default',
    source: { km: wanted.source.km.trim(), en: wanted.source.en.trim() },
    validFrom: wanted.validFrom,
    validTo: null,
  };
  // Whoever adds the same code at the same moment is told, not overwritten.
  if (!(await insertOffice(work, office))) throw new InvalidInput([{ field: 'code', code: 'office.exists' }]);
  referenceChanged(work);
  const { code, type, place, operator, validFrom } = office;
  work.record({
    event: 'reference.office_added',
    caseId: null,
    data: { office: code, type, tier, place, operator, validFrom },
    announce: true,
  });
}

/** The rung on which branches of the operator sit; null where it has none. */
function branchTier(book: ReferenceBook, { operator, validFrom }: NewOffice): Office['tier'] {
  if (operator === null || !isDay(validFrom)) return null;
  const ladder = book.ladder('social_security', operator, validFrom);
  return ladder.find(({ officeKind }) => officeKind === 'operator_branch')?.code ?? null;
}

function faultsOf(work: Work, book: ReferenceBook, wanted: NewOffice): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!codeShape.test(wanted.code)) faults.push({ field: 'code', code: 'office.code_shape' });
  else if (book.office(wanted.code) !== null) faults.push({ field: 'code', code: 'office.exists' });
  if (wanted.supervisor !== null && book.office(wanted.supervisor) === null && wanted.supervisor !== wanted.code) {
    faults.push({ field: 'supervisor', code: 'office.unknown' });
  }
  const today = phnomPenhDay(work.now);
  if (!isDay(wanted.validFrom) || wanted.validFrom < today) {
    faults.push({ field: 'validFrom', code: 'reference.past_day', params: { earliest: today } });
  }
  for (const language of ['km', 'en'] as const) {
    if (wanted.source[language].trim() === '') faults.push({ field: `source.${language}`, code: 'required' });
  }
  return faults;
}

/** A branch has an operator with branches, and a place that no other branch of it serves. */
function branchFaults(book: ReferenceBook, wanted: NewOffice, tier: Office['tier']): FieldFault[] {
  const { operator, place, validFrom } = wanted;
  const faults: FieldFault[] = [];
  if (operator === null || tier === null) faults.push({ field: 'operator', code: 'office.no_branches' });
  const found = place === null ? null : book.place(place);
  if (found === null || found.code !== place || found.level === 'village') {
    faults.push({ field: 'place', code: 'place.unknown' });
  } else if (
    book
      .offices()
      .some(
        (each) =>
          each.type === 'operator_branch' &&
          each.operator === operator &&
          each.place === place &&
          (isInForce(each, validFrom) || each.validFrom > validFrom),
      )
  ) {
    faults.push({ field: 'place', code: 'office.branch_is_there' });
  }
  return faults;
}
