/**
 * Whether the claim behind a complaint may be barred: more than `years` have passed on `on` since `occurredOn` (both
 * `YYYY-MM-DD`). Only ever a warning and a case for a legal officer (Law on Social Security Schemes 2019, Art. 87).
 */
export function mayBeBarred(occurredOn: string, years: number, on: string): boolean {
  const anniversary = `${String(Number(occurredOn.slice(0, 4)) + years).padStart(4, '0')}${occurredOn.slice(4)}`;
  return anniversary < on;
}
