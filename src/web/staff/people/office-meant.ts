import { foldName } from '../../../reference/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { latinDigits } from '../../text.ts';

/** The code of the office meant by a code or a name; null when none or several are. */
export function officeMeant(book: ReferenceBook, typed: string): string | null {
  const code = latinDigits(typed).trim().toUpperCase();
  if (code === '') return null;
  const known = book.office(code);
  if (known !== null) return known.code;
  const folded = foldName(typed);
  const found = book
    .offices()
    .filter((office) => foldName(office.name.km) === folded || foldName(office.name.en) === folded);
  return found.length === 1 ? (found[0]?.code ?? null) : null;
}
