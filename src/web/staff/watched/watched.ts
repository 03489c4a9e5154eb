import { localDigits } from '../../text.ts';
import { caseRows } from '../case-rows.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

const pageSize = 50;

/** The watched queue, and the number that must be zero. */
export const watchedPage = staffPage({
  path: '/staff/watched',
  section: 'watched',
  permission: whoMay('watched.read'),
  audit: { none: 'A list without content of cases' },
  strings: { km, en },
  template: 'staff/watched',
  async show(request) {
    const { services, language, strings, query } = request;
    const actor = actorOf(request);
    const cursor = query.get('cursor');
    const [missed, found, book] = await Promise.all([
      services.overdueNotEscalated(actor),
      services.cases(actor, { view: 'watched', limit: pageSize, cursor }),
      services.book(),
    ]);
    const words = staffWords[language];
    const here = request.url('/staff/watched');
    return {
      kind: 'page',
      data: {
        late: localDigits(missed, language),
        isZero: missed === 0,
        rows: caseRows(found.items, book, request, strings.filed),
        pagination:
          found.nextCursor === null && cursor === null
            ? null
            : {
                label: words.pages,
                previous: cursor === null ? null : { href: here, text: words.firstPage },
                next:
                  found.nextCursor === null
                    ? null
                    : { href: `${here}?cursor=${encodeURIComponent(found.nextCursor)}`, text: words.nextPage },
              },
      },
    };
  },
});
