import { indicators, type Figure, type Indicator } from '../../../reporting/index.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { asCsv } from '../../figures/csv.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { groupNames } from './names.ts';
import { questionOf } from './question.ts';

/** What is told month by month. */
const monthly = ['received', 'decided'] as const satisfies readonly Indicator[];

function seriesOf(indicator: Indicator): (typeof monthly)[number] {
  return indicator === 'decided' ? 'decided' : 'received';
}

/** The figures as a file: chosen ones, or all; each whole and by group. Opens in a spreadsheet as it is. */
export const figuresPage = staffPage({
  path: '/staff/dashboard/figures.csv',
  section: 'statistics',
  permission: whoMay('statistics.read'),
  audit: { none: 'The use case records statistics.exported with what was taken' },
  strings: { km, en },
  template: 'staff/dashboard',
  async show(request) {
    const { services, strings, language, now, query } = request;
    const book = await services.book();
    const { question } = questionOf(query, book, now);
    const byMonth = query.get('series') === 'months';
    const asked = byMonth ? monthly : indicators.filter((indicator) => query.getAll('indicator').includes(indicator));
    const statistics = await services.exportStatistics(actorOf(request), {
      ...question,
      indicators: asked.length === 0 ? indicators : asked,
      format: 'csv',
    });
    const nameOf = groupNames(book, question.by, strings, language, now);
    const columns = strings.csvColumns;
    const rows = statistics.indicators.flatMap(({ indicator, kind, total, groups }) => {
      const line = (group: string, name: string, figure: Figure) => [
        indicator,
        strings.indicators[indicator],
        group,
        name,
        figure.value,
        strings.units[kind],
        figure.n,
        figure.hidden ? strings.hidden : '',
        statistics.from,
        statistics.to,
      ];
      const inMonths = statistics.months.map((each) => line(each.month, each.month, each[seriesOf(indicator)]));
      const inGroups = groups.map(({ group, figure }) => line(group, nameOf(group), figure));
      return [line('', strings.everything, total), ...(byMonth ? inMonths : inGroups)];
    });
    // The last line says what is in none of the others.
    const note = ['', strings.protectedInFile, ...Array.from({ length: 6 }, () => ''), statistics.from, statistics.to];
    return {
      kind: 'file',
      body: asCsv(
        [
          columns.code,
          columns.indicator,
          columns.group,
          columns.groupName,
          columns.value,
          columns.unit,
          columns.n,
          columns.hidden,
          columns.from,
          columns.to,
        ],
        [...rows, note],
      ),
      type: 'text/csv; charset=utf-8',
      fileName: `samleng-${statistics.from}-${statistics.to}.csv`,
    };
  },
});
