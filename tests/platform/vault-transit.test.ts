import { fileOnce } from '../../src/intake/index.ts';
import { Unavailable } from '../../src/kernel/errors.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openInstallationVault } from '../../src/platform/installation-vault.ts';
import { openMasterKeys } from '../../src/platform/key-provider.ts';
import { newDataKey, Undecryptable } from '../../src/platform/vault.ts';
import { transitKeyProvider } from '../../src/platform/vault-transit.ts';
import { mastersBehind, rewrapAll } from '../../src/platform/vault-upkeep.ts';
import { makePerform } from '../../src/platform/work.ts';
import { currentBook } from '../../src/reference/index.ts';
import { testKeyRing } from '../support/template-database.ts';
import { startVaultServer, type VaultServer } from '../support/vault-server.ts';
import { aWorld } from '../support/world.ts';

const quick = { timeoutMs: 250, attempts: 3, pauseMs: 5, keepMs: 0 };
const unavailable = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof Unavailable)) throw new Error(`not Unavailable: ${String(error)}`);
  return error.params['reason'];
};

describe('a HashiCorp Vault that keeps the master key', () => {
  let server: VaultServer;
  const open = (how: Partial<typeof quick> = {}, over: { token?: string; key?: string; url?: string } = {}) =>
    transitKeyProvider({ url: server.url, token: server.token, key: 'samleng', ...over }, { ...quick, ...how });
  beforeEach(async () => {
    server = await startVaultServer();
    server.addKey('samleng');
  });
  afterEach(() => server.close());

  test('closes and opens data keys, bound to their owner', async () => {
    const provider = await open();
    expect(provider.currentMasterId).toBe('transit:samleng:v1');
    const key = newDataKey('case-1');
    const wrapped = await provider.wrap(key);
    expect(wrapped.masterId).toBe('transit:samleng:v1');
    expect(Buffer.from(wrapped.wrapped).includes(key.bytes)).toBe(false);
    expect(await provider.unwrap('case-1', wrapped)).toEqual(key);
    await expect(provider.unwrap('case-2', wrapped)).rejects.toThrow(Undecryptable);
    const altered = Buffer.from(wrapped.wrapped);
    altered[20] = altered[20] === 65 ? 66 : 65;
    await expect(provider.unwrap('case-1', { ...wrapped, wrapped: altered })).rejects.toThrow(Undecryptable);
  });

  test('names versions: old ones open until the service forbids them', async () => {
    const provider = await open();
    const key = newDataKey('case-1');
    const first = await provider.wrap(key);
    expect(await provider.rotate()).toBe('transit:samleng:v2');
    const second = await provider.wrap(key);
    expect([first.masterId, second.masterId]).toEqual(['transit:samleng:v1', 'transit:samleng:v2']);
    expect(await provider.unwrap('case-1', first)).toEqual(key);
    // A record that names another version than its ciphertext is not what was stored.
    await expect(provider.unwrap('case-1', { ...first, masterId: second.masterId })).rejects.toThrow(Undecryptable);
    server.setMinimumDecryptionVersion('samleng', 2);
    await expect(provider.unwrap('case-1', first)).rejects.toThrow(Undecryptable);
    expect(await provider.unwrap('case-1', second)).toEqual(key);
    await expect(
      provider.unwrap('case-1', { masterId: 'transit:samleng:v9', wrapped: Buffer.from('vault:v9:AAAA') }),
    ).rejects.toThrow(Undecryptable);
  });

  test('a rotation made in the service itself is noticed when something is wrapped', async () => {
    const provider = await open();
    server.rotate('samleng');
    await provider.wrap(newDataKey('case-1'));
    expect(provider.currentMasterId).toBe('transit:samleng:v2');
  });

  test('keeps opened keys for a while, and only for their owner', async () => {
    const provider = await open({ keepMs: 60_000 });
    const wrapped = await provider.wrap(newDataKey('case-1'));
    const asked = server.asked.length;
    await provider.unwrap('case-1', wrapped);
    await provider.unwrap('case-1', wrapped);
    expect(server.asked.length).toBe(asked);
    await expect(provider.unwrap('case-2', wrapped)).rejects.toThrow(Undecryptable);
  });

  test.each([
    ['is sealed', { state: 'sealed' }, {}, /^the HashiCorp Vault at 127\.0\.0\.1:\d+ is sealed: unseal it$/],
    ['does not know the token', {}, { token: 'hvs.wrong' }, /refuses VAULT_TRANSIT_TOKEN.*transit key samleng$/],
    ['has no such key', {}, { key: 'other' }, /has no transit key other: make it, or set VAULT_TRANSIT_KEY/],
    ['does not answer', { state: 'slow' }, {}, /does not answer$/],
    ['is broken', { state: 'broken' }, {}, /answers in a way that is not understood/],
    ['is something else', { state: 'garbled' }, {}, /answers in a way that is not understood/],
  ] as const)('at start, when it %s: one line that says so', async (_what, state, over, message) => {
    Object.assign(server, state);
    const error = await open({ timeoutMs: 50 }, over).catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toMatch(/\n|hvs\./);
  });

  test('at start, when nothing listens there', async () => {
    await expect(open({}, { url: 'http://127.0.0.1:9/v1/transit' })).rejects.toThrow(/127\.0\.0\.1:9 does not answer/);
  });

  test('a key that binds nothing to an owner is refused', async () => {
    server.addKey('rsa', 'rsa-2048');
    await expect(open({}, { key: 'rsa' })).rejects.toThrow(/of type rsa-2048.*is needed/);
  });

  test('in the middle of work trouble is passing: asked again, then the sender is told to try later', async () => {
    const provider = await open({ timeoutMs: 50 });
    const wrapped = await provider.wrap(newDataKey('case-1'));
    for (const state of ['sealed', 'slow', 'broken'] as const) {
      Object.assign(server, { state, troubles: 2 });
      await provider.unwrap('case-1', wrapped);
    }
    server.state = 'sealed';
    expect(await unavailable(provider.unwrap('case-1', wrapped))).toBe('sealed');
    expect(await unavailable(provider.wrap(newDataKey('case-2')))).toBe('sealed');
    server.state = 'slow';
    expect(await unavailable(provider.unwrap('case-1', wrapped))).toBe('no_answer');
    server.state = 'up';
    // A key that was removed is a mistake to be put right, not content that is lost.
    server.removeKey('samleng');
    expect(await unavailable(provider.unwrap('case-1', wrapped))).toBe('unknown_key');
  });

  test('a token without the right to rotate is told so', async () => {
    const provider = await open();
    server.mayRotate = false;
    await expect(provider.rotate()).rejects.toThrow(/refuses VAULT_TRANSIT_TOKEN.*to rotate: also rotate/);
  });

  test('an installation with a key file moves to it while it runs, and files complaints on', async () => {
    const world = await aWorld();
    try {
      const book = await world.perform(systemActor('test'), currentBook, undefined);
      const complaint = {
        language: 'km',
        programme: 'FP-PWC',
        category: 'PAY-NOT',
        place: '120101',
        narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់',
        identity: 'anonymous',
      };
      const sent = {
        body: complaint,
        channel: 'web',
        book,
        now: world.clock.now(),
        idempotencyKey: null,
        staff: null,
      } as const;
      await fileOnce(world.perform, sent);
      const config = readConfig({
        NODE_ENV: 'test',
        DATA_DIR: world.dataDir,
        VAULT_PREVIOUS_KEYS: Buffer.from(testKeyRing.current.bytes).toString('base64'),
        VAULT_TRANSIT_URL: server.url,
        VAULT_TRANSIT_TOKEN: server.token,
        VAULT_TRANSIT_KEY: 'samleng',
      });
      const { provider } = await openMasterKeys(config, quick);
      const vault = await openInstallationVault(world.database, provider, world.clock);
      const perform = makePerform({
        database: world.database,
        clock: world.clock,
        vault,
        listeners: new Map(),
        onAnnounced: () => undefined,
      });
      await fileOnce(perform, sent);
      expect(await perform(systemActor('test'), mastersBehind, undefined)).toEqual([testKeyRing.current.id]);
      const { done, unreadable } = await rewrapAll(perform, () => undefined);
      expect({ some: done >= 2, unreadable }).toEqual({ some: true, unreadable: 0 });
      expect(await perform(systemActor('test'), mastersBehind, undefined)).toEqual([]);
    } finally {
      await world.close();
    }
  });

  test('settings: all three or none, and no other key beside them', () => {
    const faults = (env: Record<string, string>): readonly string[] => {
      try {
        readConfig({ NODE_ENV: 'test', ...env });
        return [];
      } catch (error) {
        return (error as { faults: readonly string[] }).faults;
      }
    };
    expect(faults({ VAULT_TRANSIT_URL: 'https://vault.example:8200' })).toEqual([
      'VAULT_TRANSIT_TOKEN and VAULT_TRANSIT_KEY must be set too, or none of VAULT_TRANSIT_URL, VAULT_TRANSIT_TOKEN, VAULT_TRANSIT_KEY',
    ]);
    const all = { VAULT_TRANSIT_URL: 'https://vault.example:8200', VAULT_TRANSIT_TOKEN: 't', VAULT_TRANSIT_KEY: 'k' };
    expect(faults(all)).toEqual([]);
    expect(readConfig({ NODE_ENV: 'test', ...all }).vaultTransit?.url).toBe('https://vault.example:8200/v1/transit');
    expect(faults({ ...all, VAULT_KEY: Buffer.alloc(32).toString('base64') })[0]).toMatch(/exclude each other/);
  });
});
