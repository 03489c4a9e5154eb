import { parse } from 'csv-parse/sync';

import { demand } from '../../access/index.ts';
import { InvalidInput, type FieldFault } from '../../kernel/errors.ts';
import type { Command } from '../../platform/work.ts';
import { currentBook, phnomPenhDay, type ReferenceBook } from '../../reference/index.ts';
import { keepBeneficiaryCounts, type BeneficiaryCount } from '../records/beneficiary-counts.ts';

const columns = ['programme', 'province', 'counted_on', 'people'] as const;
type Line = Readonly<Record<(typeof columns)[number], string>>;

/**
 * Takes numbers of beneficiaries, from which rates per 10,000 are made: columns programme, province (two digits, `*` for the
 * whole country), counted_on (YYYY-MM-DD), people. A file with a bad line is refused whole; the same again changes nothing.
 * @throws Forbidden; InvalidInput naming every bad line
 */
export const importBeneficiaries: Command<{ readonly csv: string }, { readonly lines: number }> = async (
  work,
  { csv },
) => {
  demand(work.actor, 'reference.manage');
  const lines = linesOf(csv);
  const book = await currentBook(work);
  const today = phnomPenhDay(work.now);
  const faults = lines.flatMap((line, at) => faultsOf(line, at + 2, book, today));
  if (faults.length > 0) throw new InvalidInput(faults, 'import.refused');
  const counts = lines.map((line): BeneficiaryCount => ({
    programme: line.programme,
    province: line.province,
    countedOn: line.counted_on,
    people: Number(line.people),
  }));
  await keepBeneficiaryCounts(work, counts);
  work.record({
    event: 'statistics.beneficiaries_imported',
    caseId: null,
    data: { lines: counts.length },
    announce: false,
  });
  return { lines: counts.length };
};

function linesOf(csv: string): readonly Line[] {
  let rows: unknown;
  try {
    rows = parse(csv, { bom: true, columns: true, trim: true, skip_empty_lines: true });
  } catch {
    throw new InvalidInput([fileFault(1, 'file', 'import.unreadable')], 'import.refused');
  }
  const lines = rows as readonly Line[];
  const [first] = lines;
  if (first === undefined) throw new InvalidInput([fileFault(1, 'file', 'import.empty')], 'import.refused');
  const missing = columns.filter((column) => first[column] === undefined);
  if (missing.length > 0) {
    const faults = missing.map((column) => fileFault(1, column, 'import.missing_column', column));
    throw new InvalidInput(faults, 'import.refused');
  }
  return lines;
}

function faultsOf(line: Line, number: number, book: ReferenceBook, today: string): readonly FieldFault[] {
  const fault = (column: keyof Line, code: string): FieldFault => fileFault(number, column, code, line[column]);
  return [
    ...(book.programme(line.programme, today) === null ? [fault('programme', 'import.missing_value')] : []),
    ...(line.province !== '*' && book.place(line.province)?.level !== 'province'
      ? [fault('province', 'import.unknown_level')]
      : []),
    ...(isDay(line.counted_on) ? [] : [fault('counted_on', 'import.bad_date')]),
    ...(/^[1-9]\d{0,9}$/.test(line.people) ? [] : [fault('people', 'import.missing_value')]),
  ];
}

/** As faults of the other imports are written. */
function fileFault(line: number, field: string, code: string, value = ''): FieldFault {
  return { field: `lines.${line}.${field}`, code, params: { line, field, value, expected: '' } };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}
