import { phnomPenhDay } from '../../../reference/index.ts';
import type { HearingCalendar } from '../../../resolution/index.ts';
import { isWorkingDay, workingCalendarOf } from '../../../sla/index.ts';
import { fill, showDate, showTime, showWeekday } from '../../text.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

const dayMillis = 86_400_000;

/** The Monday of a day's week, `YYYY-MM-DD`; of today's when the day is none. */
export function mondayOf(asked: string, now: Date): string {
  const known = /^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(`${asked}T00:00:00Z`));
  const day = new Date(`${known ? asked : phnomPenhDay(now)}T00:00:00Z`);
  return later(day.toISOString().slice(0, 10), -((day.getUTCDay() + 6) % 7));
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMillis).toISOString().slice(0, 10);
}

/** Hearings of one week, for each neutral and room. What another dispute takes is said without saying which. */
export const hearingsPage = staffPage({
  path: '/staff/hearings',
  section: 'disputes',
  permission: whoMay('resolution.conduct'),
  audit: { none: 'When somebody is taken, not what for' },
  strings: { km, en },
  template: 'staff/hearings',
  async show(request) {
    const { services, strings, language, now, query } = request;
    const monday = mondayOf(query.get('week') ?? '', now);
    const days = [0, 1, 2, 3, 4].map((n) => later(monday, n));
    const friday = days[4] ?? monday;
    const [calendar, book] = await Promise.all([
      services.disputes.hearings(actorOf(request), {
        from: new Date(`${monday}T00:00:00+07:00`),
        to: new Date(`${later(monday, 7)}T00:00:00+07:00`),
      }),
      services.book(),
    ]);
    const working = workingCalendarOf(book.calendar());
    const weekOf = (hearings: HearingCalendar['rooms'][number]['hearings']) =>
      days.map((day) => {
        const on = hearings.filter((each) => phnomPenhDay(each.startsAt) === day);
        return {
          label: `${showWeekday(`${day}T12:00:00+07:00`, language)} ${showDate(day, language)}`,
          empty: on.length > 0 ? null : isWorkingDay(working, day) ? strings.free : strings.closed,
          hearings: on.map((each) => ({
            when: `${showTime(each.startsAt, language)}–${showTime(each.endsAt, language)}`,
            reference: each.reference,
            href: each.reference === null ? null : request.url(`/staff/cases/${each.reference}/dispute`),
          })),
        };
      });
    const row = (name: string, hearings: Parameters<typeof weekOf>[0]) => ({
      name,
      days: weekOf(hearings),
      // On a phone free days are not listed one by one.
      free: hearings.length === 0 ? strings.allFree : null,
    });
    const weekLink = (day: string, text: string) => ({ href: `${request.url('/staff/hearings')}?week=${day}`, text });
    return {
      kind: 'page',
      data: {
        back: request.url('/staff/disputes'),
        week: fill(strings.week, { from: showDate(monday, language), to: showDate(friday, language) }),
        pagination: {
          label: strings.weeks,
          previous: weekLink(later(monday, -7), strings.previous),
          next: weekLink(later(monday, 7), strings.next),
        },
        groups: [
          {
            id: 'neutrals',
            title: strings.neutrals,
            empty: strings.noNeutrals,
            rows: calendar.neutrals.map((each) =>
              row(each.isYou ? fill(strings.you, { name: each.name }) : each.name, each.hearings),
            ),
          },
          {
            id: 'rooms',
            title: strings.rooms,
            empty: strings.noRooms,
            rows: calendar.rooms.map((each) => row(each.name, each.hearings)),
          },
        ],
      },
    };
  },
});
