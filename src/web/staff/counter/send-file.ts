import { InvalidInput, RuleBroken } from '../../../kernel/errors.ts';
import { understood } from '../intake/form.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { counterStrings } from './counter.ts';
import { ready, told } from './send.ts';
import { isId, takenComplaint, takenFile } from './taken.ts';

/**
 * Where the page of the counter sends the files of a complaint that was sent before it: each sealed by itself, and with the
 * letter of its complaint, which says again what case came of it. A file that was attached is answered as before.
 */
export const counterFilePage = staffPage({
  path: '/staff/counter/send-file',
  section: null,
  permission: whoMay('case.intake'),
  audit: { none: 'The use case records attachment.added' },
  strings: counterStrings,
  template: 'staff/counter-ready',
  uploads: true,
  show: ready,
  async submit(request) {
    const { fields, services, strings, upload } = request;
    const actor = actorOf(request);
    const words: Readonly<Record<string, string>> = strings.counter.fileFaults;
    const refused = (code: string) => told({ state: 'refused', why: words[code] ?? words['file_type_refused'] });
    const id = fields.one('file-id');
    const taken = takenComplaint(request);
    const [part] = upload.files;
    if (part?.dropped === 'file' || part?.dropped === 'total') return refused('file_too_large');
    const file = part === undefined || !isId(id) ? null : takenFile(request, id, part.content);
    if (taken === null || file === null || file.of !== taken.id) return told({ state: 'unreadable' });
    if (taken.office !== actor.office || file.office !== actor.office) return told({ state: 'office' });
    const { body } = understood(taken.fields, await services.book(), request.now);
    const filed = await services.fileForOffice(actor, body, taken.id);
    try {
      await services.attachFromCounter(actor, { filed, letter: id, name: file.name, content: file.content });
      return told({ state: 'attached' });
    } catch (error) {
      if (error instanceof InvalidInput) return refused(error.fields[0]?.code ?? '');
      if (error instanceof RuleBroken) return refused(error.rule);
      throw error;
    }
  },
});
