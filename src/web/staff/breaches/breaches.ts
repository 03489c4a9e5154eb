import { mostCounted } from '../../../oversight/index.ts';
import type { Breach } from '../../../oversight/index.ts';
import { fill, localDigits, showDate, showNumber } from '../../text.ts';
import { clockName, localNames } from '../names.ts';
import { oversightViews } from '../oversight/views.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

const pageSize = 40;

/** Missed deadlines: those to look into, those looked into, and the causes found. */
export const breachesPage = staffPage({
  path: '/staff/breaches',
  section: 'oversight',
  permission: whoMay('oversight.manage'),
  audit: { none: 'A list without content of cases' },
  strings: { km, en },
  template: 'staff/breaches',
  async show(request) {
    const { services, strings, language, query, now, url } = request;
    const actor = actorOf(request);
    const reviewed = query.get('view') === 'reviewed';
    const cursor = query.get('cursor');
    const [book, found, counts] = await Promise.all([
      services.book(),
      services.breaches(actor, { reviewed, limit: pageSize, cursor }),
      services.breachCounts(actor),
    ]);
    const words = staffWords[language];
    const names = localNames(book, language, now);
    const here = `${url('/staff/breaches')}${reviewed ? '?view=reviewed' : ''}`;
    const join = reviewed ? '&' : '?';
    const all = counts.causes.reduce((sum, { count }) => sum + count, 0);
    const row = (breach: Breach) => ({
      href: url(`/staff/breaches/${breach.clockId}`),
      reference: breach.reference,
      category: names.category(breach.category),
      what: fill(strings.missed, {
        what: clockName(breach.kind, language),
        date: showDate(breach.dueAt, language),
      }),
      where: fill(strings.where, { office: breach.office === null ? '–' : names.office(breach.office) }),
      done: breach.metAt === null ? strings.notMet : fill(strings.met, { date: showDate(breach.metAt, language) }),
      isDone: breach.metAt !== null,
      escalated:
        breach.escalatedAt === null ? null : fill(strings.escalated, { date: showDate(breach.escalatedAt, language) }),
      cause: breach.review === null ? null : strings.causes[breach.review.cause],
    });
    return {
      kind: 'page',
      data: {
        views: { label: words.sections.oversight, items: oversightViews(request, 'breaches') },
        done: query.get('done') === 'kept' ? strings.kept : null,
        tabs: {
          label: strings.title,
          items: [
            {
              href: url('/staff/breaches'),
              text: fill(strings.views.open, {
                n: `${showNumber(counts.waiting, language)}${counts.waiting < mostCounted ? '' : '+'}`,
              }),
              isCurrent: !reviewed,
            },
            { href: `${url('/staff/breaches')}?view=reviewed`, text: strings.views.reviewed, isCurrent: reviewed },
          ],
        },
        rows: found.items.map(row),
        none: reviewed ? strings.noneReviewed : strings.none,
        causesLead: all === 0 ? strings.causesNone : fill(strings.causesLead, { n: localDigits(all, language) }),
        causes: counts.causes.map(({ cause, count }) => ({
          name: strings.causes[cause],
          n: `${localDigits(count, language)} (${localDigits(Math.round((count / all) * 100), language)} %)`,
        })),
        pagination:
          found.nextCursor === null && cursor === null
            ? null
            : {
                label: words.pages,
                previous: cursor === null ? null : { href: here, text: words.firstPage },
                next:
                  found.nextCursor === null
                    ? null
                    : {
                        href: `${here}${join}cursor=${encodeURIComponent(found.nextCursor)}`,
                        text: words.nextPage,
                      },
              },
      },
    };
  },
});
