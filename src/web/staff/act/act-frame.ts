import type { Action } from '../../../access/index.ts';
import type { FieldView } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, Page, PageRequest } from '../../page.ts';
import { referenceOf } from '../case/case-page.ts';
import type { StaffServices } from '../services.ts';
import { staffPage, whoMay } from '../staff-page.ts';

/** What the strings of every act say. */
export interface ActStrings {
  readonly title: string;
  readonly changedTitle: string;
  readonly changedText: string;
  readonly faults: Readonly<Record<string, string>>;
}

/** What an act's page shows beside its words. */
export interface ActView {
  readonly fields: readonly FieldView[];
  /** Several sets of the same fields, one after the other, with a button for one more. */
  readonly sets?: {
    readonly count: number;
    readonly title: string;
    readonly hint: string;
    readonly error: string | null;
    readonly sets: readonly { readonly legend: string; readonly fields: readonly FieldView[] }[];
    readonly add: string;
  };
  /** Fields after the sets. */
  readonly last?: readonly FieldView[];
  /** What the act is about, in words: the terms that are signed, the minutes that are approved. */
  readonly about?: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly hidden?: readonly { readonly name: string; readonly value: string }[];
  /** Instead of a form: why nothing can be done here. */
  readonly message?: string | null;
}

/** Which case, and the version of what is acted on that the form bears. */
export interface ActTarget {
  readonly reference: string;
  readonly expectedVersion: number | null;
}

interface ActKind<S extends ActStrings, T> {
  /** After `/staff/cases/:reference/`. */
  readonly path: string;
  readonly section: 'disputes' | 'work';
  readonly needs: Action;
  /** Why the page itself records nothing. */
  readonly recorded: string;
  readonly strings: { readonly km: S; readonly en: S };
  readonly form: Form<T>;
  show(request: PageRequest<S, StaffServices>, changed: boolean): Promise<Answer>;
  run(request: PageRequest<S, StaffServices>, target: ActTarget, value: T): Promise<unknown>;
  /** Everything once more before it is done; left out: it is done at once. */
  look?(request: PageRequest<S, StaffServices>, target: ActTarget, value: T): Promise<Answer>;
  /** After which errors the page is shown again: because what was looked at changed, or as it stands now. */
  shownAfter(error: unknown): 'changed' | 'again' | null;
  afterwards(request: PageRequest<S, StaffServices>, reference: string): string;
}

/**
 * A page on which one thing is done with a case. It bears the version that was looked at: whoever was slower is told, with
 * everything typed kept. Buttons that add fields, or go back to them, send the form without judging it.
 */
export function actPageOf<S extends ActStrings, T>(of: ActKind<S, T>): Page<StaffServices> {
  const isUnjudged = (go: string) => go === 'more' || go === 'edit';
  return staffPage<S, T>({
    path: `/staff/cases/:reference/${of.path}`,
    section: of.section,
    permission: whoMay(of.needs),
    audit: { none: of.recorded },
    strings: of.strings,
    template: 'staff/dispute-act',
    form: {
      parse: (fields) => (isUnjudged(fields.one('go')) ? { ok: true, value: null as T } : of.form.parse(fields)),
    },
    show: (request) => of.show(request, false),
    async submit(request, value) {
      const go = request.fields.one('go');
      if (go === 'more') {
        const more = String(setCount(request) + 1);
        return of.show({ ...request, fields: request.fields.with({ sets: more }) }, false);
      }
      if (go === 'edit') return of.show(request, false);
      const version = Number.parseInt(request.fields.one('version'), 10);
      const expectedVersion = Number.isNaN(version) ? null : version;
      const reference = referenceOf(request.params);
      const target = { reference, expectedVersion };
      try {
        if (go === 'check' && of.look) return await of.look(request, target, value);
        await of.run(request, target, value);
      } catch (error) {
        const shown = of.shownAfter(error);
        if (shown === null) throw error;
        return of.show(request, shown === 'changed');
      }
      return { kind: 'redirect', to: of.afterwards(request, reference) };
    },
  });
}

/** Sets of fields that one form may have. */
export const mostSets = 20;

export function setCount(request: { readonly fields: { one(name: string): string } }): number {
  const sent = Number.parseInt(request.fields.one('sets'), 10);
  return Number.isNaN(sent) ? 1 : Math.min(Math.max(sent, 1), mostSets);
}

/** What stands around the fields of an act. */
export interface ActFrame {
  readonly back: string;
  readonly reference: string;
  readonly subject: string;
  readonly words: { readonly title: string; readonly lead: string; readonly send: string };
  readonly action: string;
  /** As it stands now; null while there is nothing to act on. */
  readonly version: number | null;
  /** Why it cannot be done now, in words; null when it can. */
  readonly closed: string | null;
  readonly changed: boolean;
  readonly grave: boolean;
  /** Words of the button that shows everything once more; null: it is done at once. */
  readonly look?: string | null;
}

/** The page of an act. */
export function actAnswer<S extends ActStrings>(
  request: PageRequest<S, StaffServices>,
  of: ActFrame,
  shown: ActView,
): Answer {
  const { strings, fields } = request;
  const look = of.look ?? null;
  return {
    kind: 'page',
    title: `${of.words.title} – ${of.reference}`,
    status: of.changed || of.closed !== null ? 409 : request.faults.any ? 422 : 200,
    ...(of.closed === null ? { languageForm: { id: 'action', enter: look === null ? 'do' : 'check' } } : {}),
    data: {
      back: of.back,
      reference: of.reference,
      subject: of.subject,
      heading: of.words.title,
      lead: of.words.lead,
      send: look === null ? { go: 'do', text: of.words.send } : { go: 'check', text: look },
      closed: of.closed ?? shown.message ?? null,
      grave: of.grave,
      action: `${of.action}${searchOf(request)}`,
      version: versionOf(fields.one('version'), of),
      fields: shown.fields,
      last: shown.last ?? [],
      sets: shown.sets ?? null,
      about: shown.about ?? [],
      hidden: shown.hidden ?? [],
      ...(request.faults.any ? { errors: namedFaults(request, shown) } : {}),
      ...(of.changed ? { alert: { title: strings.changedTitle, text: strings.changedText } } : {}),
    },
  };
}

/** While faults are put right the version stays the one looked at; who was told of the change goes on from there. */
export function versionOf(sent: string, of: Pick<ActFrame, 'changed' | 'version'>): string {
  return !of.changed && sent !== '' ? sent : String(of.version ?? '');
}

function searchOf({ query }: { readonly query: URLSearchParams }): string {
  const search = query.toString();
  return search === '' ? '' : `?${search}`;
}

/** What is wrong, each with the label of its field: several fields may lack the same. */
function namedFaults(
  { faults }: Pick<PageRequest<ActStrings, StaffServices>, 'faults'>,
  { fields, sets, last }: ActView,
) {
  const ofSets = (sets?.sets ?? []).flatMap((set) =>
    set.fields.map((field) => [field.name, `${set.legend}, ${field.label}`] as const),
  );
  const labels = new Map([
    ...[...fields, ...(last ?? [])].map((field) => [field.name, field.label] as const),
    ...ofSets,
  ]);
  return faults.fields.map((name, index) => {
    const { href, text } = faults.summary[index]!;
    const label = labels.get(name)?.replace(/[?:៖]$/, '');
    return { href, text: label === undefined ? text : `${label}: ${text}` };
  });
}
