/** An instant read through Kysely: the driver hands timestamps over as text, MikroORM as `Date`. */
export function instant(value: Date | string): Date {
  return value instanceof Date ? value : new Date(value);
}

/** The same for a column that may be null. */
export function instantOrNull(value: Date | string | null): Date | null {
  return value === null ? null : instant(value);
}
