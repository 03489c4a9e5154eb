import { z } from 'zod';

import { InvalidInput } from '../../kernel/errors.ts';
import { operation, type Operation } from '../operation.ts';
import { bilingual, day, force, listOf, listQuery, today, track } from '../shapes.ts';

const open = { permission: 'public', audit: { none: 'published data' } } as const;
const ruled = { force, source: bilingual, validFrom: day, validTo: day.nullable() };

const programme = z
  .object({
    code: z.string(),
    name: bilingual,
    track,
    operator: z.string(),
    status: z.enum(['active', 'inactive', 'planned']),
    risk: z.string(),
    complaintWindow: z.object({ opensOn: day, closesOn: day, notice: bilingual }).nullable(),
    ...ruled,
  })
  .meta({ id: 'Programme' });
const category = z
  .object({
    code: z.string(),
    name: bilingual,
    question: bilingual,
    severity: z.string(),
    isProtected: z.boolean(),
    tracks: z.array(track),
    programmes: z.array(z.string()).nullable().describe('Programmes it is offered for; null: all of those tracks'),
    publicSchema: z.string().nullable(),
    ...ruled,
  })
  .meta({ id: 'Category' });
const office = z
  .object({
    code: z.string(),
    name: bilingual,
    tier: z.string().nullable(),
    type: z.string(),
    place: z.string().nullable(),
    operator: z.string().nullable(),
    phone: z.string().nullable(),
    validFrom: day,
    validTo: day.nullable(),
  })
  .meta({ id: 'Office' });
const outcome = z
  .object({
    code: z.string(),
    level: z.string(),
    name: bilingual,
    mayCarryRemedies: z.boolean(),
    caseStatus: z.string(),
    opensRegulatorWindow: z.boolean(),
    ...ruled,
  })
  .meta({ id: 'Outcome' });
const remedy = z
  .object({ code: z.string(), name: bilingual, needsAmount: z.boolean(), ...ruled })
  .meta({ id: 'RemedyKind' });
const place = z
  .object({
    code: z.string().describe('2, 4, 6 or 8 digits, as text'),
    level: z.enum(['province', 'district', 'commune', 'village']),
    parent: z.string().nullable(),
    name: bilingual,
    unit: bilingual,
    path: bilingual.describe('The places it lies in, outermost first'),
  })
  .meta({ id: 'Place' });

interface Coded {
  readonly code: string;
}

/** One page of rows in the order of their codes or of the data; the cursor is the code of the last. */
function page<Row extends Coded>(
  rows: readonly Row[],
  { limit = 100, cursor }: { limit?: number | undefined; cursor?: string | undefined },
) {
  let from = 0;
  if (cursor !== undefined) {
    const last = Buffer.from(cursor, 'base64url').toString('utf8');
    from = rows.findIndex((row) => row.code === last) + 1;
    if (from === 0) throw new InvalidInput([{ field: 'cursor', code: 'cursor_invalid' }]);
  }
  const items = rows.slice(from, from + limit);
  const last = items.at(-1);
  const nextCursor =
    last && from + items.length < rows.length ? Buffer.from(last.code, 'utf8').toString('base64url') : null;
  return { items, nextCursor };
}

/** What anybody may know: programmes, categories, offices, outcomes, remedies and places of today. */
export const referenceOperations: readonly Operation[] = [
  operation({
    ...open,
    method: 'GET',
    path: '/reference/programmes',
    id: 'listProgrammes',
    tag: 'Reference',
    summary: 'Programmes and schemes that complaints can be about',
    request: { query: z.object(listQuery) },
    response: { 200: listOf(programme) },
    async handler({ services, now, query }) {
      const { items, nextCursor } = page((await services.book()).programmes(today(now)), query);
      return { status: 200, body: { items: items.map((each) => programme.parse(each)), nextCursor } };
    },
  }),
  operation({
    ...open,
    method: 'GET',
    path: '/reference/categories',
    id: 'listCategories',
    tag: 'Reference',
    summary: 'What a complaint can be about',
    request: {
      query: z.object({
        ...listQuery,
        programme: z.string().max(40).optional().describe('Only those offered for this programme'),
      }),
    },
    response: { 200: listOf(category) },
    async handler({ services, now, query }) {
      const { items, nextCursor } = page((await services.book()).categories(today(now), query.programme), query);
      return { status: 200, body: { items: items.map((each) => category.parse(each)), nextCursor } };
    },
  }),
  operation({
    ...open,
    method: 'GET',
    path: '/reference/offices',
    id: 'listOffices',
    tag: 'Reference',
    summary: 'Offices that hold complaints',
    request: {
      query: z.object({
        ...listQuery,
        tier: z.string().max(10).optional().describe('Only those of this rung'),
        place: z.string().max(8).optional().describe('With tier: only those that serve this place'),
      }),
    },
    response: { 200: listOf(office) },
    async handler({ services, now, query }) {
      const book = await services.book();
      const on = today(now);
      const all = query.tier === undefined ? book.offices() : book.officesAt(query.tier, query.place);
      const inForce = all.filter((each) => each.validFrom <= on && (each.validTo === null || on <= each.validTo));
      const { items, nextCursor } = page(inForce, query);
      return { status: 200, body: { items: items.map((each) => office.parse(each)), nextCursor } };
    },
  }),
  operation({
    ...open,
    method: 'GET',
    path: '/reference/outcomes',
    id: 'listOutcomes',
    tag: 'Reference',
    summary: 'How a complaint can be decided',
    request: {
      query: z.object({
        ...listQuery,
        tier: z.string().max(10).optional().describe('Only those that this rung may choose'),
      }),
    },
    response: { 200: listOf(outcome) },
    async handler({ services, now, query }) {
      const book = await services.book();
      const all = query.tier === undefined ? book.allOutcomes(today(now)) : book.outcomes(query.tier, today(now));
      // A code may stand at several levels: the cursor needs both.
      const { items, nextCursor } = page(
        all.map((each) => ({ ...each, code: `${each.level}:${each.code}` })),
        query,
      );
      const plain = items.map((each) => outcome.parse({ ...each, code: each.code.slice(each.level.length + 1) }));
      return { status: 200, body: { items: plain, nextCursor } };
    },
  }),
  operation({
    ...open,
    method: 'GET',
    path: '/reference/remedies',
    id: 'listRemedies',
    tag: 'Reference',
    summary: 'What a decision can order',
    request: { query: z.object(listQuery) },
    response: { 200: listOf(remedy) },
    async handler({ services, now, query }) {
      const { items, nextCursor } = page((await services.book()).remedies(today(now)), query);
      return { status: 200, body: { items: items.map((each) => remedy.parse(each)), nextCursor } };
    },
  }),
  operation({
    ...open,
    method: 'GET',
    path: '/reference/places',
    id: 'listPlaces',
    tag: 'Reference',
    summary: 'Provinces, districts and communes',
    description:
      'Without parent and q: the provinces. With q: places whose Khmer or Latin name, or code, contains the words, best first.',
    request: {
      query: z.object({
        ...listQuery,
        parent: z.string().max(8).optional().describe('Code of the place whose parts are wanted'),
        q: z.string().max(100).optional().describe('Words of a name, or a code'),
      }),
    },
    response: { 200: listOf(place) },
    async handler({ services, query }) {
      const book = await services.book();
      const { parent, q } = query;
      const words = q?.trim() ?? '';
      const found =
        words === ''
          ? book.places(parent)
          : book.searchPlaces(words, 1_000).filter((each) => parent === undefined || each.code.startsWith(parent));
      const { items, nextCursor } = page(found, query);
      const withPaths = items.map((each) => {
        const above = book.placePath(each.code).filter((at) => at.code !== each.code);
        return place.parse({
          ...each,
          path: { km: above.map((at) => at.name.km).join(' '), en: above.map((at) => at.name.en).join(', ') },
        });
      });
      return { status: 200, body: { items: withPaths, nextCursor } };
    },
  }),
];
