import { z } from 'zod';
import { InvalidInput } from '../../../kernel/errors.ts';
import { formOf } from '../../form.ts';
import { actorOf } from '../staff-page.ts';
import { actionPage } from './action-page.ts';

const accepted = 'image/jpeg,image/png,image/webp,application/pdf,audio/*,video/webm,video/3gpp';

/** What staff add to a case: a photo of a paper, a document, a voice note. */
export const attachPage = actionPage({
  action: 'attach',
  form: formOf(z.object({})),
  uploads: true,
  words: (strings) => strings.attach,
  view: (fields, { attach }) => ({
    fields: [fields.file('file', { label: attach.file, hint: attach.fileHint, accept: accepted, multiple: true })],
  }),
  async run(services, { reference }, _value, request) {
    const { files, tooMany } = request.upload;
    if (tooMany) throw new InvalidInput([{ field: 'file', code: 'too_many' }]);
    if (files.some((file) => file.dropped !== null))
      throw new InvalidInput([
        { field: 'file', code: files.some((file) => file.dropped === 'file') ? 'file_too_large' : 'too_large' },
      ]);
    try {
      await services.attach(actorOf(request), { reference, files });
    } catch (error) {
      // With several files the faults name which; the page has one field for all of them.
      if (!(error instanceof InvalidInput)) throw error;
      throw new InvalidInput(error.fields.map((fault) => ({ ...fault, field: 'file' })));
    }
  },
});
