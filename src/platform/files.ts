import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Scanner } from './scanner.ts';

/** Encrypted files under the data directory, each written whole or not at all. Names are ids of ours, never what somebody sent. */
export interface FileStore {
  /** Keeps a file durably before it returns. */
  put(name: string, content: Uint8Array): Promise<void>;
  /** Null when there is none. */
  get(name: string): Promise<Buffer | null>;
  remove(name: string): Promise<void>;
  /** Looks at what is sent before it is put here; null: nobody does. */
  readonly scanner: Scanner | null;
  /** All names, for whoever looks for orphans. */
  names(): Promise<readonly string[]>;
}

const safe = /^[0-9a-f-]{36}$/;

/** The store in a folder, made on first use and readable by the program alone. */
export function openFileStore(folder: string, scanner: Scanner | null = null): FileStore {
  const path = (name: string): string => {
    if (!safe.test(name)) throw new Error('not the name of a file of ours');
    return join(folder, name);
  };
  return {
    scanner,
    async put(name, content) {
      const target = path(name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const aside = `${target}.part`;
      const file = await open(aside, 'w', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, target);
    },
    get: (name) =>
      readFile(path(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      }),
    remove: (name) => rm(path(name), { force: true }),
    names: () =>
      readdir(folder).then(
        (all) => all.filter((name) => safe.test(name)),
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return [];
          throw error;
        },
      ),
  };
}
