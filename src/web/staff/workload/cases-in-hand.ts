import { isDomainError } from '../../../kernel/errors.ts';
import { workingCalendarOf } from '../../../sla/index.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, localDigits, showDate } from '../../text.ts';
import { dueView } from '../due.ts';
import { localNames } from '../names.ts';
import { oversightViews } from '../oversight/views.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, asTyped, isSwitch, staffPage, whoMay } from '../staff-page.ts';
import { ruleWords, staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';
import { nameOf } from './person-name.ts';

type Request = PageRequest<Strings, StaffServices>;

const pageSize = 50;

interface Result {
  readonly reference: string;
  readonly text: string;
  readonly isDone: boolean;
}

/** What one person has in hand, to be given to others: many at once, with what came of each. */
export const casesInHandPage = staffPage({
  path: '/staff/workload/cases',
  section: 'oversight',
  permission: whoMay('oversight.manage'),
  audit: { none: 'A list without content; each case given to somebody is recorded' },
  strings: { km, en },
  template: 'staff/workload-cases',
  show: (request) => show(request, null),
  async submit(request) {
    if (isSwitch(request.fields)) return asTyped;
    const { fields, services, strings, language } = request;
    const actor = actorOf(request);
    const chosen = fields.all('case').slice(0, pageSize);
    if (chosen.length === 0) return { kind: 'again', faults: [{ field: 'case', code: 'required' }] };
    const assignee = fields.one('assignee');
    if (assignee === '') return { kind: 'again', faults: [{ field: 'assignee', code: 'required' }] };
    const people = await services.handlersToChoose(actor, asked(request).office);
    const to = people.find(({ id }) => id === assignee);
    if (to === undefined) return { kind: 'again', faults: [{ field: 'assignee', code: 'assignee_not_at_office' }] };
    const results: Result[] = [];
    for (const value of chosen) {
      const [reference = '', version = ''] = value.split('@');
      try {
        await services.assign(actor, { reference, expectedVersion: Number(version) || null, assignee });
        results.push({ reference, text: fill(strings.given, { person: nameOf(to, language) }), isDone: true });
      } catch (error) {
        // One that cannot be given stops no other; why it could not is told.
        if (!isDomainError(error) || error.name === 'Unavailable') throw error;
        results.push({ reference, text: ruleWords(error.code, language), isDone: false });
      }
    }
    return show(request, results);
  },
});

function asked(request: Request): { readonly office: string; readonly person: string | null } {
  const person = request.query.get('person') ?? 'nobody';
  return {
    office: request.query.get('office') ?? actorOf(request).office,
    person: person === 'nobody' ? null : person,
  };
}

async function show(request: Request, results: readonly Result[] | null): Promise<Answer> {
  const { services, strings, language, now, url, faults, fields } = request;
  const actor = actorOf(request);
  const of = asked(request);
  const [book, found, people] = await Promise.all([
    services.book(),
    services.casesInHand(actor, { ...of, limit: pageSize }),
    services.handlersToChoose(actor, of.office),
  ]);
  const words = staffWords[language];
  const names = localNames(book, language, now);
  const calendar = workingCalendarOf(book.calendar());
  const owner = people.find(({ id }) => id === of.person);
  const title =
    of.person === null
      ? strings.casesOfNobody
      : fill(strings.casesTitle, { person: owner === undefined ? words.someone : nameOf(owner, language) });
  const chosen = results === null ? fields.all('case') : [];
  const address = new URLSearchParams({ office: of.office, person: of.person ?? 'nobody' }).toString();
  return {
    kind: 'page',
    title,
    ...(found.items.length > 0 ? { languageForm: 'typed' } : {}),
    data: {
      views: { label: words.sections.oversight, items: oversightViews(request, 'workload') },
      back: `${url('/staff/workload')}?${new URLSearchParams({ office: of.office }).toString()}`,
      lead: fill(strings.casesLead, { office: names.office(of.office) }),
      action: `${url('/staff/workload/cases')}?${address}`,
      results: results?.map((result) => ({ ...result, href: url(`/staff/cases/${result.reference}`) })) ?? null,
      rows: found.items.map((item) => ({
        reference: item.reference,
        href: url(`/staff/cases/${item.reference}`),
        value: `${item.reference}@${item.version}`,
        isChosen: chosen.some((value) => value.startsWith(`${item.reference}@`)),
        category: names.category(item.category),
        programme: names.programme(item.programme),
        filed: fill(strings.filed, { date: showDate(item.filedAt, language) }),
        due: dueView(item.dueAt, now, calendar, words, language),
        status: word(words.statuses, item.status),
        severity: fill(words.severity, { code: item.severity }),
        isUrgent: item.severity === 'S1',
      })),
      more: found.hasMore ? fill(strings.casesMore, { n: localDigits(found.items.length, language) }) : null,
      people: people
        .filter(({ id }) => id !== of.person)
        .map((person) => ({
          id: person.id,
          name: `${nameOf(person, language)} – ${words.roles[person.role]}`,
          isChosen: results === null && person.id === fields.one('assignee'),
        })),
      selectError: faults.text('case'),
      assignError: faults.text('assignee'),
    },
  };
}
