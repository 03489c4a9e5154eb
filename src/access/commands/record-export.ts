import type { JsonValue } from '../../kernel/fact.ts';
import type { Work } from '../../platform/work.ts';

/**
 * Puts an export into the ledger: who took how much of what out of the system, chosen how. Called by whoever writes the
 * file, in the transaction that reads the rows.
 * @param input.what kind of export, e.g. `cases`; `filter` codes, dates and numbers only, never what was searched for
 */
export function recordExport(
  work: Work,
  input: {
    readonly what: string;
    readonly format: string;
    readonly rows: number;
    readonly filter: { readonly [key: string]: JsonValue };
  },
): void {
  work.record({
    event: 'export.made',
    caseId: null,
    data: { what: input.what, format: input.format, rows: input.rows, filter: input.filter },
    announce: false,
  });
}
