import { CsvError, parse } from 'csv-parse/sync';

import { InvalidInput, type FieldFault } from '../../kernel/errors.ts';
import { importFault, type FileLine } from '../domain/import-fault.ts';

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * The lines of a CSV text (UTF-8, with or without BOM, any line ends) by column.
 * @returns the lines, and the faults of those that have another number of columns than the header
 * @throws InvalidInput when it is not CSV, holds no rows, or lacks one of the columns
 */
export function readCsv(text: string, columns: readonly string[]): { lines: FileLine[]; faults: FieldFault[] } {
  const [header, ...rows] = parseRows(text);
  if (!header) throw new InvalidInput([importFault(1, 'file', 'import.empty')], 'import.refused');
  const names = header.record.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw new InvalidInput(
      missing.map((column) => importFault(1, column, 'import.missing_column', column)),
      'import.refused',
    );
  }
  if (rows.length === 0) throw new InvalidInput([importFault(1, 'file', 'import.empty')], 'import.refused');
  const lines: FileLine[] = [];
  const faults: FieldFault[] = [];
  for (const { record, info } of rows) {
    if (record.length !== names.length)
      faults.push(importFault(info.lines, 'line', 'import.column_count', String(record.length), names.length));
    else
      lines.push({
        line: info.lines,
        values: Object.fromEntries(names.map((name, index) => [name, record[index] ?? ''])),
      });
  }
  return { lines, faults };
}

function parseRows(text: string): Parsed[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { readonly lines?: number };
    throw new InvalidInput([importFault(lines ?? 1, 'file', 'import.unreadable', error.code)], 'import.refused');
  }
}
