import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

import type { SetRequest, SetAnswer } from './typesetter.ts';

/**
 * The process that sets letters, one after another: loads compiler and fonts once and answers each page with its PDF. Nothing
 * in a page is markup: it reaches the template as JSON in one input, and the template prints its strings. Same page, same
 * bytes: the document bears no time of its making.
 */
const folder = fileURLToPath(new URL('../../../templates/letters/', import.meta.url));
/** Noto Sans Khmer for what is read, with Latin letters of its own; Moul for Khmer headings. Both OFL. */
const fonts = [
  '@expo-google-fonts/noto-sans-khmer/400Regular/NotoSansKhmer_400Regular.ttf',
  '@expo-google-fonts/noto-sans-khmer/700Bold/NotoSansKhmer_700Bold.ttf',
  '@expo-google-fonts/moul/400Regular/Moul_400Regular.ttf',
];

const { resolve } = createRequire(import.meta.url);
const typst = NodeCompiler.create({
  workspace: folder,
  fontArgs: [{ fontBlobs: fonts.map((path) => readFileSync(resolve(path))) }],
});

process.on('message', ({ id, page }: SetRequest) => {
  process.send?.({ id, ...setPage(page) } satisfies SetAnswer);
});
// Whoever started it is gone: so is the reason for being here.
process.on('disconnect', () => process.exit(0));

function setPage(page: string): { pdf: Uint8Array | null; fault: string | null } {
  try {
    const compiled = typst.compile({ mainFilePath: `${folder}letter.typ`, inputs: { letter: page } });
    const document = compiled.result;
    if (document) return { pdf: typst.pdf(document), fault: null };
    // What the compiler says is wrong names places in the template, not the text of the letter.
    const said = compiled.takeDiagnostics()?.shortDiagnostics as readonly { message?: unknown }[] | undefined;
    return { pdf: null, fault: said?.map(({ message }) => String(message)).join('; ') ?? 'unknown' };
  } catch (error) {
    return { pdf: null, fault: error instanceof Error ? error.message : 'unknown' };
  } finally {
    typst.evictCache(0);
  }
}
