/** The days a figure is about, first and last included, in Phnom Penh. */
export interface Period {
  /** `YYYY-MM-DD` */
  readonly from: string;
  /** `YYYY-MM-DD` */
  readonly to: string;
}

/** The same as instants: from `start`, up to and without `end`. */
export interface Span {
  readonly start: Date;
  readonly end: Date;
}

const dayMilliseconds = 86_400_000;

/**
 * The instants of a period. One that is still running ends now: what is due later is neither kept nor missed yet.
 * @throws RangeError for what is no day
 */
export function spanOf({ from, to }: Period, now: Date): Span {
  const start = midnight(from);
  const end = new Date(Math.min(midnight(to).getTime() + dayMilliseconds, now.getTime() + 1));
  return { start, end: end < start ? start : end };
}

function midnight(on: string): Date {
  const at = new Date(`${on}T00:00:00+07:00`);
  if (Number.isNaN(at.getTime())) throw new RangeError(`not a date of the form YYYY-MM-DD: ${on}`);
  return at;
}

/** The first day of the month that lies so many months before that of a day. */
export function monthStart(on: string, monthsBefore = 0): string {
  const [year = 1970, month = 1] = on.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - monthsBefore, 1)).toISOString().slice(0, 10);
}
