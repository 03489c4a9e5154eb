import { z } from 'zod';

import { caseList, caseViews, type CaseListItem } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import { code } from '../../intake/index.ts';
import { phnomPenhDay, type ReferenceBook } from '../../reference/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { instant, listOf, listQuery, track } from '../shapes.ts';
import { soughtBy } from './search-terms.ts';
import { named, namesIn, status, textOf, unreadable, whyUnreadable } from './shapes.ts';

const item = z
  .object({
    reference: z.string(),
    track,
    programme: named,
    category: named,
    severity: z.enum(['S1', 'S2', 'S3', 'S4']),
    status,
    tier: z.string(),
    place: named,
    heldBy: named,
    protected: z.boolean(),
    assignee: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    complainant: z.string().nullable(),
    complainantUnreadable: unreadable,
    filedAt: instant,
    dueAt: instant.nullable(),
    overdue: z.boolean(),
    watchedReason: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'CaseListItem' });

/** The work list. */
export const caseListOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/cases',
    id: 'listCases',
    tag: 'Cases',
    summary: 'Work list and search',
    description:
      'Views: mine, office (what your office holds), unassigned, overdue, watched. Without one: your office, or everything that you may see when q says what to look for. Work lists come in order of due date.',
    permission: { action: 'case.read' },
    audit: { none: 'a list shows no name of a confidential or protected case' },
    request: {
      query: z.object({
        view: z.enum(caseViews).optional(),
        status: status.optional(),
        programme: code.optional(),
        category: code.optional(),
        severity: z.enum(['S1', 'S2', 'S3', 'S4']).optional(),
        place: code.optional().describe('A place, and everything inside it'),
        q: z
          .string()
          .max(60)
          .optional()
          .describe('A reference, telephone number or identifier, whole; or a name, those like it first'),
        ...listQuery,
      }),
    },
    response: { 200: listOf(item) },
    async handler({ actor, query, services, language, now }) {
      const { view, q, limit, cursor, ...filters } = query;
      const page = await services.perform(actor, caseList, {
        ...filters,
        view: view ?? null,
        sought: q?.trim() ? soughtBy(q) : null,
        limit: limit ?? 100,
        cursor: cursor ?? null,
      });
      const book = await services.book();
      return {
        status: 200,
        body: { items: page.items.map((of) => present(of, book, now, language)), nextCursor: page.nextCursor },
      };
    },
  }),
];

function present(of: CaseListItem, book: ReferenceBook, now: Date, language: Language): z.output<typeof item> {
  const names = namesIn(book, phnomPenhDay(now), language);
  return {
    reference: of.reference,
    track: of.track,
    programme: names.programme(of.programme),
    category: names.category(of.category),
    severity: of.severity,
    status: of.status,
    tier: of.tier,
    place: names.place(of.place),
    heldBy: names.office(of.heldOffice),
    protected: of.protected,
    assignee: of.assignee,
    complainant: textOf(of.complainant),
    complainantUnreadable: whyUnreadable(of.complainant),
    filedAt: formatInstant(of.filedAt),
    dueAt: formatInstantOrNull(of.dueAt),
    overdue: of.isOverdue,
    watchedReason: of.watchedReason,
    version: of.version,
  };
}
