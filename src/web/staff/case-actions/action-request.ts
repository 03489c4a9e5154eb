import type { Target } from '../../../cases/index.ts';
import { Conflict } from '../../../kernel/errors.ts';
import type { PageRequest } from '../../page.ts';
import { referenceOf } from '../case/case-page.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf } from '../staff-page.ts';
import type { Strings } from './en.ts';

export type ActionRequest = PageRequest<Strings, StaffServices>;

/** Which case, and the version that was looked at. */
export function targetOf(request: ActionRequest): Target & { readonly reference: string } {
  const version = Number.parseInt(request.fields.one('version'), 10);
  return { reference: referenceOf(request.params), expectedVersion: Number.isNaN(version) ? null : version };
}

/** What happened to the case after the version that was looked at; `own`: nothing but what the person did themselves. */
export type Changed = readonly { readonly text: string; readonly at: Date; readonly by: string }[] | 'own';

/** The changes, when the error says that somebody was faster; else null. */
export async function changedBy(error: unknown, request: ActionRequest): Promise<Changed | null> {
  if (!(error instanceof Conflict) || error.code !== 'conflict.case_changed') return null;
  return changesSince(request);
}

/** What changed after the version that a draft was written on; null when nothing did. */
export async function changesAfter(request: ActionRequest): Promise<Changed | null> {
  if (targetOf(request).expectedVersion === null) return null;
  if ((await changesSince(request)).length === 0) return null;
  const byOthers = await changesSince(request, true);
  return byOthers.length === 0 ? 'own' : byOthers;
}

async function changesSince(request: ActionRequest, byOthers = false): Promise<Exclude<Changed, 'own'>> {
  const { reference, expectedVersion } = targetOf(request);
  const { services, language } = request;
  const [entries, book] = await Promise.all([
    services.changesSince(actorOf(request), { reference, version: expectedVersion ?? 0, byOthers }),
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
