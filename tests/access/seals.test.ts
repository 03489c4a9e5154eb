import { createHash } from 'node:crypto';
import { join } from 'node:path';

import pg from 'pg';

import {
  publishedTrust,
  readSealAnchor,
  recordExport,
  sealLedger,
  sealLedgerJob,
  verifyChains,
  verifySeals,
} from '../../src/access/index.ts';
import { merkleRoot } from '../../src/access/merkle.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { openLog } from '../../src/platform/log.ts';
import { isSignedBy, signingKeyFrom } from '../../src/platform/signing.ts';
import type { Command } from '../../src/platform/work.ts';
import { aDesk, refusalOf, type Desk } from '../support/desk.ts';
import type { World } from '../support/world.ts';

const system = systemActor('test');
const write: Command<{ chain: string; times: number }, void> = (work, { chain, times }) => {
  for (let n = 0; n < times; n += 1) work.record({ event: 'test.done', caseId: chain, data: { n }, announce: false });
  return Promise.resolve();
};

describe('the root over chain heads', () => {
  const head = (chain: string, byte: number) => ({ chain, seq: 1, hash: Buffer.alloc(32, byte) });
  test('depends on every head, not on their order', () => {
    const heads = ['a', 'b', 'c', 'd', 'e'].map((chain, at) => head(chain, at));
    const root = merkleRoot(heads);
    expect(merkleRoot([...heads].reverse())).toEqual(root);
    heads.forEach((_, at) => {
      expect(merkleRoot(heads.with(at, { ...heads[at]!, seq: 2 }))).not.toEqual(root);
      expect(merkleRoot(heads.toSpliced(at, 1))).not.toEqual(root);
    });
    expect(() => merkleRoot([])).toThrow(RangeError);
  });
  test('of one head is its leaf, told apart from a node', () => {
    const of = (kind: number, ...parts: Buffer[]) =>
      createHash('sha256')
        .update(Buffer.concat([Buffer.of(kind), ...parts]))
        .digest();
    const [a, b] = [head('a', 1), head('b', 2)];
    const leaf = (each: typeof a) => of(0, Buffer.from(`${each.chain}|1|`), each.hash);
    expect(merkleRoot([a])).toEqual(leaf(a));
    expect(merkleRoot([a, b])).toEqual(of(1, leaf(a), leaf(b)));
  });
});

test('signatures are Ed25519 (test vector 1 of RFC 8032)', () => {
  const key = signingKeyFrom(Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'));
  expect(Buffer.from(key.published.publicKey, 'base64').toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  );
  expect(key.sign('').toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
  expect(isSignedBy(key.published, '', key.sign(''))).toBe(true);
  expect(isSignedBy(key.published, 'x', key.sign(''))).toBe(false);
  expect(isSignedBy({ ...key.published, publicKey: 'AAAA' }, '', key.sign(''))).toBe(false);
});

describe('seals over the ledger', () => {
  let desk: Desk;
  let world: World;
  let auditor: StaffActor;
  let owner: pg.Client;
  beforeEach(async () => {
    desk = await aDesk();
    world = desk.world;
    auditor = await desk.staff('auditor', 'GS-NSPC');
    owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
  });
  afterEach(async () => {
    await owner.end();
    await desk.close();
  });

  const aChain = async (times = 3): Promise<string> => {
    const chain = newId();
    await world.perform(system, write, { chain, times });
    return chain;
  };
  const seal = () => world.perform(system, sealLedger, undefined);
  const faults = () => world.perform(auditor, verifySeals, {});
  /** What somebody with the owner's password could do. */
  const tamper = async (...statements: [string, unknown[]][]): Promise<void> => {
    await owner.query('begin');
    for (const table of ['ledger_entry', 'ledger_seal', 'ledger_seal_chain'])
      await owner.query(`alter table ${table} disable trigger user`);
    for (const [statement, values] of statements) await owner.query(statement, values);
    for (const table of ['ledger_entry', 'ledger_seal', 'ledger_seal_chain'])
      await owner.query(`alter table ${table} enable trigger user`);
    await owner.query('commit');
  };
  /** Changes one entry and makes every hash from there on fit again. */
  const rewriteWhole = async (chain: string): Promise<void> => {
    await tamper(
      [`update ledger_entry set data = '{"n":99}' where chain = $1 and seq = 2`, [chain]],
      ...[1, 2, 3]
        .map((seq): [string, unknown[]] => [
          `update ledger_entry e set prev_hash = (select hash from ledger_entry p where p.chain = e.chain and p.seq = e.seq - 1)
         where chain = $1 and seq = $2`,
          [chain, seq],
        ])
        .flatMap((link): [string, unknown[]][] => [
          link,
          ['update ledger_entry e set hash = ledger_hash(e) where chain = $1 and seq = $2', link[1]],
        ]),
    );
  };

  test('each covers only the chains that grew, and follows the one before', async () => {
    const [a] = [await aChain(), await aChain()];
    const first = await seal();
    expect(first).toMatchObject({ number: 1, previousHash: null });
    expect(await seal()).toBeNull();
    world.clock.advance(3_600_000);
    await world.perform(system, write, { chain: a, times: 2 });
    const second = await seal();
    expect(second).toMatchObject({ number: 2, chains: 1, entries: 2, previousHash: first?.hash });
    expect(second?.sealedAt).toEqual(world.clock.now());
    expect(await faults()).toEqual([]);
    expect(await world.perform(auditor, verifySeals, { anchor: second })).toEqual([]);
  });

  test('a chain rewritten whole by the owner of the database, with hashes that fit, is found out', async () => {
    const chain = await aChain();
    await seal();
    await rewriteWhole(chain);
    // The chain alone tells nothing any more.
    expect(await world.perform(auditor, verifyChains, { chain })).toEqual([]);
    expect(await faults()).toEqual([{ fault: 'entry_rewritten', seal: 1, chain, seq: 3 }]);
    // Nor does it help to write on.
    await world.perform(system, write, { chain, times: 1 });
    await seal();
    expect(await faults()).toEqual([{ fault: 'entry_rewritten', seal: 1, chain, seq: 3 }]);
  });

  test('entries cut off from the end, or a whole chain taken away, are found out', async () => {
    const [cut, gone] = [await aChain(), await aChain()];
    await seal();
    await tamper(
      ['delete from ledger_entry where chain = $1 and seq = 3', [cut]],
      ['delete from ledger_entry where chain = $1', [gone]],
    );
    expect(await world.perform(auditor, verifyChains, {})).toEqual([]);
    const found = await faults();
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { fault: 'entry_gone', seal: 1, chain: cut, seq: 3 },
        { fault: 'entry_gone', seal: 1, chain: gone, seq: 3 },
      ]),
    );
  });

  test('a seal made to fit the rewritten chain is not signed', async () => {
    const chain = await aChain();
    await aChain();
    await seal();
    await rewriteWhole(chain);
    await tamper([
      `update ledger_seal_chain c set hash = e.hash from ledger_entry e where e.chain = c.chain and e.seq = c.seq`,
      [],
    ]);
    expect((await faults()).map((fault) => fault.fault)).toEqual(['root_wrong']);
    const heads = (
      await owner.query<{ chain: string; seq: string; hash: Buffer }>('select chain, seq, hash from ledger_seal_chain')
    ).rows.map((row) => ({ ...row, seq: Number(row.seq) }));
    await tamper(['update ledger_seal set root = $1', [merkleRoot(heads)]]);
    expect((await faults()).map((fault) => fault.fault)).toEqual(['seal_altered', 'signature_wrong']);
    // With a key of one's own: it is not the one in the vault.
    const own = signingKeyFrom(Buffer.alloc(32, 5));
    await tamper(['update ledger_seal set key_id = $1', [own.published.id]]);
    expect((await faults()).map((fault) => fault.fault)).toEqual(['seal_altered', 'signature_wrong']);
  });

  test('a seal taken out is found out; the newest ones by what was noted outside the database', async () => {
    const anchorFile = join(world.dataDir, 'ledger-seal.json');
    const services = {
      perform: world.perform,
      clock: world.clock,
      log: openLog('silent'),
      enqueue: world.queue.enqueue,
    };
    expect(await readSealAnchor(anchorFile)).toBeNull();
    for (let n = 0; n < 3; n += 1) {
      await aChain();
      await sealLedgerJob(anchorFile).run({}, services);
    }
    const anchor = await readSealAnchor(anchorFile);
    expect(anchor?.number).toBe(3);
    await tamper(
      ['delete from ledger_seal_chain where seal = 2', []],
      ['delete from ledger_seal where number = 2', []],
    );
    expect(await faults()).toContainEqual({ fault: 'seal_missing', seal: 3, chain: null, seq: null });
    await tamper(
      ['delete from ledger_seal_chain where seal = 3', []],
      ['delete from ledger_seal where number = 3', []],
    );
    expect(await world.perform(auditor, verifySeals, { anchor })).toContainEqual({
      fault: 'seals_cut_off',
      seal: 3,
      chain: null,
      seq: null,
    });
  });

  test('a chain kept from being sealed is found out', async () => {
    const chain = await aChain();
    await tamper(['delete from ledger_unsealed where chain = $1', [chain]]);
    await seal();
    expect(await faults()).toEqual([{ fault: 'never_sealed', seal: null, chain, seq: 3 }]);
  });

  test('a chain that grows at this very moment waits for the next seal, and nothing is missed', async () => {
    const chain = await aChain();
    const other = await aChain();
    let written = (): void => undefined;
    let goOn = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const mayCommit = new Promise<void>((resolve) => (goOn = resolve));
    const slow = owner.query('begin').then(async () => {
      await owner.query(
        `insert into ledger_entry (id, chain, at, actor_kind, event, data) values ($1, $2, now(), 'system', 'test.slow', '{}')`,
        [newId(), chain],
      );
      written();
      await mayCommit;
      await owner.query('commit');
    });
    await isWritten;
    await seal();
    const { rows } = await world.database.fork().transactional(async (em) => {
      await em.execute(`select set_config('samleng.kind', 'system', true)`);
      return { rows: await em.execute<{ chain: string }[]>('select chain from ledger_seal_chain where seal = 1') };
    });
    expect(rows.map((row) => row.chain)).toContain(other);
    expect(rows.map((row) => row.chain)).not.toContain(chain);
    goOn();
    await slow;
    expect(await seal()).toMatchObject({ number: 2, chains: 1, entries: 4 });
    expect(await faults()).toEqual([]);
  });

  test('two processes that seal at once make one seal after the other', async () => {
    await Promise.all(Array.from({ length: 5 }, () => aChain()));
    const made = await Promise.all([seal(), seal(), seal()]);
    expect(made.filter((each) => each !== null)).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });

  test('seals are for auditors; keys and the last seal for anybody; the program itself cannot change them', async () => {
    await aChain();
    const made = await seal();
    const analyst = await desk.staff('analyst', 'GS-NSPC');
    expect(await refusalOf(world.perform(analyst, verifySeals, {}))).toBe('forbidden.action');
    const trust = await world.perform({ kind: 'complainant', caseId: newId() }, publishedTrust, undefined);
    expect(trust.keys).toHaveLength(1);
    expect(trust.keys[0]?.id).toBe(made?.keyId);
    expect(trust.lastSeal).toEqual(made);
    for (const statement of [
      'update ledger_seal set chains = 9',
      'delete from ledger_seal_chain',
      'delete from signing_key',
    ])
      await expect(world.perform(system, (work) => work.em.execute(statement), undefined)).rejects.toThrow(
        /permission denied/,
      );
    await expect(
      world.perform(analyst, (work) => work.em.execute('delete from ledger_unsealed returning chain'), undefined),
    ).resolves.toEqual([]);
  });

  test('an export leaves a trace', async () => {
    const analyst = await desk.staff('analyst', 'GS-NSPC');
    await world.perform(
      analyst,
      (work) => {
        recordExport(work, { what: 'indicators', format: 'csv', rows: 12, filter: { from: '2026-01-01' } });
        return Promise.resolve();
      },
      undefined,
    );
    const { rows } = await owner.query(`select actor_id, data from ledger_entry where event = 'export.made'`);
    expect(rows).toEqual([
      {
        actor_id: analyst.personId,
        data: { what: 'indicators', format: 'csv', rows: 12, filter: { from: '2026-01-01' } },
      },
    ]);
  });
});
