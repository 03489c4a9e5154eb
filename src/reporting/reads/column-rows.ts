import { sql, type RawBuilder } from 'kysely';

import { bitOf, never, type Table } from '../domain/columns.ts';

export type Condition = RawBuilder<unknown>;

/** Grows by rows, ends as columns. */
export class Rows<Name extends string> {
  readonly #names: readonly Name[];
  readonly #values: number[][];
  rows = 0;

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#values = names.map(() => []);
  }

  add(row: Readonly<Record<Name, number>>): void {
    for (const [at, name] of this.#names.entries()) this.#values[at]?.push(row[name]);
    this.rows += 1;
  }

  table(): Table<Name> {
    const of = Object.fromEntries(
      this.#names.map((name, at) => [name, Int32Array.from(this.#values[at] ?? [])]),
    ) as Record<Name, Int32Array>;
    return { rows: this.rows, of };
  }
}

/** The ids of a page of cases: after the one, up to the other. */
export interface Range {
  readonly after: string;
  readonly upTo: string;
}

/** Whether a row is of a case in the page. */
export const inRange = (of: string, { after, upTo }: Range): Condition =>
  sql`${sql.ref(`${of}.case_id`)} > ${after} and ${sql.ref(`${of}.case_id`)} <= ${upTo}`;

/** The whole second an instant lies in. */
export function second(column: string): Condition {
  return epoch(sql.raw(column));
}

/** The same of an expression. */
export function epoch(instant: Condition): Condition {
  return sql`least(floor(extract(epoch from ${instant})), ${sql.lit(never - 1)})::int`;
}

/** The answers as the bits of one number. */
export function bitsOf<Name extends string>(
  names: readonly Name[],
  answers: Readonly<Record<Name, Condition>>,
): Condition {
  return sql.join(
    names.map((name) => sql`(case when ${answers[name]} then ${sql.lit(bitOf(names, name))} else 0 end)`),
    sql` | `,
  );
}
