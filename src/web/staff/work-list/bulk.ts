import { parseReference } from '../../../cases/index.ts';
import { isDomainError } from '../../../kernel/errors.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, localDigits } from '../../text.ts';
import type { StaffServices } from '../services.ts';
import { actorOf } from '../staff-page.ts';
import { ruleWords } from '../words/index.ts';
import type { Strings } from './en.ts';

type Request = PageRequest<Strings, StaffServices>;

const mostAtOnce = 50;

/** Acknowledges or assigns the cases ticked, each by itself: one that cannot be done stops no other, and each is told. */
export async function doForAll(request: Request): Promise<Answer> {
  const actor = actorOf(request);
  const { fields, services } = request;
  const assigns = fields.one('go') === 'assign';
  const chosen = fields.all('case').map((value) => {
    const [reference = '', version = ''] = value.split('@');
    return { reference, expectedVersion: Number(version) || null };
  });
  if (chosen.length === 0) return { kind: 'again', faults: [{ field: 'case', code: 'required' }] };
  const assignee = fields.one('assignee');
  if (assigns && assignee === '') return { kind: 'again', faults: [{ field: 'assignee', code: 'required' }] };
  let done = 0;
  const back = new URLSearchParams(request.query);
  for (const name of ['cursor', 'not']) back.delete(name);
  for (const target of chosen.slice(0, mostAtOnce)) {
    try {
      if (assigns) await services.assign(actor, { ...target, assignee });
      else await services.acknowledge(actor, target);
      done += 1;
    } catch (error) {
      if (!isDomainError(error) || error.name === 'Unavailable') throw error;
      back.append('not', `${target.reference}~${codeOf(error)}`);
    }
  }
  back.set('done', assigns ? 'assigned' : 'acknowledged');
  back.set('yes', String(done));
  return { kind: 'redirect', to: `${request.url('/staff')}?${back.toString()}` };
}

function codeOf(
  error: Error & { readonly code: string; readonly fields?: readonly { readonly code: string }[] },
): string {
  const field = error.fields?.[0]?.code;
  return field === undefined ? error.code.replace(/^rule\./, '') : `field.${field}`;
}

/** What was done, and for each case that could not be, why. */
export function bulkResult({ query, strings, language, url }: Request) {
  const done = query.get('done');
  if (done !== 'acknowledged' && done !== 'assigned') return null;
  const refused = query.getAll('not').slice(0, mostAtOnce);
  const yes = Number.parseInt(query.get('yes') ?? '0', 10) || 0;
  const text = done === 'assigned' ? strings.doneAssigned : strings.doneAcknowledged;
  return {
    text: [
      fill(text, { n: localDigits(yes, language) }),
      ...(refused.length === 0 ? [] : [fill(strings.notDone, { n: localDigits(refused.length, language) })]),
    ].join(' '),
    refused: refused.flatMap((each) => {
      const [typed = '', code = ''] = each.split('~', 2);
      const reference = parseReference(typed);
      if (reference === null) return [];
      return [{ reference, href: url(`/staff/cases/${reference}`), why: whyNot(code, strings, language) }];
    }),
  };
}

function whyNot(code: string, strings: Strings, language: Request['language']): string {
  const known: Readonly<Record<string, string>> = strings.whyNot;
  return known[code] ?? ruleWords(code, language);
}
