import { mostFiles, type SentFile } from '../../../intake/index.ts';
import { InvalidInput, RuleBroken, type FieldFault } from '../../../kernel/errors.ts';
import type { Language } from '../../../kernel/language.ts';
import { fieldsOf } from '../../fields.ts';
import type { Faults } from '../../faults.ts';
import type { Upload } from '../../page.ts';
import type { SentFields } from '../../sent-fields.ts';
import { fill, localDigits, showNumber } from '../../text.ts';
import { en } from './en.ts';
import type { FileWords } from './en.ts';
import { km } from './km.ts';

export const fileWords: Readonly<Record<Language, FileWords>> = { km, en };

/** A file as a list shows it. */
export interface ListedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** What browsers are asked to offer; what a file is, its first bytes say. */
const accept = 'image/jpeg,image/png,image/webp,application/pdf,audio/*,video/webm,video/3gpp';

/**
 * Takes in the files of a form one by one, so that one that is refused does not cost the others. The fault, if any, is one
 * sentence a file, each naming it.
 */
export async function takeIn(
  upload: Upload,
  language: Language,
  take: (file: SentFile) => Promise<unknown>,
): Promise<{ readonly taken: number; readonly faults: readonly FieldFault[] }> {
  const words: Readonly<Record<string, string>> = fileWords[language].faults;
  const list: string[] = [];
  let taken = 0;
  for (const { name, content, dropped } of upload.files) {
    const code =
      dropped === 'file'
        ? 'file_too_large'
        : dropped === 'total'
          ? 'files_together'
          : await refusal(take, name, content);
    if (code === null) taken += 1;
    else {
      const most = showNumber(mostFiles, language);
      list.push(fill(words[code] ?? words['file_type_refused'] ?? '', { name: shortName(name), most }));
    }
  }
  if (upload.tooMany) list.push(fill(words['too_many'] ?? '', { most: showNumber(mostFiles, language), name: '…' }));
  const faults = list.length === 0 ? [] : [{ field: 'file', code: 'refused', params: { list: list.join(' ') } }];
  return { taken, faults };
}

async function refusal(take: (file: SentFile) => Promise<unknown>, name: string, content: Buffer) {
  try {
    await take({ name, content });
    return null;
  } catch (error) {
    if (error instanceof InvalidInput && error.fields[0] !== undefined) return error.fields[0].code;
    if (error instanceof RuleBroken && error.rule === 'too_many_attachments') return 'too_many';
    throw error;
  }
}

/** A name as it fits into a sentence. */
function shortName(name: string): string {
  const last = [...(name.split(/[/\\]/).at(-1) ?? '')];
  return last.length > 60 ? `${last.slice(0, 40).join('')}…${last.slice(-15).join('')}` : last.join('') || '?';
}

/** How large a file is: ២៤០ KB / 240 KB. */
export function sizeOf(bytes: number, language: Language): string {
  return bytes < 1_000_000
    ? `${showNumber(Math.max(1, Math.round(bytes / 1000)), language)} KB`
    : `${localDigits(Math.round(bytes / 100_000) / 10, language)} MB`;
}

/** Files as a list shows them, each with a plain word and a picture for what it is. */
export function listed(files: readonly ListedFile[], language: Language) {
  const { kinds } = fileWords[language];
  return files.map(({ id, name, mediaType, bytes }) => {
    const kind = mediaType.startsWith('image/') ? 'photo' : mediaType === 'application/pdf' ? 'document' : 'sound';
    const icon = { photo: 'photo', document: 'paper', sound: 'microphone' }[kind];
    return { id, name, icon, what: `${kinds[kind]}, ${sizeOf(bytes, language)}` };
  });
}

/** The input for files with what was added before, for templates/web/partials/citizen/files.hbs. */
export function presentFiles(
  files: readonly ListedFile[],
  request: { readonly fields: SentFields; readonly faults: Faults; readonly language: Language },
) {
  const { language } = request;
  const words = fileWords[language];
  return {
    words,
    full: files.length >= mostFiles,
    list: listed(files, language),
    field: fieldsOf(request).file('file', {
      label: words.label,
      hint: fill(words.hint, { most: showNumber(mostFiles, language) }),
      accept,
      multiple: true,
    }),
  };
}
