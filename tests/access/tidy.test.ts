import { tidyAccessJob } from '../../src/access/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { aWorld, type World } from '../support/world.ts';
import { aMember, enter, refusalOf } from './members.ts';

describe('tidying', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  const counts = (): Promise<unknown[]> =>
    world.perform(
      systemActor('test'),
      (work) =>
        work.em.execute(
          'select (select count(*)::int from session) as sessions, (select count(*)::int from sign_in_attempt) as attempts',
        ),
      undefined,
    );
  const run = () => tidyAccessJob.run({}, { ...world, enqueue: () => Promise.resolve() });

  test('takes away failures after two days and sessions after ninety, and is harmless twice', async () => {
    const member = await aMember(world, 'hotline_agent', 'HOTLINE');
    await enter(world, member);
    await refusalOf(enter(world, member, { password: 'wrong horse battery' }));
    await run();
    expect(await counts()).toEqual([{ sessions: 1, attempts: 1 }]);
    world.clock.advance(3 * 86_400_000);
    await run();
    expect(await counts()).toEqual([{ sessions: 1, attempts: 0 }]);
    world.clock.advance(90 * 86_400_000);
    await run();
    await run();
    expect(await counts()).toEqual([{ sessions: 0, attempts: 0 }]);
  });
});
