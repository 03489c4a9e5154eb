import type { Action } from '../../../access/index.ts';
import { Conflict, Forbidden } from '../../../kernel/errors.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import type { PanelAction, PanelTarget, PanelView } from '../../../review/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, Page, PageRequest } from '../../page.ts';
import { referenceOf } from '../case/case-page.ts';
import type { ActView } from '../dispute-acts/act-page.ts';
import { localNames, type Names } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { ruleWords } from '../words/index.ts';
import { en, type Strings } from './en.ts';
import { km } from './km.ts';

export type PanelRequest = PageRequest<Strings, StaffServices>;
export type FieldMaker = ReturnType<typeof fieldsOf>;

/** What an act of the panel looks at when its page is shown. */
export interface PanelContext {
  readonly request: PanelRequest;
  readonly view: PanelView;
  readonly book: ReferenceBook;
  readonly names: Names;
}

interface ActParts<T> {
  readonly act: PanelAction;
  readonly needs: Extract<Action, 'panel.manage' | 'panel.sit'>;
  readonly form: Form<T>;
  show(fields: FieldMaker, of: PanelContext): ActView | Promise<ActView>;
  run(request: PanelRequest, target: PanelTarget, value: T): Promise<unknown>;
  /** Its look is that of something that cannot be undone. */
  readonly grave?: boolean;
  /** Where to go afterwards, after the address of the case; the panel unless said otherwise. */
  readonly afterwards?: string;
}

/**
 * A page on which one thing is done in a review panel. It bears the version of the panel that was looked at; what the stage
 * forbids is told in the words of its rule. Buttons that add fields send the form without judging it.
 */
export function panelActPage<T>(parts: ActParts<T>): Page<StaffServices> {
  return staffPage<Strings, T>({
    path: `/staff/cases/:reference/panel/${parts.act}`,
    section: 'work',
    permission: whoMay(parts.needs),
    audit: { none: 'What is done in a panel is recorded by the use cases' },
    strings: { km, en },
    template: 'staff/dispute-act',
    form: {
      parse: (fields) => (fields.one('go') === 'more' ? { ok: true, value: null as T } : parts.form.parse(fields)),
    },
    show: (request) => showAct(parts, request, false),
    async submit(request, value) {
      if (request.fields.one('go') === 'more') {
        const more = String(setCount(request) + 1);
        return showAct(parts, { ...request, fields: request.fields.with({ sets: more }) }, false);
      }
      const reference = referenceOf(request.params);
      const version = Number.parseInt(request.fields.one('version'), 10);
      try {
        await parts.run(request, { reference, expectedVersion: Number.isNaN(version) ? null : version }, value);
      } catch (error) {
        if (!(error instanceof Conflict && error.code === 'conflict.panel_changed')) throw error;
        return showAct(parts, request, true);
      }
      const here = request.url(`/staff/cases/${reference}`);
      return { kind: 'redirect', to: `${here}${parts.afterwards ?? `/panel?done=${parts.act}`}` };
    },
  });
}

const mostSets = 10;

/** Sets of fields that the form shows. */
export function setCount(request: Pick<PanelRequest, 'fields'>): number {
  const sent = Number.parseInt(request.fields.one('sets'), 10);
  return Number.isNaN(sent) ? 1 : Math.min(Math.max(sent, 1), mostSets);
}

/** Why an act is closed, in words; null when it is open. @throws Forbidden when it is open to others alone */
function closedBecause(act: PanelAction, view: PanelView, request: PanelRequest): string | null {
  if (view.permittedActions.includes(act)) return null;
  const rule = view.closed[act];
  if (rule === undefined) throw new Forbidden('forbidden.panel', { action: act });
  return ruleWords(`rule.${rule}`, request.language);
}

async function showAct<T>(parts: ActParts<T>, request: PanelRequest, changed: boolean): Promise<Answer> {
  const { strings, services, language, now } = request;
  const [view, book] = await Promise.all([
    services.panels.view(actorOf(request), referenceOf(request.params)),
    services.book(),
  ]);
  const names = localNames(book, language, now);
  const closed = closedBecause(parts.act, view, request);
  const shown: ActView =
    closed === null ? await parts.show(fieldsOf(request), { request, view, book, names }) : { fields: [] };
  const words = strings.acts[parts.act];
  const sent = request.fields.one('version');
  const here = request.url(`/staff/cases/${view.reference}/panel`);
  return {
    kind: 'page',
    title: `${words.title} – ${view.reference}`,
    status: changed || closed !== null ? 409 : request.faults.any ? 422 : 200,
    ...(closed === null ? { languageForm: { id: 'action', enter: 'do' } } : {}),
    data: {
      back: here,
      reference: view.reference,
      subject: `${names.category(view.category)} · ${names.programme(view.programme)}`,
      heading: words.title,
      lead: words.lead,
      send: words.send,
      closed: closed ?? shown.message ?? null,
      grave: parts.grave ?? false,
      action: `${here}/${parts.act}`,
      // While faults are put right the version stays the one looked at; who was told of the change goes on from there.
      version: !changed && sent !== '' ? sent : String(view.panel?.version ?? ''),
      fields: shown.fields,
      last: shown.last ?? [],
      sets: shown.sets ?? null,
      about: shown.about ?? [],
      hidden: [],
      ...(changed ? { alert: { title: strings.changedTitle, text: strings.changedText } } : {}),
    },
  };
}
