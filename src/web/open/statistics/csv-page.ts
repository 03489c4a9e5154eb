import type { Figure, IndicatorFigures } from '../../../reporting/index.ts';
import { asCsv } from '../../figures/csv.ts';
import { fill } from '../../text.ts';
import { openPage } from '../services.ts';
import { askedOf } from './asked.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { groupNameOf, nameOfIndicator } from './present.ts';

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
    const { quarter } = published;
    const columns = strings.csvColumns;
    const linesOf = (
      { indicator, kind, total, groups }: IndicatorFigures,
      say: { readonly code: string; readonly name: string; readonly group: (code: string) => string },
    ) => {
      const line = (group: string, groupName: string, figure: Figure) => [
        `${say.code}${indicator}`,
        fill(say.name, { name: nameOfIndicator(strings, indicator) }),
        group,
        groupName,
        figure.value,
        strings.units[kind],
        figure.n,
        figure.hidden ? strings.hidden : '',
        quarter.from,
        quarter.to,
      ];
      const inGroups = groups.map(({ group, figure }) => line(group, say.group(group), figure));
      return [line('', strings.everything, total), ...inGroups];
    };
    const split = { code: '', name: '{name}', group: groupNameOf(request, book, published.by) };
    const ofProtected = {
      code: 'protected_',
      name: strings.protectedCase,
      group: groupNameOf(request, book, 'category'),
    };
    const rows = [
      ...published.indicators.flatMap((each) => linesOf(each, split)),
      ...(published.ofProtected ?? []).flatMap((each) => linesOf(each, ofProtected)),
    ];
    return {
      kind: 'file',
      body: asCsv(Object.values(columns), rows),
      type: 'text/csv; charset=utf-8',
      fileName: `samleng-${quarter.code.toLowerCase()}-${published.by}.csv`,
    };
  },
});
