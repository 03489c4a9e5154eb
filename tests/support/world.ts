import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compose, entities, type Application } from '../../src/app.ts';
import { fixedClock, type MovableClock } from '../../src/kernel/clock.ts';
import { readConfig, type Config } from '../../src/platform/config.ts';
import { openDatabase, restrictedUrl } from '../../src/platform/database.ts';
import { openInstallationVault } from '../../src/platform/installation-vault.ts';
import { openLog, type Log } from '../../src/platform/log.ts';
import { localKeyProvider } from '../../src/platform/vault.ts';
import { cloneTemplate, testKeyRing, worldStartsAt } from './template-database.ts';

/** A whole program over a database of its own, at a moment that the test moves. Workers run only when asked for. */
export interface World extends Application {
  readonly clock: MovableClock;
  /** Connection as the owner, past row-level security: to arrange damage and to look behind the wall. */
  readonly ownerUrl: string;
  readonly dataDir: string;
}

/**
 * A fresh world. Close it in `afterAll`/`afterEach`.
 * @param settings environment settings over the test defaults, as in `.env.example`
 */
export async function aWorld(
  settings: Readonly<Record<string, string>> = {},
  log: Log = openLog('silent'),
): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'samleng-world-'));
  const clone = await cloneTemplate();
  const config: Config = readConfig({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: clone.ownerUrl,
    DATABASE_POOL: '5',
    RATE_LIMIT_FACTOR: '0',
    NOT_FOUND_MS: '0',
    ...settings,
  });
  const clock = fixedClock(worldStartsAt);
  const database = await openDatabase(restrictedUrl(clone.ownerUrl), entities, config.poolSize);
  const vault = await openInstallationVault(database, localKeyProvider(testKeyRing), clock);
  const application = compose({ config, clock, log, database, vault });
  return {
    ...application,
    clock,
    ownerUrl: clone.ownerUrl,
    dataDir,
    async close() {
      await application.close();
      await clone.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
