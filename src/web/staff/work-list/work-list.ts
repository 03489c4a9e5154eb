import { caseViews, statuses } from '../../../cases/index.ts';
import type { CaseListQuery, CaseViewName, Status } from '../../../cases/index.ts';
import { may } from '../../../access/index.ts';
import { RuleBroken } from '../../../kernel/errors.ts';
import { severityCodes } from '../../../reference/index.ts';
import type { ReferenceBook, Severity } from '../../../reference/index.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { caseRows } from '../case-rows.ts';
import { fill, showDate } from '../../text.ts';
import { localNames } from '../names.ts';
import { panelWords } from '../panel/in-short.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, anyStaff, firstSection, staffPage } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { bulkResult, doForAll } from './bulk.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { presentFilters, viewsFor } from './filters.ts';
import { km } from './km.ts';
import { beginning, changeSaved, presentSaved } from './saved.ts';
import { soughtBy } from './sought.ts';

type Request = PageRequest<Strings, StaffServices>;

const pageSize = 50;

/** The work list: what is to be done next, most urgent first. What is looked for by phone or ID never stands in an address. */
export const workListPage = staffPage({
  path: '/staff',
  section: 'work',
  permission: anyStaff,
  audit: { none: 'Lists show no content; opening a confidential record is recorded by its use case' },
  strings: { km, en },
  template: 'staff/work-list',
  show: (request) => (may(actorOf(request).role, 'case.read') ? list(request) : otherPages(request)),
  async submit(request) {
    const go = request.fields.one('go');
    if (go === 'search') return search(request);
    if (!may(actorOf(request).role, 'case.read')) throw new RuleBroken('other');
    return go === 'view' ? changeSaved(request) : doForAll(request);
  },
});

/** What the address asks for; anything unknown in it counts as not asked. */
function queryOf(request: Request, book: ReferenceBook): { query: CaseListQuery; unknownPlace: boolean } {
  const { query } = request;
  const views = viewsFor(actorOf(request));
  const asked = query.get('view') as CaseViewName | null;
  const on = localNames(book, request.language, request.now).on;
  const typed = (query.get('place') ?? '').trim();
  const place = typed === '' ? null : (book.place(typed) ?? book.searchPlaces(typed, 1)[0] ?? null);
  const status = query.get('status') as Status | null;
  const severity = query.get('severity') as Severity | null;
  const programme = query.get('programme') ?? '';
  const category = query.get('category') ?? '';
  return {
    unknownPlace: typed !== '' && place === null,
    query: {
      view: asked !== null && caseViews.includes(asked) && views.includes(asked) ? asked : (views[0] ?? null),
      status: status !== null && statuses.includes(status) ? status : null,
      severity: severity !== null && severityCodes.includes(severity) ? severity : null,
      programme: book.programme(programme, on)?.code ?? null,
      category: book.category(category, on)?.code ?? null,
      place: place?.code ?? null,
      limit: pageSize,
      cursor: query.get('cursor'),
    },
  };
}

async function list(request: Request): Promise<Answer> {
  const { services, strings, language } = request;
  const actor = actorOf(request);
  const [book, saved] = await Promise.all([services.book(), services.workViews(actor)]);
  const first = request.faults.any ? null : beginning(request, saved);
  if (first !== null) return first;
  const { query, unknownPlace } = queryOf(request, book);
  const found = await services.cases(actor, query);
  const filters = presentFilters(request, query, book);
  const mayHandle = may(actor.role, 'case.acknowledge') && query.view !== 'watched';
  const people = mayHandle && found.items.length > 0 ? await services.peopleAt(actor, actor.office) : [];
  const words = staffWords[language];
  const next = new URLSearchParams(request.query);
  if (found.nextCursor !== null) next.set('cursor', found.nextCursor);
  for (const name of ['done', 'yes', 'not']) next.delete(name);
  const here = new URLSearchParams(next);
  here.delete('cursor');
  return {
    kind: 'page',
    status: request.faults.any ? 422 : 200,
    data: {
      done: doneText(request),
      bulk: bulkResult(request),
      saved: presentSaved(request, saved),
      views: filters.views,
      filters: filters.panel,
      unknownPlace: unknownPlace ? strings.placeUnknown : null,
      action: `${request.url('/staff')}?${here.toString()}`,
      panels: await waitingPanels(request),
      rows: caseRows(found.items, book, request, strings.filed),
      selectable: mayHandle,
      searched: null,
      searchNote: null,
      q: '',
      people: people.map((person) => ({
        id: person.id,
        name: `${language === 'en' ? (person.nameLatin ?? person.name) : person.name} – ${words.roles[person.role]}`,
      })),
      selectError: request.faults.text('case'),
      assignError: request.faults.text('assignee'),
      searchError: request.faults.text('q'),
      noneTitle: strings.none[query.view ?? 'all'],
      noneText: filters.count > 0 ? strings.noneFiltered : strings.noneText,
      pagination:
        found.nextCursor === null && query.cursor === null
          ? null
          : {
              label: words.pages,
              previous:
                query.cursor === null
                  ? null
                  : { href: `${request.url('/staff')}?${here.toString()}`, text: words.firstPage },
              next:
                found.nextCursor === null
                  ? null
                  : { href: `${request.url('/staff')}?${next.toString()}`, text: words.nextPage },
            },
    },
  };
}

/** What review panels wait for from a member, before everything else; null when there is nothing. */
async function waitingPanels(request: Request) {
  const { services, language } = request;
  const actor = actorOf(request);
  if (!may(actor.role, 'panel.sit')) return null;
  const found = await services.panels.waiting(actor);
  const { waiting } = panelWords[language];
  const items = found.map(({ reference, waits, dueAt }) => ({
    reference,
    href: request.url(`/staff/cases/${reference}/panel`),
    what: waiting[waits],
    due: dueAt === null ? null : fill(waiting.due, { date: showDate(dueAt, language) }),
  }));
  return items.length === 0 ? null : { title: waiting.title, items };
}

function doneText({ query, strings }: Request): string | null {
  const done = query.get('done');
  return done === 'protected' ? strings.doneProtected : done === 'kept' ? strings.doneKept : null;
}

async function search(request: Request): Promise<Answer> {
  const { services, strings, fields } = request;
  const actor = actorOf(request);
  if (!may(actor.role, 'case.read')) throw new RuleBroken('other');
  const typed = fields.one('q');
  if (typed === '') return { kind: 'again', faults: [{ field: 'q', code: 'required' }] };
  const sought = soughtBy(typed);
  const book = await services.book();
  const query: CaseListQuery = { view: null, sought, limit: pageSize, cursor: null };
  const found = sought === null ? [] : (await services.cases(actor, query)).items;
  const [only] = found;
  if (sought?.reference != null && only !== undefined && found.length === 1) {
    return { kind: 'redirect', to: request.url(`/staff/cases/${only.reference}`) };
  }
  return {
    kind: 'page',
    title: strings.found,
    languageForm: { id: 'seek', enter: 'search', go: 'search' },
    data: {
      views: presentFilters(request, query, book).views,
      filters: null,
      bulk: null,
      saved: null,
      panels: null,
      searchNote: sought?.name != null && found.length > 0 ? strings.foundName : null,
      unknownPlace: null,
      action: request.url('/staff'),
      rows: caseRows(found, book, request, strings.filed),
      selectable: false,
      searched: sought === null ? strings.notSearchable : found.length === 0 ? strings.foundNone : '',
      q: typed,
      people: [],
      selectError: null,
      assignError: null,
      searchError: null,
      noneTitle: strings.found,
      noneText: '',
      pagination: null,
    },
  };
}

/** For roles without cases: what else there is for them. */
function otherPages(request: Request): Answer {
  const first = firstSection(actorOf(request));
  if (first !== null) return { kind: 'redirect', to: request.url(first) };
  return { kind: 'page', template: 'staff/no-work', title: request.strings.noWorkTitle, data: {} };
}
