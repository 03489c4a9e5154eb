import { foldName } from '../../../reference/index.ts';
import { fill, localDigits, showDate, showNumber } from '../../text.ts';
import { administrationViews } from '../administration/views.ts';
import { localNames } from '../names.ts';
import { staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

const most = 60;

/** All offices, found by name or code. */
export const officesPage = staffPage({
  path: '/staff/settings/offices',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'Offices are open to everybody through the API' },
  strings: { km, en },
  template: 'staff/offices',
  async show(request) {
    const { services, strings, language, query, now, url } = request;
    const book = await services.book();
    const names = localNames(book, language, now);
    const typed = (query.get('q') ?? '').trim();
    const folded = foldName(typed);
    const found = book
      .offices()
      .filter(
        ({ code, name }) =>
          typed === '' ||
          code.toLowerCase().startsWith(typed.toLowerCase()) ||
          foldName(name.km).includes(folded) ||
          foldName(name.en).includes(folded),
      )
      // Those of the whole country first: their codes are words.
      .sort((a, b) => Number(/^\d/.test(a.code)) - Number(/^\d/.test(b.code)) || (a.code < b.code ? -1 : 1));
    return {
      kind: 'page',
      data: {
        views: administrationViews(request, 'offices'),
        action: url('/staff/settings/offices'),
        add: url('/staff/settings/offices/new'),
        q: typed,
        offices: found.slice(0, most).map((office) => ({
          code: office.code,
          name: office.name[language],
          href: url(`/staff/settings/offices/${encodeURIComponent(office.code)}`),
          tier: office.tier ?? strings.tierNone,
          supervisor:
            office.supervisor === null ? null : fill(strings.supervisor, { office: names.office(office.supervisor) }),
          ended: office.validTo === null ? null : fill(strings.ended, { date: showDate(office.validTo, language) }),
        })),
        more:
          found.length > most
            ? fill(strings.more, { n: localDigits(most, language), all: showNumber(found.length, language) })
            : null,
      },
    };
  },
});
