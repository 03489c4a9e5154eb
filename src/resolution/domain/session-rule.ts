/** A session as somebody would set it, with what the calendar says of it. */
export interface SessionProposed {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly isWorkingDay: boolean;
  /** Close of the last day of the notice period, counted from the invitation. */
  readonly noticeEndsAt: Date;
  /** The statutory date; null where none binds. */
  readonly limitAt: Date | null;
}

/** Longest session: one day's sitting. */
const longestMillis = 10 * 3_600_000;

/** The rule that forbids a session at that time, or null. */
export function sessionFault(of: SessionProposed): string | null {
  const length = of.endsAt.getTime() - of.startsAt.getTime();
  if (length <= 0 || length > longestMillis) return 'session_needs_a_length';
  if (of.startsAt <= of.noticeEndsAt) return 'session_inside_notice_period';
  if (of.limitAt !== null && of.endsAt > of.limitAt) return 'session_past_statutory_date';
  if (!of.isWorkingDay) return 'session_not_on_working_day';
  return null;
}

/** Where a dispute stands, as far as it says what is still to come before a session can take place. */
export type Remaining = 'panel' | 'challenges' | 'sessions';

/** Working days that must still pass before a session called now can take place: time to challenge, then the notice. */
export function workingDaysBeforeSession(
  remaining: Remaining,
  of: { readonly challenge: number; readonly invitation: number },
): number {
  return remaining === 'panel' ? of.challenge + of.invitation : of.invitation;
}

/** Whether a session called now could still be held before the date; false is a warning, not a refusal. */
export function sessionStillFits(of: { readonly noticeEndsAt: Date; readonly dueAt: Date | null }): boolean {
  return of.dueAt === null || of.noticeEndsAt < of.dueAt;
}
