import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { prepareTemplate } from './template-database.ts';

/** One server a run; every world is a clone of one migrated template. */
export default async function globalSetup(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'samleng-test-'));
  const { startEmbeddedPostgres } = await import('../../src/platform/embedded-postgres.ts');
  const server = await startEmbeddedPostgres(dataDir, () => undefined, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    // Each world asks its statements a few times over a handful of rows: planned once, not for each of the first five.
    plan_cache_mode: 'force_generic_plan',
    // It would go round some seventy databases that are gone a moment later.
    autovacuum: 'off',
  });
  Object.assign(globalThis, { samlengTestServer: { server, dataDir } });
  process.env['SAMLENG_TEST_SERVER'] = server.url;
  await prepareTemplate(server.url);
}
