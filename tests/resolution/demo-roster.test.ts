import { systemActor } from '../../src/kernel/actor.ts';
import { seedDemoRoster } from '../../src/resolution/index.ts';
import { aHearing, at, good, type Hearing } from './hearing.ts';

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
});
afterAll(() => of.close());

test('an empty roster is filled once, and never in production', async () => {
  const seed = (production: boolean) => of.world.perform(systemActor('test'), seedDemoRoster, { production });
  expect(await seed(true)).toBe(0);
  const kept = await seed(false);
  const listed = at<{ person: string }[]>(good(await of.get('conciliator1', '/neutrals')), 'items');
  expect(listed).toHaveLength(kept);
  expect(listed.map((each) => each.person)).toEqual(expect.arrayContaining([of.id.conciliator1, of.id.memberA]));
  expect(await seed(false)).toBe(0);
});
