import type { Action } from '../../../access/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import { Conflict, Forbidden, NotFound } from '../../../kernel/errors.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { brokenProcedureRule } from '../../../resolution/index.ts';
import type { InsideDispute, DisputeTarget, DisputeView, ProcedureAction } from '../../../resolution/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, Page, PageRequest } from '../../page.ts';
import { actAnswer, actPageOf, type ActView } from '../act/act-frame.ts';
import { referenceOf } from '../case/case-page.ts';
import { neutralNames, partyNames } from '../dispute/people.ts';
import type { DisputeDossier, DisputeUseCases } from '../dispute/use-cases.ts';
import { disputeWords } from '../dispute-words/index.ts';
import type { DisputeWords } from '../dispute-words/index.ts';
import { localNames } from '../names.ts';
import type { Names } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf } from '../staff-page.ts';
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

/** A page on which one thing is done in a dispute. What the stage forbids is told with the name of the rule in words. */
export function actPage<T>(parts: ActParts<T>): Page<StaffServices> {
  return actPageOf<Strings, T>({
    path: `dispute/${parts.act}`,
    section: 'disputes',
    needs: parts.needs,
    recorded: 'What is done in a dispute is recorded by the use cases',
    strings: { km, en },
    form: parts.form,
    show: (request, changed) => showAct(parts, request, changed),
    run: (request, target, value) =>
      parts.run({ disputes: request.services.disputes, actor: actorOf(request), target, request }, value),
    shownAfter: (error) =>
      error instanceof Conflict && error.code === 'conflict.dispute_changed'
        ? 'changed'
        : error instanceof NotFound && error.code === 'not_found.dispute'
          ? 'again'
          : null,
    afterwards(request, reference) {
      const here = request.url(`/staff/cases/${reference}/dispute`);
      return parts.afterwards?.(request, here) ?? `${here}?done=${parts.act}`;
    },
  });
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
  const here = request.url(`/staff/cases/${caseFile.reference}/dispute`);
  const frame = {
    back: here,
    reference: caseFile.reference,
    subject: `${names.category(caseFile.category)} · ${names.programme(caseFile.programme)}`,
    words: strings.acts[parts.act],
    action: `${here}/${parts.act}`,
    version: view?.dispute.file.version ?? null,
    closed,
    changed,
    grave: parts.grave ?? false,
  };
  return actAnswer(request, frame, shown);
}
