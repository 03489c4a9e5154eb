import pg from 'pg';

import { migrations } from '../../migrations/index.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { openDatabase, prepareDatabase } from '../../src/platform/database.ts';
import { ensureDatabase } from '../../src/platform/ensure-database.ts';
import { openInstallationVault } from '../../src/platform/installation-vault.ts';
import { prepareQueueSchema } from '../../src/platform/queue.ts';
import { localKeyProvider } from '../../src/platform/vault.ts';
import { masterKey } from '../../src/platform/vault-keys.ts';
import { makePerform } from '../../src/platform/work.ts';
import { loadReference } from '../../src/reference/index.ts';

export const templateName = 'samleng_template';
/** The moment at which worlds begin: Saturday 21 November 2026, 09:00 in Phnom Penh. */
export const worldStartsAt = new Date('2026-11-21T09:00:00+07:00');
/** The same master key for every world, so that clones of the template can be opened. */
export const testKeyRing = { current: masterKey(new Uint8Array(32).fill(7)), previous: [] };

/** The URL of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Migrates and fills the database from which worlds are cloned. */
export async function prepareTemplate(serverUrl: string): Promise<void> {
  const url = databaseUrl(serverUrl, templateName);
  await ensureDatabase(url);
  const { appUrl } = await prepareDatabase({
    ownerUrl: url,
    appUrl: null,
    migrations,
    prepareQueue: prepareQueueSchema,
    progress: () => undefined,
  });
  const database = await openDatabase(appUrl, [], 2);
  const clock = fixedClock(worldStartsAt);
  const vault = await openInstallationVault(database, localKeyProvider(testKeyRing), clock);
  const perform = makePerform({ database, clock, vault, listeners: new Map(), onAnnounced: () => undefined });
  await perform(systemActor('test'), loadReference, undefined);
  await database.close();
}

let made = 0;

/** A fresh clone of the template. */
export async function cloneTemplate(): Promise<{ name: string; ownerUrl: string; drop: () => Promise<void> }> {
  const serverUrl = process.env['SAMLENG_TEST_SERVER'];
  if (!serverUrl) throw new Error('no test server: run through jest, whose global set-up starts one');
  made += 1;
  const name = `world_${process.pid}_${made}_${Date.now().toString(36)}`;
  const onServer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl(serverUrl, 'postgres') });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await onServer(`create database ${name} template ${templateName} strategy file_copy`);
  return {
    name,
    ownerUrl: databaseUrl(serverUrl, name),
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}
