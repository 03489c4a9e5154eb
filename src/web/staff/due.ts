import type { Language } from '../../kernel/language.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { isWorkingDay } from '../../sla/index.ts';
import type { WorkingCalendar } from '../../sla/index.ts';
import { fill, localDigits, showTime } from '../text.ts';
import type { Words } from './words/index.ts';

/** A deadline in words and a colour; the words alone say everything. */
export interface DueView {
  readonly text: string;
  readonly colour: 'red' | 'orange' | 'teal' | 'grey';
  readonly at: Date | null;
}

const day = 86_400_000;

/** Working days still to come after today, up to and with the day of the deadline. */
function workingDaysLeft(calendar: WorkingCalendar, today: string, last: string): number {
  let count = 0;
  for (let at = Date.parse(`${today}T00:00:00Z`) + day; at <= Date.parse(`${last}T00:00:00Z`); at += day) {
    if (isWorkingDay(calendar, new Date(at).toISOString().slice(0, 10))) count += 1;
  }
  return count;
}

/** How near a deadline is. Two working days or fewer is near. */
export function dueView(
  dueAt: Date | null,
  now: Date,
  calendar: WorkingCalendar,
  words: Words,
  language: Language,
): DueView {
  if (dueAt === null) return { text: words.due.none, colour: 'grey', at: null };
  const today = phnomPenhDay(now);
  const last = phnomPenhDay(dueAt);
  const { due } = words;
  if (dueAt < now) {
    const late = Math.round((Date.parse(today) - Date.parse(last)) / day);
    const text =
      late === 0 ? due.lateToday : late === 1 ? due.lateOne : fill(due.late, { n: localDigits(late, language) });
    return { text, colour: 'red', at: dueAt };
  }
  if (today === last) {
    return { text: fill(due.hours, { time: showTime(dueAt, language) }), colour: 'orange', at: dueAt };
  }
  const left = workingDaysLeft(calendar, today, last);
  const text = left === 1 ? due.leftOne : fill(due.left, { n: localDigits(left, language) });
  return { text, colour: left <= 2 ? 'orange' : 'teal', at: dueAt };
}
