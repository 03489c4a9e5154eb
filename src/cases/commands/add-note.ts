import type { Work } from '../../platform/work.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Writes a note for colleagues; the complainant never sees it.
 * @throws NotFound, Forbidden
 */
export async function addNote(work: Work, input: Target & { readonly text: string }): Promise<ActionAnswer> {
  const file = await takeUp(work, 'note', input);
  const messageId = await addMessage(work, { caseId: file.id, kind: 'note', internal: true, text: input.text });
  return concluded(work, file, 'note.added', { messageId }, false);
}
