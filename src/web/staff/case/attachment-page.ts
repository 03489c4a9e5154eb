import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { referenceOf } from './case-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** What was attached to a case, as a file to keep or, for a voice note, to play on the page of the case. */
export const attachmentPage = staffPage({
  path: '/staff/cases/:reference/attachments/:attachment',
  section: 'work',
  permission: whoMay('case.read'),
  audit: 'attachment.fetched',
  strings: { km, en },
  template: 'staff/case',
  async show({ params, services, actor }) {
    const attachmentId = params['attachment'] ?? '';
    const file = await services.attachment(actorOf({ actor }), { reference: referenceOf(params), attachmentId });
    return { kind: 'file', body: Buffer.from(file.content), type: file.mediaType, fileName: file.name };
  },
});
