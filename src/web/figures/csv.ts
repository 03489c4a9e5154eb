import { stringify } from 'csv-stringify/sync';

/**
 * A table as CSV that opens in a spreadsheet as it is: with a byte order mark, so that Khmer is read; what could be taken
 * for a formula is made text.
 */
export function asCsv(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify([[...head], ...rows.map((row) => [...row])], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
