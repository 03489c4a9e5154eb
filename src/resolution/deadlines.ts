import { phnomPenhDay } from '../reference/index.ts';
import { closeOfWorkingDay, isWorkingDay, type WorkingCalendar } from '../sla/index.ts';
import {
  challengeWorkingDays,
  invitationWorkingDays,
  oppositionDays,
  reminderWorkingDays,
  targetWorkingDays,
} from './domain/periods.ts';

/** Dates of a dispute that no rule of the reference data sets; all in Phnom Penh, to the close of office hours. */

const dayMillis = 24 * 3_600_000;

/** The close of office hours on a day, `YYYY-MM-DD`. */
export function closeOn(day: string): Date {
  return new Date(`${day}T17:30:00+07:00`);
}

/** When a dispute opened (at the Regulator: complete) at that instant is to be settled. */
export function toBeSettledBy(calendar: WorkingCalendar, from: Date): Date {
  return closeOfWorkingDay(calendar, from, targetWorkingDays.value);
}

/** Until when parties may challenge whoever declared last at that instant. */
export function challengeUntil(calendar: WorkingCalendar, declaredAt: Date): Date {
  return closeOfWorkingDay(calendar, declaredAt, challengeWorkingDays.value);
}

/** The end of the notice that an invitation sent at that instant gives: no session begins before. */
export function noticeEnd(calendar: WorkingCalendar, sentAt: Date): Date {
  return closeOfWorkingDay(calendar, sentAt, invitationWorkingDays.value);
}

/** Until when a party may oppose an award issued at that instant: calendar days. */
export function oppositionUntil(issuedAt: Date): Date {
  return new Date(closeOn(phnomPenhDay(issuedAt)).getTime() + oppositionDays.value * dayMillis);
}

/** When whoever owes is reminded (at eight, some working days before), and when what is not done is a breach. */
export function watchTimes(
  calendar: WorkingCalendar,
  dueOn: string,
): { readonly remindAt: Date; readonly breachAt: Date } {
  let day = Date.parse(`${dueOn}T08:00:00+07:00`);
  for (let counted = 0; counted < reminderWorkingDays.value;) {
    day -= dayMillis;
    if (isWorkingDay(calendar, phnomPenhDay(new Date(day)))) counted += 1;
  }
  return { remindAt: new Date(day), breachAt: closeOn(dueOn) };
}
