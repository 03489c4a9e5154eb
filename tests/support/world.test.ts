import { systemActor } from '../../src/kernel/actor.ts';
import type { Command } from '../../src/platform/work.ts';
import { aWorld, type World } from './world.ts';

describe('a world', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  test('records facts in a ledger that chains them', async () => {
    const twice: Command<void, void> = (work) => {
      work.record({ event: 'test.first', caseId: null, data: { n: 1 }, announce: true });
      work.record({ event: 'test.second', caseId: null, data: { n: 2 }, announce: false });
      return Promise.resolve();
    };
    await world.perform(systemActor('test'), twice, undefined);
    const read: Command<void, { event: string; linked: boolean }[]> = (work) =>
      work.em.execute(
        `select event, prev_hash is not distinct from lag(hash) over (partition by chain order by seq) as linked
         from ledger_entry where event like 'test.%' order by seq`,
      );
    expect(await world.perform(systemActor('test'), read, undefined)).toEqual([
      { event: 'test.first', linked: expect.any(Boolean) },
      { event: 'test.second', linked: true },
    ]);
  });
});
