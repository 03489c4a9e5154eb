import pg from 'pg';
import { sql } from 'kysely';

import { CaseFile } from '../../src/cases/records/tables.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Fact } from '../../src/kernel/fact.ts';
import { newId } from '../../src/kernel/ids.ts';
import {
  joinListeners,
  makePerform,
  violatedConstraint,
  type Command,
  type Listener,
  type Work,
} from '../../src/platform/work.ts';
import { aWorld, type World } from '../support/world.ts';

const actor = systemActor('test');

describe('a unit of work', () => {
  let world: World;
  let owner: pg.Pool;
  beforeAll(async () => {
    world = await aWorld();
    owner = new pg.Pool({ connectionString: world.ownerUrl, max: 2 });
    await owner.query('create table scratch (n integer primary key); grant all on scratch to samleng_app');
  });
  afterAll(async () => {
    await owner.end();
    await world.close();
  });
  beforeEach(() => owner.query('truncate scratch'));

  const numbers = async (): Promise<number[]> =>
    (await owner.query<{ n: number }>('select n from scratch order by n')).rows.map(({ n }) => n);
  const insert: Command<number, void> = async (work, n) => {
    await sql`insert into scratch (n) values (${n})`.execute(work.db());
  };
  const fact = { event: 'test.done', caseId: null, data: {}, announce: false };

  test('statements that are not waited for one by one are carried out in order', async () => {
    await world.perform(
      actor,
      async (work) => {
        await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => insert(work, n)));
      },
      undefined,
    );
    expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('a failure undoes everything, and says which constraint it was, also among statements under way together', async () => {
    const failing: Command<undefined, void> = async (work) => {
      await insert(work, 1);
      await Promise.all([insert(work, 2), insert(work, 1), insert(work, 3)]);
    };
    const error: unknown = await world.perform(actor, failing, undefined).catch((thrown: unknown) => thrown);
    expect(violatedConstraint(error)).toBe('scratch_pkey');
    expect(await numbers()).toEqual([]);
    await world.perform(actor, insert, 1);
    expect(await numbers()).toEqual([1]);
  });

  test('work whose failed statement was swallowed is not reported as done', async () => {
    const swallowing: Command<undefined, void> = async (work) => {
      await insert(work, 1);
      await insert(work, 1).catch(() => undefined);
      work.record(fact);
    };
    await expect(world.perform(actor, swallowing, undefined)).rejects.toThrow();
    const reading: Command<undefined, void> = async (work) => {
      await sql`select 1 / 0`.execute(work.db()).catch(() => undefined);
    };
    await expect(world.perform(actor, reading, undefined)).rejects.toThrow(/could not be committed/);
    expect(await numbers()).toEqual([]);
  });

  test('a fact that cannot be written undoes the work it speaks of', async () => {
    const speaking: Command<undefined, void> = async (work) => {
      await insert(work, 1);
      work.record({ ...fact, event: null as unknown as string });
    };
    await expect(world.perform(actor, speaking, undefined)).rejects.toThrow(/null value/);
    expect(await numbers()).toEqual([]);
  });

  test('settings end with the transaction: the next on the same connection knows nothing of who acted before', async () => {
    const who: Command<undefined, string> = async (work) => {
      const found = await sql<{ who: string }>`select acting_kind() || ':' || acting_case()::text as who`.execute(
        work.db(),
      );
      return found.rows[0]?.who ?? '';
    };
    const caseId = '019aa8c2-1111-7222-8333-444455556666';
    expect(await world.perform({ kind: 'complainant', caseId }, who, undefined)).toBe(`complainant:${caseId}`);
    for (let n = 0; n < 6; n += 1) expect(await world.perform(actor, who, undefined)).toBe('');
  });

  test('elevation ends where it ends, also with statements around it under way', async () => {
    const kinds: Command<undefined, string[]> = async (work) => {
      const kind = async (): Promise<string> =>
        (await sql<{ kind: string }>`select acting_kind() as kind`.execute(work.db())).rows[0]?.kind ?? '';
      return [await kind(), await work.elevated('to see what it does', kind), await kind()];
    };
    const caseId = '019aa8c2-1111-7222-8333-444455556666';
    expect(await world.perform({ kind: 'complainant', caseId }, kinds, undefined)).toEqual([
      'complainant',
      'system',
      'complainant',
    ]);
  });

  test('a listener that asks once for all cases is told of those it has to do with, in the order of the facts', async () => {
    const told: string[] = [];
    const asked: (readonly string[])[] = [];
    const ids = [newId(), newId(), newId()];
    const choosy: Listener = Object.assign(
      (work: Work, fact: Fact) => {
        told.push(`choosy ${ids.indexOf(fact.caseId ?? '')} ${fact.event}`);
        if (fact.event === 'test.moved') work.record({ ...fact, event: 'test.followed' });
        return Promise.resolve();
      },
      {
        concerns: (_work: Work, caseIds: readonly string[]) => {
          asked.push(caseIds);
          return Promise.resolve(new Set(caseIds.slice(1)));
        },
      },
    );
    const every: Listener = (_work, fact) => {
      told.push(`every ${ids.indexOf(fact.caseId ?? '')} ${fact.event}`);
      return Promise.resolve();
    };
    const { database, clock, vault } = world;
    const listeners = joinListeners({ 'test.moved': choosy, 'test.followed': choosy }, { 'test.moved': every });
    const perform = makePerform({ database, clock, vault, listeners, onAnnounced: () => undefined });
    const moving: Command<undefined, void> = (work) => {
      for (const caseId of ids) work.record({ ...fact, caseId, event: 'test.moved' });
      return Promise.resolve();
    };
    await perform(actor, moving, undefined);
    expect(asked).toEqual([ids, ids.slice(1)]);
    expect(told).toEqual([
      'every 0 test.moved',
      'choosy 1 test.moved',
      'every 1 test.moved',
      'choosy 2 test.moved',
      'every 2 test.moved',
      'choosy 2 test.followed',
    ]);
  });

  test('the values of what the ORM asks stand beside it, so that the server keeps it prepared', async () => {
    const prepared = await world.perform(
      actor,
      async (work) => {
        for (let n = 0; n < 3; n += 1) {
          expect(await work.em.findOne(CaseFile, { id: newId() })).toBeNull();
          await work.em.nativeUpdate(CaseFile, { id: newId() }, { outcome: `it's? $${n}` });
        }
        const kept = sql<{ statement: string }>`select statement from pg_prepared_statements`;
        return (await kept.execute(work.db())).rows.map(({ statement }) => statement);
      },
      undefined,
    );
    expect(prepared).toContainEqual(expect.stringMatching(/^select "c0".* where "c0"."id" = \$1/));
    expect(prepared).toContainEqual(expect.stringMatching(/^update "case_file" set .* where "id" = \$2/));
  });

  test('a table that changes its shape under a prepared statement is no error', async () => {
    const all: Command<undefined, unknown[]> = async (work) =>
      (await sql<{ n: number }>`select * from scratch where n > ${0} order by n`.execute(work.db())).rows;
    await world.perform(actor, insert, 1);
    for (let n = 0; n < 8; n += 1) expect(await world.perform(actor, all, undefined)).toEqual([{ n: 1 }]);
    await owner.query('alter table scratch add column more text');
    for (let n = 0; n < 8; n += 1) expect(await world.perform(actor, all, undefined)).toEqual([{ n: 1, more: null }]);
  });

  test('a connection that is lost midway gives an answer, and the next work has another', async () => {
    const dying: Command<undefined, void> = async (work) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(work.db()).catch(() => undefined);
      await insert(work, 1);
    };
    await expect(world.perform(actor, dying, undefined)).rejects.toMatchObject({ code: 'unavailable.database' });
    await world.perform(actor, insert, 7);
    expect(await numbers()).toEqual([7]);
  });
});
