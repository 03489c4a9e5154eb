import { parseReference } from '../../../cases/index.ts';
import { NotFound } from '../../../kernel/errors.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { presentCase } from './present.ts';

/** The reference in an address, as it is written. @throws NotFound when it is none */
export function referenceOf(params: Readonly<Record<string, string>>): string {
  const reference = parseReference(params['reference'] ?? '');
  if (reference === null) throw new NotFound('not_found.case');
  return reference;
}

/** A case: at a glance who waits for whom until when, and all there is to know of it. */
export const casePage = staffPage({
  path: '/staff/cases/:reference',
  section: 'work',
  permission: whoMay('case.read'),
  audit: { none: 'Reading a confidential or protected case is recorded by the use case' },
  strings: { km, en },
  template: 'staff/case',
  async show(request) {
    const reference = referenceOf(request.params);
    const { services, strings, query } = request;
    const [dossier, book] = await Promise.all([services.dossier(actorOf(request), reference), services.book()]);
    const done = query.get('done');
    const said: Readonly<Record<string, string>> = strings.done;
    return {
      kind: 'page',
      title: reference,
      data: { ...presentCase(dossier, book, request), done: done === null ? null : (said[done] ?? null) },
    };
  },
});
