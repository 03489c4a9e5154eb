import { mayDo } from '../../../cases/index.ts';
import type { CaseAction, Target } from '../../../cases/index.ts';
import { Forbidden } from '../../../kernel/errors.ts';
import type { NoticePreview } from '../../../notifications/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { FieldView } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, Page } from '../../page.ts';
import { localNames } from '../names.ts';
import { referenceOf } from '../case/case-page.ts';
import type { CaseDossier, StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { changedBy, targetOf } from './action-request.ts';
import type { ActionRequest, Changed } from './action-request.ts';
import { isUnjudged, keepDraft, withDraft } from './drafting.ts';
import type { DraftView } from './drafting.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';
import { presentPreviews, typedRows } from './look-over.ts';

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
  /** The messages that it would bring to the complainant: shown with everything typed before it is confirmed. */
  preview?(
    services: StaffServices,
    target: Target,
    value: T,
    request: ActionRequest,
  ): Promise<readonly NoticePreview[]>;
  /** What is typed is kept as a draft. */
  readonly drafts?: boolean;
  readonly uploads?: boolean;
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
  const { action, drafts = false } = parts;
  const opened = async (request: ActionRequest): Promise<Answer> => {
    const of = drafts ? await withDraft(request, action) : { request, draft: null, changed: null };
    return showAction(parts, await contextOf(of.request), of.changed, of.draft);
  };
  return staffPage<Strings, T>({
    path: `/staff/cases/:reference/${action}`,
    section: 'work',
    permission: whoMay('case.read'),
    audit: { none: 'What is done, and reading what is confidential, is recorded by the use cases' },
    strings: { km, en },
    template: 'staff/case-action',
    uploads: parts.uploads ?? false,
    form: {
      // Asking the page something (a search) or keeping a draft sends the form without judging it.
      parse: (fields) => (isUnjudged(fields) ? { ok: true, value: null as T } : parts.form.parse(fields)),
    },
    show: opened,
    async submit(request, value) {
      const { services, fields } = request;
      const target = targetOf(request);
      const go = fields.one('go');
      if (go === 'discard') {
        await services.discardDraft(actorOf(request), { reference: target.reference, form: action });
        return { kind: 'redirect', to: request.url(`/staff/cases/${target.reference}/${action}`) };
      }
      if (go === 'draft' && drafts) {
        const { draft, said } = await keepDraft(request, action);
        return said ?? showAction(parts, await contextOf(request), null, draft);
      }
      if (isUnjudged(fields)) return showAction(parts, await contextOf(request), null, null);
      try {
        if (go === 'check' && parts.preview !== undefined) {
          const previews = await parts.preview(services, target, value, request);
          return await lookOver(parts, await contextOf(request), previews);
        }
        await parts.run(services, target, value, request);
      } catch (error) {
        const changed = await changedBy(error, request);
        if (changed === null) throw error;
        return showAction(parts, await contextOf(request), changed, null);
      }
      if (drafts) await services.discardDraft(actorOf(request), { reference: target.reference, form: action });
      const to = parts.afterwards?.(request, target.reference) ?? doneAt(request, target.reference, action);
      return { kind: 'redirect', to };
    },
  });
}

/** The case, saying what was done. */
export function doneAt(request: ActionRequest, reference: string, action: string): string {
  return `${request.url(`/staff/cases/${reference}`)}?done=${action}`;
}

export async function contextOf(request: ActionRequest): Promise<ActionContext> {
  const reference = referenceOf(request.params);
  const { services } = request;
  const [dossier, book] = await Promise.all([services.dossier(actorOf(request), reference), services.book()]);
  return { dossier, book, request };
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
    changes: conflict === null || conflict === 'own' ? null : { items: conflict },
  };
}

async function showAction<T>(
  parts: ActionParts<T>,
  context: ActionContext,
  conflict: Changed | null,
  draft: DraftView | null,
): Promise<Answer> {
  const { request } = context;
  const { strings } = request;
  const words = parts.words(strings);
  const frame = frameOf(parts.action, context, conflict);
  const view: ActionView = frame.isOpen ? await parts.view(fieldsOf(request), strings, context) : { fields: [] };
  const send = parts.preview === undefined ? { go: 'do', text: words.send } : { go: 'check', text: strings.check };
  return {
    kind: 'page',
    title: `${words.title} – ${frame.reference}`,
    // A draft on which the case has moved is told so, but nothing was refused.
    status: !frame.isOpen || (conflict !== null && draft === null) ? 409 : request.faults.any ? 422 : 200,
    ...(frame.isOpen ? { languageForm: { id: 'action', enter: send.go } } : {}),
    data: {
      ...frame,
      heading: words.title,
      lead: words.lead,
      send,
      fields: view.fields,
      ask: view.ask ?? null,
      message: view.message ?? null,
      grave: parts.grave ?? false,
      upload: parts.uploads ?? false,
      draft: parts.drafts === true ? (draft ?? { saved: null, savedAt: null }) : null,
    },
  };
}

/** Everything typed, and the messages it brings, before it is done. */
async function lookOver<T>(
  parts: ActionParts<T>,
  context: ActionContext,
  previews: readonly NoticePreview[],
): Promise<Answer> {
  const { request } = context;
  const { strings } = request;
  const words = parts.words(strings);
  const frame = frameOf(parts.action, context, null);
  const { fields } = await parts.view(fieldsOf(request), strings, context);
  return {
    kind: 'page',
    title: `${words.title} – ${frame.reference}`,
    template: 'staff/action-check',
    languageForm: { id: 'action', enter: 'check' },
    data: {
      ...frame,
      heading: words.title,
      send: { go: 'do', text: words.send },
      lead: strings.checkLead,
      grave: parts.grave ?? false,
      carried: request.fields.with({ go: [], version: [], auto: [] }).carried(),
      rows: typedRows(fields),
      previews: presentPreviews(previews, request),
    },
  };
}
