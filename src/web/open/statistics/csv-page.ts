import type { Figure } from '../../../reporting/index.ts';
import { asCsv } from '../../figures/csv.ts';
import { openPage } from '../services.ts';
import { askedOf } from './asked.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { groupNameOf } from './present.ts';

/** The same as a file, whole and by group, which opens in a spreadsheet as it is. */
export const statisticsCsvPage = openPage({
  path: '/statistics/figures.csv',
  permission: 'public',
  audit: { none: 'Published figures; nothing about anybody' },
  strings: { km, en },
  template: 'open/statistics',
  async show(request) {
    const { services, strings, query } = request;
    const [published, book] = await Promise.all([services.published(askedOf(query)), services.book()]);
    const { quarter, indicators } = published;
    const nameOf = groupNameOf(request, book, published.by);
    const columns = strings.csvColumns;
    const rows = indicators.flatMap(({ indicator, kind, total, groups }) => {
      const name = (strings.indicators as Readonly<Record<string, string>>)[indicator] ?? indicator;
      const line = (group: string, groupName: string, figure: Figure) => [
        indicator,
        name,
        group,
        groupName,
        figure.value,
        strings.units[kind],
        figure.n,
        figure.hidden ? strings.hidden : '',
        quarter.from,
        quarter.to,
      ];
      const inGroups = groups.map(({ group, figure }) => line(group, nameOf(group), figure));
      return [line('', strings.everything, total), ...inGroups];
    });
    return {
      kind: 'file',
      body: asCsv(Object.values(columns), rows),
      type: 'text/csv; charset=utf-8',
      fileName: `samleng-${quarter.code.toLowerCase()}-${published.by}.csv`,
    };
  },
});
