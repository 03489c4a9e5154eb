import { NotFound } from '../../../kernel/errors.ts';
import { letterKinds } from '../../../notifications/index.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { referenceOf } from './case-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** A letter to the complainant as a file, in the language of the page. */
export const letterPage = staffPage({
  path: '/staff/cases/:reference/letters/:kind',
  section: 'work',
  permission: whoMay('case.read'),
  audit: { none: 'The use case records each letter that is made' },
  strings: { km, en },
  template: 'staff/case',
  async show({ params, services, actor, language }) {
    const kind = letterKinds.find((each) => each === params['kind']);
    if (!kind) throw new NotFound('not_found.letter');
    const letter = await services.letter(actorOf({ actor }), { reference: referenceOf(params), kind, language });
    return { kind: 'file', body: letter.content, type: letter.mediaType, fileName: letter.fileName };
  },
});
