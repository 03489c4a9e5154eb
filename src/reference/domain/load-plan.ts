import type { JsonValue } from '../../kernel/fact.ts';
import type { Bilingual } from '../../kernel/language.ts';
import { dayBefore } from './dated.ts';
import type { Force } from './types.ts';

/** A row as the product ships it. */
export interface ShippedRow {
  readonly kind: string;
  readonly code: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly force: Force;
  readonly position: number;
  readonly data: { readonly [key: string]: JsonValue };
  readonly source: Bilingual;
}

/** A version as it is stored. */
export interface StoredRow extends ShippedRow {
  readonly version: number;
  readonly origin: 'shipped' | 'administrator';
}

export interface LoadPlan {
  /** Versions that end, and their last day. */
  readonly close: readonly {
    readonly kind: string;
    readonly code: string;
    readonly version: number;
    readonly validTo: string;
  }[];
  readonly insert: readonly StoredRow[];
  /** Shipped rows, not law, whose content was improved in place. */
  readonly update: readonly StoredRow[];
  /** Shipped rows left out because an administrator has chosen otherwise. */
  readonly kept: readonly string[];
  /** Rows that may not be loaded: `law_needs_new_version`, `law_is_locked`. */
  readonly faults: readonly { readonly code: string; readonly row: string }[];
}

/** JSON with its keys in one order: what PostgreSQL gives back has another order than what was written. */
function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item as JsonValue)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

function sameContent(a: ShippedRow, b: ShippedRow): boolean {
  return (
    a.force === b.force &&
    a.source.km === b.source.km &&
    a.source.en === b.source.en &&
    canonical(a.data) === canonical(b.data)
  );
}

/**
 * What loading shipped rows over stored ones would do. An administrator's version is never overwritten: a shipped version
 * of the same day or later is left out, an earlier one ends where it begins. Law is never rewritten: changed law needs a new
 * `validFrom`. All rows are of one kind.
 */
export function planLoad(stored: readonly StoredRow[], shipped: readonly ShippedRow[]): LoadPlan {
  const close: { kind: string; code: string; version: number; validTo: string }[] = [];
  const insert: StoredRow[] = [];
  const update: StoredRow[] = [];
  const kept: string[] = [];
  const faults: { code: string; row: string }[] = [];
  const byCode = new Map<string, StoredRow[]>();
  for (const row of stored) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);

  for (const row of [...shipped].sort((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0))) {
    const name = `${row.kind} ${row.code} ${row.validFrom}`;
    const versions = byCode.get(row.code) ?? [];
    const same = versions.find((version) => version.validFrom === row.validFrom);
    if (same) {
      if (same.origin === 'administrator') kept.push(name);
      else if (!sameContent(same, row) || (same.position !== row.position && same.force !== 'law')) {
        if (same.force === 'law' || row.force === 'law') faults.push({ code: 'law_needs_new_version', row: name });
        else update.push({ ...row, validTo: same.validTo, version: same.version, origin: 'shipped' });
      }
      continue;
    }
    const before = versions.findLast(
      (version) => version.validFrom < row.validFrom && (version.validTo === null || version.validTo >= row.validFrom),
    );
    const after = versions
      .filter((version) => version.validFrom > row.validFrom)
      .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0];
    if (row.force !== 'law' && before?.force === 'law') {
      faults.push({ code: 'law_is_locked', row: name });
      continue;
    }
    if (row.force !== 'law' && before?.origin === 'administrator') {
      kept.push(name);
      continue;
    }
    if (before && before.force !== 'law') {
      const ending = { kind: row.kind, code: row.code, version: before.version, validTo: dayBefore(row.validFrom) };
      const waiting = insert.findIndex((fresh) => fresh.code === row.code && fresh.version === before.version);
      if (waiting >= 0) insert[waiting] = { ...insert[waiting]!, validTo: ending.validTo };
      else close.push(ending);
    }
    const lastDay = after ? dayBefore(after.validFrom) : null;
    const validTo = lastDay !== null && (row.validTo === null || lastDay < row.validTo) ? lastDay : row.validTo;
    const version = Math.max(0, ...versions.map((other) => other.version)) + 1;
    const fresh: StoredRow = { ...row, validTo, version, origin: 'shipped' };
    insert.push(fresh);
    byCode.set(row.code, [
      ...versions.map((other) => (other === before ? { ...other, validTo: dayBefore(row.validFrom) } : other)),
      fresh,
    ]);
  }
  return { close, insert, update, kept, faults };
}
