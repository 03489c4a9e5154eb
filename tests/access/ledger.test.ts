import pg from 'pg';

import { ledgerOf, listLedger, recordRefusal, verifyChains } from '../../src/access/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Command } from '../../src/platform/work.ts';
import { aWorld, type World } from '../support/world.ts';
import { aStaffActor, refusalOf } from './members.ts';

const system = systemActor('test');

/** Three entries on the chain of a case. */
const write: Command<string, void> = (work, caseId) => {
  for (const event of ['test.first', 'test.second', 'test.third']) {
    work.record({
      event,
      caseId,
      data: { n: event.length, ខ្មែរ: 'ក', nested: { b: 1.5, a: [true, null] } },
      announce: false,
    });
  }
  return Promise.resolve();
};

describe('the ledger', () => {
  let world: World;
  let auditor: StaffActor;
  let owner: pg.Client;
  beforeAll(async () => {
    world = await aWorld();
    auditor = await aStaffActor(world, 'auditor', 'GS-NSPC');
    owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await world.close();
  });

  /** What somebody with the owner's password could do. */
  const tamper = async (statement: string, params: unknown[]): Promise<void> => {
    await owner.query('alter table ledger_entry disable trigger user');
    await owner.query(statement, params);
    await owner.query('alter table ledger_entry enable trigger user');
  };
  const aChain = async (): Promise<string> => {
    const caseId = newId();
    await world.perform(system, write, caseId);
    return caseId;
  };

  test('holds together as long as nobody touches it', async () => {
    await aChain();
    expect(await world.perform(auditor, verifyChains, {})).toEqual([]);
    expect(await world.perform(system, verifyChains, {})).toEqual([]);
  });

  test.each([
    ['changed content', `update ledger_entry set data = '{"n":1}' where chain = $1 and seq = 2`, 2, 'altered'],
    ['a changed time', `update ledger_entry set at = at + interval '1 ms' where chain = $1 and seq = 1`, 1, 'altered'],
    ['another actor', `update ledger_entry set actor_id = 'somebody' where chain = $1 and seq = 3`, 3, 'altered'],
    ['an entry taken out', `delete from ledger_entry where chain = $1 and seq = 2`, 3, 'missing'],
    [
      'a hash made to fit',
      `update ledger_entry e set data = '{}', hash = ledger_hash(row(chain, seq, id, at, actor_kind,
        actor_id, actor_office, event, '{}'::jsonb, prev_hash, hash)::ledger_entry) where chain = $1 and seq = 2`,
      3,
      'unlinked',
    ],
  ])('shows %s, done by the owner of the database', async (_name, statement, seq, fault) => {
    const chain = await aChain();
    await tamper(statement, [chain]);
    expect(await world.perform(auditor, verifyChains, { chain })).toEqual([{ chain, seq, fault }]);
    expect(await world.perform(auditor, verifyChains, {})).toContainEqual({ chain, seq, fault });
    await tamper('delete from ledger_entry where chain = $1', [chain]);
    expect(await world.perform(auditor, verifyChains, {})).toEqual([]);
  });

  test('cannot be changed by the program, whoever acts', async () => {
    const chain = await aChain();
    for (const statement of [
      `update ledger_entry set event = 'x' where chain = ?`,
      `delete from ledger_entry where chain = ?`,
    ]) {
      await expect(world.perform(system, (work) => work.em.execute(statement, [chain]), undefined)).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  test('of a case, in order', async () => {
    const chain = await aChain();
    const entries = await world.perform(auditor, ledgerOf, chain);
    expect(entries.map(({ seq, event, actorKind, actorId }) => [seq, event, actorKind, actorId])).toEqual([
      [1, 'test.first', 'system', 'test'],
      [2, 'test.second', 'system', 'test'],
      [3, 'test.third', 'system', 'test'],
    ]);
    expect(entries[0]).toMatchObject({
      at: world.clock.now(),
      data: { n: 10 },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('is listed newest first, each entry once over the pages, and can be narrowed', async () => {
    for (let n = 0; n < 4; n += 1) await aChain();
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listLedger>> = await world.perform(auditor, listLedger, {
        cursor,
        limit: 5,
        event: 'test.',
      });
      all.push(...page.items.map((entry) => entry.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(all).size).toBe(all.length);
    const once = await world.perform(auditor, listLedger, { cursor: null, limit: 200, event: 'test.' });
    expect(once.items.map((entry) => entry.id)).toEqual(all);
    const times = once.items.map((entry) => entry.at.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));

    const chain = await aChain();
    const narrowed = await world.perform(auditor, listLedger, {
      cursor: null,
      limit: 50,
      chain,
      actorId: 'test',
      from: world.clock.now(),
      until: new Date(world.clock.now().getTime() + 1),
    });
    expect(narrowed.items.map((entry) => entry.event).sort()).toEqual(['test.first', 'test.second', 'test.third']);
    expect(await refusalOf(world.perform(auditor, listLedger, { cursor: 'bm9uc2Vuc2U', limit: 5 }))).toMatchObject({
      fields: [{ field: 'cursor', code: 'cursor.invalid' }],
    });
  });

  test('is for auditors; the database keeps everybody else out by itself', async () => {
    const chain = await aChain();
    const administrator = await aStaffActor(world, 'administrator', 'GS-NSPC');
    for (const attempt of [
      world.perform(administrator, verifyChains, {}),
      world.perform(administrator, ledgerOf, chain),
      world.perform(administrator, listLedger, { cursor: null, limit: 5 }),
    ]) {
      expect(await refusalOf(attempt)).toMatchObject({ name: 'Forbidden', code: 'forbidden.action' });
    }
    const past = await world.perform(administrator, (work) => work.em.execute('select * from ledger_entry'), undefined);
    expect(past).toEqual([]);
  });

  test('keeps denied attempts', async () => {
    const analyst = await aStaffActor(world, 'analyst', 'GS-NSPC');
    await world.perform(analyst, recordRefusal, { action: 'case.decide', code: 'forbidden.action', caseId: null });
    const { items } = await world.perform(auditor, listLedger, { cursor: null, limit: 1, event: 'access.refused' });
    expect(items).toMatchObject([
      {
        actorId: analyst.personId,
        actorOffice: 'GS-NSPC',
        data: { action: 'case.decide', code: 'forbidden.action', role: 'analyst', sessionId: analyst.sessionId },
      },
    ]);
  });
});
