import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { presentDashboard } from './present.ts';
import { questionOf } from './question.ts';

/** The figures of a period, for those who see figures and few cases or none. */
export const dashboardPage = staffPage({
  path: '/staff/dashboard',
  section: 'statistics',
  permission: whoMay('statistics.read'),
  audit: { none: 'Figures without names; what leaves as a file is recorded by its use case' },
  strings: { km, en },
  template: 'staff/dashboard',
  async show(request) {
    const { services, now, query } = request;
    const book = await services.book();
    const { question, isBad, isTooWide } = questionOf(query, book, now);
    const statistics = await services.statistics(actorOf(request), question);
    return { kind: 'page', data: presentDashboard(request, book, question, statistics, { isBad, isTooWide }) };
  },
});
