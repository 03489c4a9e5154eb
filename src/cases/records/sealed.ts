import { Undecryptable } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import { caseKeyOf } from './case-store.ts';

/**
 * Something sealed, as somebody gets it to see. What cannot be opened is said to be so, never shown as empty; what the
 * reader may not see is `withheld`.
 */
export type Readable<T> =
  | { readonly state: 'readable'; readonly value: T }
  | { readonly state: 'undecryptable' }
  | { readonly state: 'withheld' };

export const withheld = { state: 'withheld' } as const;

/** Opens a sealed text of a case. A key that is lost or erased, or content that was altered, gives `undecryptable`. */
export async function openText(
  work: Work,
  caseId: string,
  field: string,
  sealed: Uint8Array,
): Promise<Readable<string>> {
  try {
    return { state: 'readable', value: work.vault.open(await caseKeyOf(work, caseId), field, sealed) };
  } catch (error) {
    if (error instanceof Undecryptable) return { state: 'undecryptable' };
    throw error;
  }
}

/** Opens sealed JSON of a case; the program wrote it, so its shape is known. */
export async function openJson<T>(work: Work, caseId: string, field: string, sealed: Uint8Array): Promise<Readable<T>> {
  const text = await openText(work, caseId, field, sealed);
  return text.state === 'readable' ? { state: 'readable', value: JSON.parse(text.value) as T } : text;
}

/** Seals a text for a field of a case. */
export async function sealText(work: Work, caseId: string, field: string, text: string): Promise<Buffer> {
  return work.vault.seal(await caseKeyOf(work, caseId), field, text);
}
