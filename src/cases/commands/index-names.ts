import { Undecryptable } from '../../platform/vault.ts';
import type { Command, Work } from '../../platform/work.ts';
import { contactOf } from '../reads/contact.ts';
import { lockCase } from '../records/case-store.ts';
import { addNames } from '../records/name-store.ts';

/**
 * Lays down under what a case is found by name. Doing it twice, or while the case is erased, is harmless: the case is locked
 * and an erased one has no names. @returns whether it could be read
 */
export const indexNames: Command<string, boolean> = async (work: Work, caseId: string) => {
  await lockCase(work, caseId);
  try {
    const { contact, representative } = await contactOf(work, caseId);
    await addNames(work, caseId, [contact?.name ?? null, representative?.name ?? null]);
    return true;
  } catch (error) {
    // Its key is not at hand: another round may have it.
    if (error instanceof Undecryptable) return false;
    throw error;
  }
};
