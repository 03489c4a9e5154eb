import { rm } from 'node:fs/promises';

import type { EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';

/** Stops the server and removes its data. */
export default async function globalTeardown(): Promise<void> {
  const { samlengTestServer: held } = globalThis as unknown as {
    samlengTestServer: { server: EmbeddedPostgres; dataDir: string };
  };
  await held.server.stop();
  await rm(held.dataDir, { recursive: true, force: true });
}
