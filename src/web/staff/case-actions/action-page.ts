import { mayDo } from '../../../cases/index.ts';
import type { CaseAction, Target } from '../../../cases/index.ts';
import { Conflict, Forbidden } from '../../../kernel/errors.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { FieldView } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, Page, PageRequest } from '../../page.ts';
import { localNames } from '../names.ts';
import { referenceOf } from '../case/case-page.ts';
import type { CaseDossier, StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

export type ActionRequest = PageRequest<Strings, StaffServices>;
export type FieldMaker = ReturnType<typeof fieldsOf>;

/** What an action's page shows beside its words. */
export interface ActionView {
  readonly fields: readonly FieldView[];
  /** A button that asks the page again, for example for a search; null: none. */
  readonly ask?: { readonly field: FieldView; readonly value: string; readonly text: string } | null;
  readonly message?: string | null;
}

export interface ActionWords {
  readonly title: string;
  readonly lead: string;
  readonly send: string;
}

interface ActionParts<T> {
  readonly action: CaseAction;
  readonly form: Form<T>;
  words(strings: Strings): ActionWords;
  view(fields: FieldMaker, strings: Strings, context: ActionContext): ActionView | Promise<ActionView>;
  run(services: StaffServices, target: Target, value: T, request: ActionRequest): Promise<unknown>;
  /** Its look is that of something that cannot be undone. */
  readonly grave?: boolean;
  /** Where to go afterwards; the case, unless the action takes it out of sight. */
  afterwards?(request: ActionRequest, reference: string): string;
}

export interface ActionContext {
  readonly dossier: CaseDossier;
  readonly book: ReferenceBook;
  readonly request: ActionRequest;
}

/**
 * A page on which one thing is done with a case. It bears the version of the case that was looked at: whoever was slower is
 * shown what changed meanwhile, with everything typed kept.
 */
export function actionPage<T>(parts: ActionParts<T>): Page<StaffServices> {
  const present = (context: ActionContext, conflict: Changed | null) => showAction(parts, context, conflict);
  return staffPage<Strings, T>({
    path: `/staff/cases/:reference/${parts.action}`,
    section: 'work',
    permission: whoMay('case.read'),
    audit: { none: 'What is done, and reading what is confidential, is recorded by the use cases' },
    strings: { km, en },
    template: 'staff/case-action',
    form: {
      // Asking the page something (a search) sends the form without judging it.
      parse: (fields) => (fields.one('go') === 'ask' ? { ok: true, value: null as T } : parts.form.parse(fields)),
    },
    show: async (request) => present(await contextOf(request), null),
    async submit(request, value) {
      if (request.fields.one('go') === 'ask') return present(await contextOf(request), null);
      const { services } = request;
      const target = targetOf(request);
      try {
        await parts.run(services, target, value, request);
      } catch (error) {
        const changed = await changedBy(error, request);
        if (changed === null) throw error;
        return present(await contextOf(request), changed);
      }
      const to = parts.afterwards?.(request, target.reference) ?? doneAt(request, target.reference, parts.action);
      return { kind: 'redirect', to };
    },
  });
}

/** The case, saying what was done. */
export function doneAt(request: ActionRequest, reference: string, action: string): string {
  return `${request.url(`/staff/cases/${reference}`)}?done=${action}`;
}

/** Which case, and the version that was looked at. */
export function targetOf(request: ActionRequest): Target & { readonly reference: string } {
  const version = Number.parseInt(request.fields.one('version'), 10);
  return { reference: referenceOf(request.params), expectedVersion: Number.isNaN(version) ? null : version };
}

export async function contextOf(request: ActionRequest): Promise<ActionContext> {
  const reference = referenceOf(request.params);
  const { services } = request;
  const [dossier, book] = await Promise.all([services.dossier(actorOf(request), reference), services.book()]);
  return { dossier, book, request };
}

/** What happened to the case after the version that was looked at. */
export type Changed = readonly { readonly text: string; readonly at: Date; readonly by: string }[];

/** The changes, when the error says that somebody was faster; else null. */
export async function changedBy(error: unknown, request: ActionRequest): Promise<Changed | null> {
  if (!(error instanceof Conflict) || error.code !== 'conflict.case_changed') return null;
  const { reference, expectedVersion } = targetOf(request);
  const { services, language } = request;
  const [entries, book] = await Promise.all([
    services.changesSince(actorOf(request), { reference, version: expectedVersion ?? 0 }),
    services.book(),
  ]);
  const names = localNames(book, language, request.now);
  return entries.map((entry) => ({
    text: entry.text[language],
    at: entry.at,
    by: [entry.by.name, entry.by.office === null ? null : names.office(entry.by.office)]
      .filter((each) => each !== null)
      .join(', '),
  }));
}

/** What every page about an action shows of its case; refuses whoever may never do it. @throws Forbidden */
export function frameOf(action: CaseAction, { dossier, book, request }: ActionContext, conflict: Changed | null) {
  const { file, permittedActions } = dossier.view;
  const actor = actorOf(request);
  const standing = {
    id: file.id,
    heldOffice: file.heldOffice,
    operatorOffice: file.operatorOffice,
    assignedTo: file.assignedTo ?? null,
    protected: file.protected,
    filedBy: file.filedBy ?? null,
    intakeOffice: file.intakeOffice ?? null,
  };
  const allowed = mayDo(actor, action, standing);
  if (!allowed.allowed) throw new Forbidden(`forbidden.${allowed.why}`, { action });
  const names = localNames(book, request.language, request.now);
  const sent = request.fields.one('version');
  return {
    isOpen: permittedActions.includes(action) || (action === 'transfer' && actor.role === 'operator_supervisor'),
    caseHref: request.url(`/staff/cases/${file.reference}`),
    reference: file.reference,
    subject: `${names.category(file.category)} · ${names.programme(file.programme)}`,
    action: `${request.url(`/staff/cases/${file.reference}/${action}`)}`,
    // While faults are put right the version stays the one looked at; who has seen the changes goes on from there.
    version: conflict === null && sent !== '' ? sent : String(file.rowVersion),
    changes: conflict === null ? null : { items: conflict },
  };
}

async function showAction<T>(parts: ActionParts<T>, context: ActionContext, conflict: Changed | null): Promise<Answer> {
  const { request } = context;
  const { strings } = request;
  const words = parts.words(strings);
  const frame = frameOf(parts.action, context, conflict);
  const view: ActionView = frame.isOpen ? await parts.view(fieldsOf(request), strings, context) : { fields: [] };
  return {
    kind: 'page',
    title: `${words.title} – ${frame.reference}`,
    status: conflict !== null || !frame.isOpen ? 409 : request.faults.any ? 422 : 200,
    ...(frame.isOpen ? { languageForm: { id: 'action', enter: 'do' } } : {}),
    data: {
      ...frame,
      heading: words.title,
      lead: words.lead,
      send: words.send,
      fields: view.fields,
      ask: view.ask ?? null,
      message: view.message ?? null,
      grave: parts.grave ?? false,
    },
  };
}
