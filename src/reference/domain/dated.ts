import type { Dated } from './types.ts';

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayMillis = 86_400_000;
const phnomPenhMillis = 7 * 3_600_000;

/** Whether the row holds on that day. Both ends belong to it. */
export function isInForce(row: Dated, on: string): boolean {
  return row.validFrom <= on && (row.validTo === null || on <= row.validTo);
}

/** Whether it is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return dayPattern.test(text) && new Date(Date.parse(`${text}T00:00:00Z`) || 0).toISOString().slice(0, 10) === text;
}

/** The day before, `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - dayMillis).toISOString().slice(0, 10);
}

/** The day it is in Phnom Penh (UTC+7, no daylight saving) at an instant: what `on` means everywhere in reference data. */
export function phnomPenhDay(at: Date): string {
  return new Date(at.getTime() + phnomPenhMillis).toISOString().slice(0, 10);
}

/** Dated versions by code, each list oldest first. */
export class Versions<Row extends Dated> {
  readonly #byCode = new Map<string, Row[]>();

  constructor(rows: readonly Row[], codeOf: (row: Row) => string) {
    for (const row of rows) {
      const code = codeOf(row);
      const versions = this.#byCode.get(code);
      if (versions) versions.push(row);
      else this.#byCode.set(code, [row]);
    }
    for (const versions of this.#byCode.values()) versions.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  }

  /** The version in force on that day. */
  at(code: string, on: string): Row | null {
    return this.#byCode.get(code)?.find((row) => isInForce(row, on)) ?? null;
  }

  /** The last version, whenever it holds. */
  last(code: string): Row | null {
    return this.#byCode.get(code)?.at(-1) ?? null;
  }

  /** One row a code: all that hold on that day, in the order of the data. */
  all(on: string): Row[] {
    const found: Row[] = [];
    for (const versions of this.#byCode.values()) {
      const row = versions.find((version) => isInForce(version, on));
      if (row) found.push(row);
    }
    return found;
  }
}
