import type { Action } from '../../../access/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import { Conflict, Forbidden, NotFound } from '../../../kernel/errors.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { brokenProcedureRule } from '../../../resolution/index.ts';
import type { InsideDispute, DisputeTarget, DisputeView, ProcedureAction } from '../../../resolution/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { FieldView } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, Page, PageRequest } from '../../page.ts';
import { referenceOf } from '../case/case-page.ts';
import { neutralNames, partyNames } from '../dispute/people.ts';
import type { DisputeDossier, DisputeUseCases } from '../dispute/use-cases.ts';
import { disputeWords } from '../dispute-words/index.ts';
import type { DisputeWords } from '../dispute-words/index.ts';
import { localNames } from '../names.ts';
import type { Names } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { ruleWords } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

export type ActRequest = PageRequest<Strings, StaffServices>;
export type FieldMaker = ReturnType<typeof fieldsOf>;
export type ActName = keyof Strings['acts'];

/** What an act looks at when its page is shown. */
export interface ActContext {
  readonly request: ActRequest;
  readonly dossier: DisputeDossier;
  readonly view: DisputeView;
  readonly inside: InsideDispute;
  readonly book: ReferenceBook;
  readonly names: Names;
  readonly words: DisputeWords;
  readonly parties: ReadonlyMap<string, string>;
  readonly neutrals: ReadonlyMap<string, string>;
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

/** What an act is done with. */
export interface Doing {
  readonly disputes: DisputeUseCases;
  readonly actor: StaffActor;
  readonly target: DisputeTarget;
  readonly request: ActRequest;
}

interface ActParts<T> {
  readonly act: ActName;
  /** Any of these lets the page be used. */
  readonly actions: readonly ProcedureAction[];
  readonly needs: Extract<Action, 'resolution.manage' | 'resolution.conduct'>;
  readonly form: Form<T>;
  view(fields: FieldMaker, of: ActContext): ActView | Promise<ActView>;
  run(of: Doing, value: T): Promise<unknown>;
  /** Its look is that of something that cannot be undone. */
  readonly grave?: boolean;
  /** Where to go afterwards; the dispute unless said otherwise. */
  afterwards?(request: ActRequest, here: string): string;
}

/** What the address of the page names: `?session=`, `?party=`. */
export function asked(request: Pick<ActRequest, 'query'>, name: string): string {
  return request.query.get(name) ?? '';
}

/**
 * A page on which one thing is done in a dispute. It bears the version of the file that was looked at: whoever was slower is
 * told, with everything typed kept. What the stage forbids is told with the name of the rule in words.
 */
export function actPage<T>(parts: ActParts<T>): Page<StaffServices> {
  return staffPage<Strings, T>({
    path: `/staff/cases/:reference/dispute/${parts.act}`,
    section: 'disputes',
    permission: whoMay(parts.needs),
    audit: { none: 'What is done in a dispute is recorded by the use cases' },
    strings: { km, en },
    template: 'staff/dispute-act',
    form: {
      parse: (fields) => (fields.one('go') === 'more' ? { ok: true, value: null as T } : parts.form.parse(fields)),
    },
    show: (request) => showAct(parts, request, false),
    async submit(request, value) {
      if (request.fields.one('go') === 'more') return showAct(parts, moreSets(request), false);
      const reference = referenceOf(request.params);
      const version = Number.parseInt(request.fields.one('version'), 10);
      const target = { reference, expectedVersion: Number.isNaN(version) ? null : version };
      const { disputes } = request.services;
      try {
        await parts.run({ disputes, actor: actorOf(request), target, request }, value);
      } catch (error) {
        const changed = error instanceof Conflict && error.code === 'conflict.dispute_changed';
        if (!changed && !(error instanceof NotFound && error.code === 'not_found.dispute')) throw error;
        return showAct(parts, request, changed);
      }
      const here = request.url(`/staff/cases/${reference}/dispute`);
      return { kind: 'redirect', to: parts.afterwards?.(request, here) ?? `${here}?done=${parts.act}` };
    },
  });
}

/** Sets of fields that one form may have. */
export const mostSets = 20;

export function setCount(request: Pick<ActRequest, 'fields'>): number {
  const sent = Number.parseInt(request.fields.one('sets'), 10);
  return Number.isNaN(sent) ? 1 : Math.min(Math.max(sent, 1), mostSets);
}

function moreSets(request: ActRequest): ActRequest {
  return { ...request, fields: request.fields.with({ sets: String(setCount(request) + 1) }) };
}

/** Everything that pages about a dispute look at; null while there is none. */
export async function actContext(request: ActRequest): Promise<{
  readonly dossier: DisputeDossier;
  readonly names: Names;
  readonly context: ActContext | null;
}> {
  const { services, language, now } = request;
  const [dossier, book] = await Promise.all([
    services.disputes.dossier(actorOf(request), referenceOf(request.params)),
    services.book(),
  ]);
  const names = localNames(book, language, now);
  const words = disputeWords[language];
  const { view, inside } = dossier;
  if (!view || !inside) return { dossier, names, context: null };
  const called = { parties: partyNames(view, words, names), neutrals: neutralNames(view, words) };
  return { dossier, names, context: { request, dossier, view, inside, book, names, words, ...called } };
}

/** Why an act is closed, in words; null when it is open. @throws Forbidden when it is open to others alone */
function closedBecause(actions: readonly ProcedureAction[], view: DisputeView, request: ActRequest): string | null {
  if (actions.some((action) => view.permittedActions.includes(action))) return null;
  const broken = actions.map((action) => brokenProcedureRule(action, view.dispute.facts, request.now));
  const [rule] = broken;
  if (broken.includes(null) || rule == null) throw new Forbidden('forbidden.dispute', { action: actions[0] ?? '' });
  return ruleWords(`rule.${rule}`, request.language);
}

async function showAct<T>(parts: ActParts<T>, request: ActRequest, changed: boolean): Promise<Answer> {
  const { strings } = request;
  const { dossier, names, context } = await actContext(request);
  const closed = context === null ? strings.noDispute : closedBecause(parts.actions, context.view, request);
  const shown: ActView =
    context !== null && closed === null ? await parts.view(fieldsOf(request), context) : { fields: [] };
  const { caseFile, view } = dossier;
  const words = strings.acts[parts.act];
  const sent = request.fields.one('version');
  return {
    kind: 'page',
    title: `${words.title} – ${caseFile.reference}`,
    status: changed || closed !== null ? 409 : request.faults.any ? 422 : 200,
    ...(closed === null ? { languageForm: { id: 'action', enter: 'do' } } : {}),
    data: {
      back: request.url(`/staff/cases/${caseFile.reference}/dispute`),
      reference: caseFile.reference,
      subject: `${names.category(caseFile.category)} · ${names.programme(caseFile.programme)}`,
      heading: words.title,
      lead: words.lead,
      send: words.send,
      closed: closed ?? shown.message ?? null,
      grave: parts.grave ?? false,
      action: `${request.url(`/staff/cases/${caseFile.reference}/dispute/${parts.act}`)}${searchOf(request)}`,
      // While faults are put right the version stays the one looked at; who was told of the change goes on from there.
      version: !changed && sent !== '' ? sent : String(view?.dispute.file.version ?? ''),
      fields: shown.fields,
      last: shown.last ?? [],
      sets: shown.sets ?? null,
      about: shown.about ?? [],
      hidden: shown.hidden ?? [],
      ...(request.faults.any ? { errors: namedFaults(request, shown) } : {}),
      ...(changed ? { alert: { title: strings.changedTitle, text: strings.changedText } } : {}),
    },
  };
}

function searchOf({ query }: ActRequest): string {
  const search = query.toString();
  return search === '' ? '' : `?${search}`;
}

/** What is wrong, each with the label of its field: several fields may lack the same. */
function namedFaults({ faults }: ActRequest, { fields, sets, last }: ActView) {
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
