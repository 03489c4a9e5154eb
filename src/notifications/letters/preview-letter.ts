import { RuleBroken } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { blocksOf, type Block } from './blocks.ts';
import { gatherLetter } from './gather.ts';
import type { LetterKind } from './kinds.ts';

/** A part of a letter in plain lines, under its heading. */
export interface LetterPart {
  readonly title: string | null;
  readonly lines: readonly string[];
}

/**
 * What a letter would say, as plain text, for whoever is about to make that of which it tells; rehearsed, so that nothing is kept.
 * Null for a letter that only the complainant gets.
 * @throws NotFound `not_found.letter`
 */
export async function previewLetter(
  work: Work,
  input: { readonly reference: string; readonly kind: LetterKind; readonly language: Language },
): Promise<readonly LetterPart[] | null> {
  try {
    return partsOf(blocksOf(await gatherLetter(work, input), input.language));
  } catch (error) {
    if (error instanceof RuleBroken && error.rule === 'letter_on_request_only') return null;
    throw error;
  }
}

function partsOf(blocks: readonly Block[]): readonly LetterPart[] {
  const parts: { title: string | null; lines: string[] }[] = [{ title: null, lines: [] }];
  for (const block of blocks) {
    if (block.kind === 'heading') parts.push({ title: block.text, lines: [] });
    else parts.at(-1)?.lines.push(...linesOf(block));
  }
  return parts;
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'outcome':
      return [block.text];
    case 'typed':
    case 'list':
      return block.items;
    case 'due':
      return [`${block.label}: ${block.date}`, ...block.notes];
    case 'table':
      return block.rows.map((row) => row.flat().join(' · '));
    case 'remedies':
      return block.rows.map((row) => [row.name, ...row.text, row.amount, row.due].filter(Boolean).join(' · '));
  }
}
