import { smsParts, templatePreviews } from '../../../notifications/index.ts';
import type { ReferenceBook, SlaRule } from '../../../reference/index.ts';
import { clockKindWords } from '../../../sla/index.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits, showDate, showWeekday } from '../../text.ts';
import { administrationViews } from '../administration/views.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

/** Reference data as administrators look at it: what is law and locked, what is provisional, what nobody knows yet. */
export const settingsPage = staffPage({
  path: '/staff/settings',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'Reference data is open to everybody through the API' },
  strings: { km, en },
  template: 'staff/settings',
  async show(request) {
    const book = await request.services.book();
    const { strings, language } = request;
    const { on } = localNames(book, language, request.now);
    return {
      kind: 'page',
      data: {
        views: administrationViews(request, 'rules'),
        tables: presentRules(book, on, request),
        calendar: presentCalendar(book, request),
        templates: presentTemplates(request),
        questions: book.openQuestions(on).map((question) => ({
          code: question.code,
          question: question.question[language],
          meanwhile: `${strings.meanwhile}: ${question.meanwhile[language]}`,
          setAt: setAt(question.code, request),
        })),
      },
    };
  },
});

/** Where an administrator sets what holds until the text is found; null where that takes a new version of the program's data. */
function setAt(question: string, { url }: Request): string | null {
  if (question === 'HOLIDAYS-2027') return `${url('/staff/settings/calendar')}?year=2027`;
  return ['NSSF-COMMITTEE', 'DECISION-017', 'GRIEVANCE-TIMINGS'].includes(question) ? '#rules' : null;
}

function presentRules(book: ReferenceBook, on: string, request: Request) {
  const { strings, language, url } = request;
  const words = staffWords[language];
  const kinds: Readonly<Record<string, { readonly km: string; readonly en: string }>> = clockKindWords;
  const period = (rule: SlaRule) => {
    const n = localDigits(rule.period.amount, language);
    const text = fill(rule.period.unit === 'working_days' ? strings.workingDays : strings.hours, { n });
    return rule.bound === 'at_least' ? fill(strings.atLeast, { period: text }) : text;
  };
  return (['social_assistance', 'social_security'] as const).map((track) => ({
    caption: fill(strings.rulesCaption, { track: word(words.tracks, track) }),
    rows: book
      .slaRules(on)
      .filter((rule) => rule.track === track)
      .map((rule) => ({
        id: rule.id,
        href: url(`/staff/settings/rules/${encodeURIComponent(rule.id)}`),
        clock: kinds[rule.clock]?.[language] ?? rule.clock,
        where: rule.tier ?? strings.everyTier,
        severity: rule.severity,
        period: period(rule),
        force: words.forces[rule.force],
        isLaw: rule.force === 'law',
        isOpen: rule.force === 'open',
        instrument: rule.instrument[language],
      })),
  }));
}

function presentCalendar(book: ReferenceBook, { strings, language }: Request) {
  const calendar = book.calendar();
  return {
    version: fill(strings.calendarVersion, {
      n: localDigits(calendar.version, language),
      source: calendar.source[language],
    }),
    years: calendar.coveredYears.map((year) => ({
      caption: fill(strings.calendarCaption, { year: localDigits(year, language) }),
      isProvisional: calendar.provisionalYears.includes(year),
      days: calendar.holidays
        .filter((holiday) => holiday.on.startsWith(String(year)))
        .map((holiday) => ({
          on: showDate(holiday.on, language),
          weekday: showWeekday(`${holiday.on}T12:00:00+07:00`, language),
          name: holiday.name[language],
          isProvisional: holiday.isProvisional,
        })),
    })),
  };
}

function presentTemplates({ strings, language, services }: Request) {
  const words = staffWords[language];
  return templatePreviews(services.noticeTemplates).map((preview) => {
    const size = preview.channel === 'sms' ? smsParts(preview.body) : null;
    const name = preview.name.replace(/^staff\./, '');
    const params =
      size === null ? {} : { units: localDigits(size.units, language), parts: localDigits(size.parts, language) };
    return {
      name: `${word(words.noticeEvents, name)}${preview.name.startsWith('staff.') ? ` (${words.recipients.staff})` : ''}`,
      channel: word(words.noticeChannels, preview.channel),
      code: preview.language,
      lang: strings.languages[preview.language],
      subject: preview.subject,
      body: preview.body,
      size: size === null ? null : fill(size.parts === 1 ? strings.smsOne : strings.sms, params),
      isLong: size !== null && size.parts > 1,
    };
  });
}
