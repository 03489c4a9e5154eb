import { z } from 'zod';
import type { HolidayChange } from '../../../reference/index.ts';
import { phnomPenhDay } from '../../../reference/index.ts';
import type { CalendarEffect } from '../../../sla/index.ts';
import { fieldsOf } from '../../fields.ts';
import { choice, formOf, optionalText } from '../../form.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, localDigits, showDate, showDateTime, showNumber, showWeekday } from '../../text.ts';
import { administrationViews } from '../administration/views.ts';
import { clockName } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

const whats = ['add', 'remove'] as const;
const mostMoves = 15;

/** The calendar by year, and a change of it: what would move is shown before anything does. */
export const calendarPage = staffPage({
  path: '/staff/settings/calendar',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'Reference data is open to everybody; a change is recorded by its use case' },
  strings: { km, en },
  template: 'staff/calendar',
  form: formOf(
    z.object({
      what: choice(whats),
      on: optionalText(10),
      'name.km': optionalText(200),
      'name.en': optionalText(200),
      'source.km': optionalText(200),
      'source.en': optionalText(200),
    }),
  ),
  show: (request) => show(request, null),
  async submit(request, value) {
    const actor = actorOf(request);
    const change: HolidayChange = {
      what: value.what,
      on: value.on,
      name: { km: value['name.km'], en: value['name.en'] },
      source: { km: value['source.km'], en: value['source.en'] },
    };
    if (request.fields.one('go') !== 'apply') return show(request, await request.services.holidayEffect(actor, change));
    await request.services.changeHoliday(actor, change);
    return {
      kind: 'redirect',
      to: `${request.url('/staff/settings/calendar')}?year=${value.on.slice(0, 4)}&done=changed`,
    };
  },
});

async function show(request: Request, effect: CalendarEffect | null): Promise<Answer> {
  const { services, strings, language, now, url, query } = request;
  const [book, waiting] = await Promise.all([services.book(), services.clocksToRecompute(actorOf(request))]);
  const calendar = book.calendar();
  const years = [...new Set([...calendar.coveredYears, ...calendar.provisionalYears])].sort((a, b) => a - b);
  const asked = Number(query.get('year') ?? request.fields.one('on').slice(0, 4));
  const year = years.includes(asked) ? asked : Number(phnomPenhDay(now).slice(0, 4));
  const fields = fieldsOf(request);
  const removing = query.get('remove') ?? '';
  return {
    kind: 'page',
    languageForm: { id: 'typed', enter: 'preview' },
    data: {
      views: administrationViews(request, 'calendar'),
      action: url('/staff/settings/calendar'),
      done: query.get('done') === 'changed' ? strings.done : null,
      lead: fill(strings.lead, { n: localDigits(calendar.version, language), source: calendar.source[language] }),
      waiting: waiting === 0 ? null : fill(strings.waiting, { n: showNumber(waiting, language) }),
      years: {
        label: strings.year,
        items: years.map((each) => ({
          href: `${url('/staff/settings/calendar')}?year=${each}`,
          text: localDigits(each, language),
          isCurrent: each === year,
        })),
      },
      isProvisional: calendar.provisionalYears.includes(year),
      days: calendar.holidays
        .filter(({ on }) => on.startsWith(String(year)))
        .map(({ on, name, isProvisional }) => ({
          on: showDate(on, language),
          weekday: showWeekday(`${on}T12:00:00+07:00`, language),
          name: name[language],
          isProvisional,
          remove: `${url('/staff/settings/calendar')}?year=${year}&remove=${on}#change`,
        })),
      form: [
        fields.radios('what', {
          label: strings.what,
          value: removing === '' ? 'add' : 'remove',
          items: whats.map((what) => ({ value: what, label: strings.whats[what] })),
        }),
        fields.text('on', { label: strings.on, type: 'date', width: '10', value: removing }),
        fields.text('name.km', { label: strings.nameKm, hint: strings.nameHint }),
        fields.text('name.en', { label: strings.nameEn, hint: strings.nameHint }),
        fields.text('source.km', { label: strings.sourceKm }),
        fields.text('source.en', { label: strings.sourceEn }),
      ],
      effect: effect === null ? null : presentEffect(effect, request),
    },
  };
}

function presentEffect({ looked, moved, moves }: CalendarEffect, { strings, language }: Request) {
  const n = (value: number) => showNumber(value, language);
  return {
    lead: fill(moved === 0 ? strings.effectNone : strings.effect, { moved: n(moved), looked: n(looked) }),
    rows: moves.slice(0, mostMoves).map(({ kind, tier, from, to, count }) => ({
      kind: `${clockName(kind, language)} (${tier})`,
      from: showDateTime(from, language),
      to: showDateTime(to, language),
      count: n(count),
    })),
    more: moves.length > mostMoves ? fill(strings.more, { n: n(moves.length - mostMoves) }) : null,
  };
}
