import { z } from 'zod';

import { parseReference } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import { exportStatistics, indicators, markTestCase, monthStart, splits, type Figure } from '../../reporting/index.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import { formatInstant } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { day, instant, reference, today } from '../shapes.ts';

const figure = {
  value: z.number().nullable().describe('Cases, percent, days, riel, or cases per 10,000 people; null: nothing to say'),
  n: z.number().nullable().describe('How many it is about'),
  hidden: z.boolean().describe('Always false here; true in published figures, where small numbers are not shown'),
};

const indicatorFigures = z
  .object({
    indicator: z.enum(indicators),
    kind: z.enum(['count', 'percent', 'rate', 'days', 'money']),
    ...figure,
    groups: z.array(z.object({ group: z.string(), name: z.string(), ...figure })),
  })
  .meta({ id: 'IndicatorFigures' });

/** The name of a group, where reference data has one; else its code. */
function groupName(book: ReferenceBook, by: string | null, code: string, language: Language, on: string): string {
  const name =
    by === 'programme'
      ? book.programme(code, on)?.name
      : by === 'category'
        ? book.category(code, on)?.name
        : by === 'province' || by === 'district' || by === 'commune'
          ? book.place(code)?.name
          : by === 'tier'
            ? book.rung(code, on)?.body
            : by === 'severity'
              ? book.severities(on).find((each) => each.code === code)?.name
              : undefined;
  return name?.[language] ?? code;
}

const shown = ({ value, n, hidden }: Figure) => ({ value, n, hidden });

export const statisticsOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/statistics',
    id: 'readStatistics',
    tag: 'Statistics',
    summary: 'Indicators of a period, whole and by group',
    description:
      'By date of the event, in the scope of whoever asks; appeals apart, duplicates and test cases out. Protected cases are ' +
      'in none of them: they are told with the published figures. Without dates: this month and the two before.',
    permission: { action: 'statistics.read' },
    audit: 'statistics.exported',
    request: {
      query: z.object({
        indicator: z.enum(indicators).optional().describe('One of them; default all'),
        from: day.optional(),
        to: day.optional(),
        by: z.enum(splits).optional(),
        programme: z.string().max(40).optional(),
        province: z
          .string()
          .regex(/^\d{2}$/)
          .optional()
          .describe('Two digits; `place` comes before it'),
        place: z
          .string()
          .regex(/^(\d{2}){1,3}$/)
          .optional()
          .describe('Code of a province, district or commune. Communes are told apart within a place only'),
      }),
    },
    response: {
      200: z.object({
        from: day,
        to: day,
        by: z.enum(splits).nullable(),
        countedAt: instant,
        protectedCases: z.literal('left_out').describe('Whatever is asked, protected cases are in none of the figures'),
        items: z.array(indicatorFigures),
      }),
    },
    async handler({ actor, query, language, services, now }) {
      const to = query.to ?? today(now);
      const book = await services.book();
      const statistics = await services.perform(actor, exportStatistics, {
        indicators: query.indicator === undefined ? indicators : [query.indicator],
        from: query.from ?? monthStart(to, 2),
        to,
        by: query.by ?? null,
        programme: query.programme ?? null,
        place: query.place ?? query.province ?? null,
        format: 'json',
      });
      return {
        status: 200,
        body: {
          from: statistics.from,
          to: statistics.to,
          by: statistics.by,
          countedAt: formatInstant(statistics.countedAt),
          protectedCases: 'left_out' as const,
          items: statistics.indicators.map((each) => ({
            indicator: each.indicator,
            kind: each.kind,
            ...shown(each.total),
            groups: each.groups.map(({ group, figure: of }) => ({
              group,
              name: groupName(book, statistics.by, group, language, today(now)),
              ...shown(of),
            })),
          })),
        },
      };
    },
  }),
  operation({
    method: 'POST',
    path: '/cases/{reference}/mark-test',
    id: 'markTestCase',
    tag: 'Statistics',
    summary: 'Leave a case that was only made to try the system out of all figures',
    description: 'For those who watch over cases and see this one. It stays as it is otherwise, and cannot be undone.',
    permission: { roles: ['operator_supervisor', 'policy_reviewer', 'regulator_reviewer'] },
    audit: 'case.marked_test',
    request: { params: z.object({ reference }) },
    response: { 200: z.object({ reference: z.string() }) },
    refusals: { 404: 'No such case, or not for you' },
    async handler({ actor, params, services }) {
      const found = parseReference(params.reference) ?? params.reference;
      await services.perform(actor, markTestCase, { reference: found });
      return { status: 200, body: { reference: found } };
    },
  }),
];
