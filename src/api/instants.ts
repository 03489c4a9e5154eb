const phnomPenhMillis = 7 * 3_600_000;

/** An instant as the API writes it: RFC 3339 to the second, with the offset of Phnom Penh - `2026-11-21T09:00:00+07:00`. */
export function formatInstant(at: Date): string {
  return `${new Date(at.getTime() + phnomPenhMillis).toISOString().slice(0, 19)}+07:00`;
}

/** The same for an instant that may be absent. */
export function formatInstantOrNull(at: Date | null | undefined): string | null {
  return at ? formatInstant(at) : null;
}
