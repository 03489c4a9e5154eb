import type { Actor } from '../../kernel/actor.ts';
import { systemActor } from '../../kernel/actor.ts';
import type { FileStore } from '../../platform/files.ts';
import type { Command, Perform } from '../../platform/work.ts';
import { attachCleaned, cleanedFiles } from './attach-files.ts';

/**
 * Hangs a file on the case that came of a complaint taken at a counter without a line: as the complainant's, with who took it
 * in the ledger. Doing it again attaches nothing twice: its id follows from that of the sealed letter it came in, by a key,
 * so that no device can choose the id of a file that is there already.
 * @throws as `attachFiles`
 */
export async function attachCounterFile(
  perform: Perform,
  store: FileStore,
  complainant: Actor,
  input: {
    readonly reference: string;
    /** Id of the letter. */
    readonly letter: string;
    readonly name: string;
    readonly content: Uint8Array;
    /** Person id of whoever sends it. */
    readonly takenBy: string;
  },
): Promise<void> {
  const { reference, letter, name, content, takenBy } = input;
  const cleaned = await cleanedFiles([{ name, content }], store.scanner);
  const id = await perform(systemActor('counter.file'), fileId, { reference, letter });
  const files = cleaned.map((file) => ({ ...file, id }));
  await attachCleaned(perform, store, complainant, { reference, files, takenBy });
}

const fileId: Command<{ readonly reference: string; readonly letter: string }, string> = (work, of) => {
  const bytes = work.vault.lookupHash('idempotency', `counter-file|${of.reference}|${of.letter}`).subarray(0, 16);
  const hex = Buffer.from(bytes).toString('hex');
  // A UUID of version 8: its bits are our own.
  const marked = `${hex.slice(0, 12)}8${hex.slice(13, 16)}8${hex.slice(17)}`;
  return Promise.resolve(marked.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
};
