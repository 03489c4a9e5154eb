import { smsParts, templatePreviews } from '../../../notifications/index.ts';
import type { ReferenceBook, SlaRule } from '../../../reference/index.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits } from '../../text.ts';
import { administrationViews } from '../administration/views.ts';
import { clockName, localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

const parts = ['rules', 'messages', 'open'] as const;
type Part = (typeof parts)[number];

/** Reference data as administrators look at it, a part at a time: what is law and locked, what is written, what nobody knows yet. */
export const settingsPage = staffPage({
  path: '/staff/settings',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'Reference data is open to everybody through the API' },
  strings: { km, en },
  template: 'staff/settings',
  async show(request) {
    const book = await request.services.book();
    const { strings, language, query, url } = request;
    const { on } = localNames(book, language, request.now);
    const part: Part = parts.find((each) => each === query.get('part')) ?? 'rules';
    const path = url('/staff/settings');
    return {
      kind: 'page',
      data: {
        views: administrationViews(request, 'rules'),
        parts: {
          label: strings.parts.label,
          items: parts.map((each) => ({
            href: each === 'rules' ? path : `${path}?part=${each}`,
            text: strings.parts[each],
            isCurrent: each === part,
          })),
        },
        tracks: part === 'rules' ? presentRules(book, on, request) : null,
        messages: part === 'messages' ? presentTemplates(request) : null,
        questions:
          part !== 'open'
            ? null
            : book.openQuestions(on).map((question) => ({
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
  return ['NSSF-COMMITTEE', 'DECISION-017', 'GRIEVANCE-TIMINGS'].includes(question) ? url('/staff/settings') : null;
}

/** The rules of each track, those of one kind of clock together. */
function presentRules(book: ReferenceBook, on: string, request: Request) {
  const { strings, language, url } = request;
  const words = staffWords[language];
  const period = (rule: SlaRule) => {
    const n = localDigits(rule.period.amount, language);
    const text = fill(rule.period.unit === 'working_days' ? strings.workingDays : strings.hours, { n });
    return rule.bound === 'at_least' ? fill(strings.atLeast, { period: text }) : text;
  };
  return (['social_assistance', 'social_security'] as const).map((track) => {
    const rules = book.slaRules(on).filter((rule) => rule.track === track);
    return {
      name: word(words.tracks, track),
      groups: [...Map.groupBy(rules, ({ clock }) => clock)].map(([clock, of]) => ({
        name: clockName(clock, language),
        caption: fill(strings.rulesCaption, { clock: clockName(clock, language), track: word(words.tracks, track) }),
        count: fill(of.length === 1 ? strings.oneRule : strings.rules, { n: localDigits(of.length, language) }),
        isLaw: of.some(({ force }) => force === 'law'),
        law: `${words.forces.law}, ${strings.locked}`,
        rows: of.map((rule) => ({
          id: rule.id,
          href: url(`/staff/settings/rules/${encodeURIComponent(rule.id)}`),
          where: rule.tier ?? strings.everyTier,
          severity: rule.severity,
          period: period(rule),
          force: words.forces[rule.force],
          isLaw: rule.force === 'law',
          isOpen: rule.force === 'open',
          instrument: rule.instrument[language],
        })),
      })),
    };
  });
}

/** Every message as it goes out, those about one event together. */
function presentTemplates({ strings, language, services }: Request) {
  const words = staffWords[language];
  const previews = templatePreviews(services.noticeTemplates);
  return [...Map.groupBy(previews, ({ name }) => name)].map(([event, of]) => ({
    name: `${word(words.noticeEvents, event.replace(/^staff\./, ''))}${event.startsWith('staff.') ? ` (${words.recipients.staff})` : ''}`,
    count: fill(of.length === 1 ? strings.oneText : strings.texts, { n: localDigits(of.length, language) }),
    templates: of.map((preview) => {
      const size = preview.channel === 'sms' ? smsParts(preview.body) : null;
      const params =
        size === null ? {} : { units: localDigits(size.units, language), parts: localDigits(size.parts, language) };
      return {
        channel: word(words.noticeChannels, preview.channel),
        code: preview.language,
        lang: strings.languages[preview.language],
        subject: preview.subject,
        body: preview.body,
        size: size === null ? null : fill(size.parts === 1 ? strings.smsOne : strings.sms, params),
        isLong: size !== null && size.parts > 1,
      };
    }),
  }));
}
