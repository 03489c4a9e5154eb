/**
 * Days and hours of Asia/Phnom_Penh as plain numbers. Cambodia keeps UTC+7 all year, so a
 * local day is an *epoch day*: days since 1970-01-01 local. Temporal reads and checks dates at the edge; inside, sums of
 * whole numbers keep a hundred thousand deadlines cheap. Tests prove the agreement with Temporal's own time zone.
 */
export const timeZone = 'Asia/Phnom_Penh';

export const millisecondsPerMinute = 60_000;
export const millisecondsPerHour = 3_600_000;
export const millisecondsPerDay = 86_400_000;
const offset = 7 * millisecondsPerHour;

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** The local day an instant falls on, as an epoch day. Throws RangeError for an invalid Date. */
export function epochDayOf(at: Date): number {
  return Math.floor((epochMilliseconds(at) + offset) / millisecondsPerDay);
}

/** Milliseconds since local midnight. Throws RangeError for an invalid Date. */
export function millisecondOfDay(at: Date): number {
  const local = epochMilliseconds(at) + offset;
  return local - Math.floor(local / millisecondsPerDay) * millisecondsPerDay;
}

/** The instant that many milliseconds after local midnight of an epoch day. */
export function instantOn(epochDay: number, millisecond: number): Date {
  return new Date(epochDay * millisecondsPerDay + millisecond - offset);
}

/** Reads `YYYY-MM-DD` as an epoch day. Throws RangeError for any other form and for days that do not exist. */
export function epochDayOn(on: string): number {
  const date = isoDate.test(on) ? plainDate(on) : null;
  if (date === null) throw new RangeError(`not a date of the form YYYY-MM-DD: ${on}`);
  return date.toZonedDateTime('UTC').epochMilliseconds / millisecondsPerDay;
}

function plainDate(on: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(on, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** Year, month (1-12) and day of an epoch day. */
export function civilDate(epochDay: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(epochDay * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The calendar year of an epoch day. */
export function yearOf(epochDay: number): number {
  return new Date(epochDay * millisecondsPerDay).getUTCFullYear();
}

function epochMilliseconds(at: Date): number {
  const milliseconds = at.getTime();
  if (Number.isNaN(milliseconds)) throw new RangeError('not a valid instant');
  return milliseconds;
}
