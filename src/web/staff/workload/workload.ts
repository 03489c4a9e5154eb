import { phnomPenhDay } from '../../../reference/index.ts';
import { fill, localDigits, showDateTime, showNumber, shortName } from '../../text.ts';
import type { PageRequest } from '../../page.ts';
import { localNames } from '../names.ts';
import { oversightViews } from '../oversight/views.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';
import { nameOf } from './person-name.ts';

const mostOffices = 60;
const day = 86_400_000;

/** Who has how much: at the own office or at another of the operator's, and which offices stand worst. */
export const workloadPage = staffPage({
  path: '/staff/workload',
  section: 'oversight',
  permission: whoMay('oversight.manage'),
  audit: { none: 'Numbers of cases, without content' },
  strings: { km, en },
  template: 'staff/workload',
  async show(request) {
    const { services, strings, language, query, now, url } = request;
    const actor = actorOf(request);
    const office = query.get('office') ?? actor.office;
    const [book, loads, offices] = await Promise.all([
      services.book(),
      services.workload(actor, { office, weekEndsAt: endOfWeek(now) }),
      services.officeLoads(actor),
    ]);
    const words = staffWords[language];
    const names = localNames(book, language, now);
    const others = offices.items.filter((each) => each.office !== office);
    const casesOf = (person: string) =>
      `${url('/staff/workload/cases')}?${new URLSearchParams({ office, person }).toString()}`;
    return {
      kind: 'page',
      data: {
        views: { label: words.sections.oversight, items: oversightViews(request, 'workload') },
        peopleTitle: fill(strings.peopleTitle, { office: shortName(names.office(office)) }),
        people: loads.map((load) => ({
          name: load.person === null ? strings.nobody : nameOf(load.person, language),
          hint: load.person === null ? strings.nobodyHint : words.roles[load.person.role],
          href: load.open > 0 ? casesOf(load.person?.id ?? 'nobody') : null,
          ...numbers(load, request),
          week: showNumber(load.dueThisWeek, language),
        })),
        hasOffices: actor.role === 'operator_supervisor',
        offices: others.slice(0, mostOffices).map((each) => ({
          name: names.office(each.office),
          code: each.office,
          href: `${url('/staff/workload')}?${new URLSearchParams({ office: each.office }).toString()}`,
          ...numbers(each, request),
          unassigned: showNumber(each.unassigned, language),
        })),
        officesLead: fill(strings.officesLead, { at: showDateTime(offices.countedAt, language) }),
        officesMore:
          others.length > mostOffices
            ? fill(strings.officesMore, {
                n: localDigits(mostOffices, language),
                all: showNumber(others.length, language),
              })
            : null,
      },
    };
  },
});

function numbers(
  load: { readonly open: number; readonly overdue: number; readonly oldestFiledAt: Date | null },
  { strings, language, now }: PageRequest<Strings, StaffServices>,
) {
  const waited = load.oldestFiledAt === null ? null : Math.floor((now.getTime() - load.oldestFiledAt.getTime()) / day);
  return {
    open: showNumber(load.open, language),
    overdue: showNumber(load.overdue, language),
    isLate: load.overdue > 0,
    oldest: waited === null ? '–' : fill(strings.days, { n: showNumber(waited, language) }),
  };
}

/** Midnight after the coming Sunday, in Phnom Penh. */
function endOfWeek(now: Date): Date {
  const today = Date.parse(`${phnomPenhDay(now)}T00:00:00+07:00`);
  const weekday = new Date(today + 7 * 3_600_000).getUTCDay();
  return new Date(today + ((7 - weekday) % 7) * day + day);
}
