import { may } from '../../access/index.ts';
import type { Action } from '../../access/index.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import { Conflict, Forbidden, RuleBroken } from '../../kernel/errors.ts';
import { pageOf } from '../page.ts';
import type { Answer, Page, PageParts, PageRequest, PageStrings } from '../page.ts';
import type { SentFields } from '../sent-fields.ts';
import { localNames } from './names.ts';
import type { StaffServices } from './services.ts';
import { ruleWords, staffFaults, staffWords, word } from './words/index.ts';

/** Main sections of the staff side, in the order of the navigation, and what opens each. */
const sections = [
  { key: 'work', path: '/staff', action: 'case.read' },
  { key: 'disputes', path: '/staff/disputes', action: 'resolution.conduct' },
  { key: 'intake', path: '/staff/intake', action: 'case.intake' },
  { key: 'tell', path: '/staff/to-tell', action: 'case.acknowledge' },
  { key: 'regulator', path: '/staff/regulator', action: 'resolution.conduct' },
  { key: 'watched', path: '/staff/watched', action: 'watched.read' },
  { key: 'oversight', path: '/staff/workload', action: 'oversight.manage' },
  { key: 'statistics', path: '/staff/dashboard', action: 'statistics.read' },
  { key: 'emergency', path: '/staff/emergency-access', action: 'break_glass.review' },
  { key: 'holds', path: '/staff/holds', action: 'legal_hold.manage' },
  { key: 'outbox', path: '/staff/outbox', action: 'outbox.read' },
  { key: 'people', path: '/staff/people', action: 'people.read' },
  { key: 'settings', path: '/staff/settings', action: 'reference.manage' },
  { key: 'webhooks', path: '/staff/webhooks', action: 'webhook.manage' },
  { key: 'ledger', path: '/staff/ledger', action: 'ledger.read' },
  { key: 'register', path: '/staff/sensitive-access', action: 'ledger.read' },
] as const satisfies readonly { readonly key: string; readonly path: string; readonly action: Action }[];

export type Section = (typeof sections)[number]['key'];

type Parts<S extends PageStrings, T> = PageParts<S, T, StaffServices> & {
  /** Section that the navigation marks as current. */
  readonly section: Section | null;
};

/** Whoever may take this kind of action. */
export function whoMay(action: Action): (actor: StaffActor) => boolean {
  return (actor) => may(actor.role, action);
}

/** Everybody who is signed in. */
export const anyStaff = (): boolean => true;

/** The member of staff behind a request: pages that are not public always have one. */
export function actorOf(request: { readonly actor: StaffActor | null }): StaffActor {
  if (request.actor === null) throw new Forbidden('forbidden.staff_only');
  return request.actor;
}

const declare = pageOf<StaffServices>();

/**
 * Declares a page of the staff side: with identity bar and navigation, words for what use cases say of fields, and with a
 * rule that forbids something told on the page itself, everything typed kept.
 */
export function staffPage<S extends PageStrings, T = SentFields>(parts: Parts<S, T>): Page<StaffServices> {
  const { submit, strings, form } = parts;
  const known = {
    km: { ...strings.km, faults: { ...staffFaults.km, ...strings.km.faults } },
    en: { ...strings.en, faults: { ...staffFaults.en, ...strings.en.faults } },
  };
  const withBar = async (answer: Answer, request: PageRequest<S, StaffServices>, alert: string | null) =>
    answer.kind === 'page'
      ? {
          ...answer,
          data: {
            w: staffWords[request.language],
            alert: alert === null ? null : { title: staffWords[request.language].ruleTitle, text: alert },
            changes: null,
            done: null,
            ...answer.data,
            bar: await barOf(request, parts.section),
          },
        }
      : answer;
  return declare<S, T>({
    ...parts,
    strings: known as typeof strings,
    // The language switch sends the form so that nothing typed is lost; it is not judged.
    ...(form === undefined
      ? {}
      : { form: { parse: (fields) => (isSwitch(fields) ? { ok: true, value: null as T } : form.parse(fields)) } }),
    show: async (request) => withBar(await parts.show(request), request, null),
    ...(submit === undefined
      ? {}
      : {
          submit: async (request: PageRequest<S, StaffServices>, value: T) => {
            if (form !== undefined && isSwitch(request.fields))
              return withBar(await parts.show(request), request, null);
            try {
              return await withBar(await submit(request, value), request, null);
            } catch (error) {
              if (!(error instanceof RuleBroken || error instanceof Conflict)) throw error;
              const shown = await withBar(
                await parts.show(request),
                request,
                ruleWords(error.code, request.language, error.params),
              );
              return shown.kind === 'page' ? { ...shown, status: 409 } : shown;
            }
          },
        }),
  });
}

/** Whether the language switch sent the form: it is shown as typed, and neither judged nor done. */
export function isSwitch(fields: SentFields): boolean {
  return fields.one('go') === 'language';
}

/** What a page without one form answers the switch: itself, as typed. */
export const asTyped: Answer = { kind: 'again', faults: [] };

/** Sections that are for some of those alone who may take the action. */
function isElsewhere(key: Section, actor: StaffActor): boolean {
  return (key === 'tell' && actor.role === 'protection_officer') || (key === 'regulator' && actor.tier !== 'SS2');
}

/** Who is signed in and where they may go. */
async function barOf(request: PageRequest<unknown, StaffServices>, current: Section | null) {
  const { actor, services, language } = request;
  if (actor === null) return null;
  const [me, book] = await Promise.all([services.me(actor), services.book()]);
  const names = localNames(book, language, request.now);
  return {
    ...plainBar(actor, request, current),
    name: language === 'en' ? (me.nameLatin ?? me.name) : me.name,
    office: names.office(actor.office),
  };
}

/** The same without what has to be looked up, for when something is wrong. */
export function plainBar(
  actor: StaffActor,
  { language, url }: Pick<PageRequest<unknown, unknown>, 'language' | 'url'>,
  current: Section | null,
) {
  const words = staffWords[language];
  return {
    name: words.account,
    role: word(words.roles, actor.role),
    office: null,
    navigation: sections
      .filter(({ action, key }) => may(actor.role, action) && !isElsewhere(key, actor))
      .map(({ key, path }) => ({ href: url(path), text: words.sections[key], isCurrent: key === current })),
  };
}

/** The first section that somebody may open; null when their role has none. */
export function firstSection(actor: StaffActor): string | null {
  return sections.find(({ action }) => may(actor.role, action))?.path ?? null;
}
