import { keepsArchive } from '../../../resolution/index.ts';
import { workingCalendarOf } from '../../../sla/index.ts';
import { disputeWords } from '../dispute-words/index.ts';
import { dueView } from '../due.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

const most = 200;

const views = ['mine', 'office', 'archive'] as const;

/**
 * The inbox of whoever settles disputes: those in which they sit first, else those of their office; the most urgent first. Its
 * archive: the sealed ones of the office, the newest first.
 */
export const disputeListPage = staffPage({
  path: '/staff/disputes',
  section: 'disputes',
  permission: whoMay('resolution.conduct'),
  audit: { none: 'A work list; nothing of a matter is read' },
  strings: { km, en },
  template: 'staff/dispute-list',
  async show(request) {
    const { services, strings, language, query, now } = request;
    const actor = actorOf(request);
    const asked = query.get('view');
    const list = (view: (typeof views)[number]) => services.disputes.list(actor, { view, limit: most });
    const [mine, book] = await Promise.all([list('mine'), services.book()]);
    // A conciliator keeps no files; whoever sits somewhere sees that first.
    const view = views.find((each) => each === asked) ?? (mine.length > 0 ? 'mine' : 'office');
    const items = view === 'mine' ? mine : await list(view);
    const words = disputeWords[language];
    const told = staffWords[language];
    const calendar = workingCalendarOf(book.calendar());
    return {
      kind: 'page',
      data: {
        views: views
          .filter((key) => key !== 'archive' || keepsArchive(actor))
          .map((key) => ({
            text: strings.views[key],
            href: `${request.url('/staff/disputes')}?view=${key}`,
            isCurrent: key === view,
          })),
        hearings: request.url('/staff/hearings'),
        neutrals: request.url('/staff/neutrals'),
        noneTitle: strings.none[view],
        noneText: view === 'archive' ? strings.noneArchived : strings.noneText,
        isArchive: view === 'archive',
        rows: items.map((item) => ({
          href: request.url(`/staff/cases/${item.reference}/dispute`),
          reference: item.reference,
          stage: words.stages[item.stage],
          level: words.levels[item.level],
          mode: words.modes[item.mode],
          openedAt: item.openedAt,
          nextAt: item.nextSessionAt,
          youSit: item.youSit && view === 'office',
          due: dueView(
            item.stage === 'obligations' || view === 'archive' ? null : item.dueAt,
            now,
            calendar,
            told,
            language,
          ),
          limitAt: view === 'archive' ? null : item.limitAt,
        })),
      },
    };
  },
});
