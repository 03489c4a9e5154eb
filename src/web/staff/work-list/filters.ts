import { may } from '../../../access/index.ts';
import { statuses } from '../../../cases/index.ts';
import type { CaseListQuery, CaseViewName } from '../../../cases/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import { severityCodes } from '../../../reference/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits } from '../../text.ts';
import { localNames } from '../names.ts';
import { staffWords } from '../words/index.ts';
import type { Strings } from './en.ts';

/** The views that make sense for somebody; the first is the one to begin with. */
export function viewsFor(actor: StaffActor): readonly CaseViewName[] {
  if (actor.role === 'auditor' || actor.role === 'hotline_agent') return [];
  if (!may(actor.role, 'case.acknowledge')) return ['office'];
  const own: readonly CaseViewName[] = ['office', 'mine', 'unassigned', 'overdue'];
  return may(actor.role, 'watched.read') ? [...own, 'watched'] : own;
}

/** Tabs of the views, and the filter with what is chosen in it. */
export function presentFilters(
  request: Pick<PageRequest<Strings, unknown>, 'strings' | 'language' | 'url' | 'actor' | 'now' | 'query'>,
  query: CaseListQuery,
  book: ReferenceBook,
) {
  const { strings, language, actor } = request;
  const words = staffWords[language];
  const names = localNames(book, language, request.now);
  const views = actor === null ? [] : viewsFor(actor);
  const option = (value: string, label: string, chosen: string | null | undefined) => ({
    value,
    label,
    isChosen: value === (chosen ?? ''),
  });
  const select = (
    name: string,
    label: string,
    chosen: string | null | undefined,
    list: readonly (readonly [string, string])[],
  ) => ({
    id: `filter-${name}`,
    name,
    label,
    options: [option('', strings.any, chosen), ...list.map(([value, text]) => option(value, text, chosen))],
  });
  const chosen = [query.status, query.programme, query.category, query.severity, query.place].filter(
    (each) => each != null,
  );
  const count = chosen.length;
  return {
    count,
    views:
      views.length < 2
        ? null
        : views.map((view) => ({
            href: `${request.url('/staff')}?view=${view}`,
            text: strings.views[view],
            isCurrent: view === query.view && query.sought == null,
          })),
    panel: {
      label: count === 0 ? strings.filters : fill(strings.filtersOn, { n: localDigits(count, language) }),
      isOpen: count > 0,
      action: request.url('/staff'),
      view: query.view ?? '',
      clear: count === 0 ? null : `${request.url('/staff')}?view=${query.view ?? ''}`,
      selects: [
        select(
          'status',
          strings.status,
          query.status,
          statuses.map((status) => [status, words.statuses[status]] as const),
        ),
        select(
          'programme',
          strings.programme,
          query.programme,
          book.programmes(names.on).map(({ code, name }) => [code, name[language]] as const),
        ),
        select(
          'category',
          strings.category,
          query.category,
          book.categories(names.on).map(({ code, name }) => [code, name[language]] as const),
        ),
        select(
          'severity',
          strings.severity,
          query.severity,
          severityCodes.map(
            (code) =>
              [
                code,
                `${code} – ${book.severities(names.on).find((level) => level.code === code)?.name[language] ?? code}`,
              ] as const,
          ),
        ),
      ],
      place: query.place == null ? (request.query.get('place') ?? '') : names.place(query.place),
    },
  };
}
