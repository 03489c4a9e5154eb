import type { Action } from '../../../access/index.ts';
import { Conflict, Forbidden } from '../../../kernel/errors.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import type { PanelAction, PanelTarget, PanelView } from '../../../review/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, Page, PageRequest } from '../../page.ts';
import { actAnswer, actPageOf, type ActView } from '../act/act-frame.ts';
import { referenceOf } from '../case/case-page.ts';
import { localNames, type Names } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf } from '../staff-page.ts';
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
  /** What is looked over before it is done, where something is. */
  look?(request: PanelRequest, target: PanelTarget, value: T): Promise<Answer>;
}

/** A page on which one thing is done in a review panel; what the stage forbids is told in the words of its rule. */
export function panelActPage<T>(parts: ActParts<T>): Page<StaffServices> {
  const { look } = parts;
  return actPageOf<Strings, T>({
    path: `panel/${parts.act}`,
    section: 'work',
    needs: parts.needs,
    recorded: 'What is done in a panel is recorded by the use cases',
    strings: { km, en },
    form: parts.form,
    show: (request, changed) => showAct(parts, request, changed),
    run: (request, target, value) => parts.run(request, target, value),
    ...(look ? { look: (request, target, value) => look(request, target, value) } : {}),
    shownAfter: (error) => (error instanceof Conflict && error.code === 'conflict.panel_changed' ? 'changed' : null),
    afterwards: (request, reference) =>
      `${request.url(`/staff/cases/${reference}`)}${parts.afterwards ?? `/panel?done=${parts.act}`}`,
  });
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
  const here = request.url(`/staff/cases/${view.reference}/panel`);
  const frame = {
    back: here,
    reference: view.reference,
    subject: `${names.category(view.category)} · ${names.programme(view.programme)}`,
    words: strings.acts[parts.act],
    action: `${here}/${parts.act}`,
    version: view.panel?.version ?? null,
    closed,
    changed,
    grave: parts.grave ?? false,
    look: parts.look ? strings.look.check : null,
  };
  return actAnswer(request, frame, shown);
}
