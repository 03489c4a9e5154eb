import type { ComplainantActor, StaffActor } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/language.ts';
import type { Perform } from '../../platform/work.ts';
import { gatherLetter } from './gather.ts';
import type { LetterKind } from './kinds.ts';
import { letterFileName, makeLetter } from './make-letter.ts';

/** A letter ready to be handed over. */
export interface LetterFile {
  readonly content: Buffer;
  readonly mediaType: 'application/pdf';
  readonly fileName: string;
}

export interface LetterAsked {
  readonly reference: string;
  readonly kind: LetterKind;
  /** Null: the language of the complainant. */
  readonly language: Language | null;
}

/**
 * Gathers a letter as somebody may see the case, in one transaction, and sets it outside of it.
 * @throws NotFound, RuleBroken, Forbidden as `gatherLetter`
 */
export async function writeLetter(
  desk: { readonly perform: Perform; readonly publicUrl: string },
  actor: StaffActor | ComplainantActor,
  { reference, kind, language }: LetterAsked,
): Promise<LetterFile> {
  const material = await desk.perform(actor, gatherLetter, { reference, kind });
  const content = await makeLetter(material, language ?? material.language, desk.publicUrl);
  return { content, mediaType: 'application/pdf', fileName: letterFileName(material) };
}
