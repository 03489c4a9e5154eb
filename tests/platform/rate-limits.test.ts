import { openLog } from '../../src/platform/log.ts';
import { openRateLimits, type RateLimits } from '../../src/platform/rate-limits.ts';
import { aWorld, type World } from '../support/world.ts';

describe('rate limits', () => {
  let world: World;
  let limits: RateLimits;
  beforeAll(async () => {
    world = await aWorld();
    const { database, vault } = world;
    limits = openRateLimits({ redisUrl: null, databaseUrl: database.url, factor: 1, vault, log: openLog('silent') });
  });
  afterAll(async () => {
    await limits.close();
    await world.close();
  });

  const passed = (answers: readonly (number | null)[]): number => answers.filter((seconds) => seconds === null).length;

  test('of a burst exactly as many pass as there is room for; the rest are told how long to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 75 }, () => limits.consume('lookup', '192.0.2.1')));
    expect(passed(answers)).toBe(30);
    for (const seconds of answers) expect(seconds ?? 1).toBeGreaterThanOrEqual(1);
    expect(passed(await Promise.all([1, 2, 3].map(() => limits.consume('lookup', '192.0.2.1'))))).toBe(0);
  });

  test('another address, and another limit, are counted apart', async () => {
    expect(await limits.consume('lookup', '192.0.2.2')).toBeNull();
    expect(await limits.consume('filing', '192.0.2.1')).toBeNull();
  });

  test('one after the other, no more pass than at once', async () => {
    const answers: (number | null)[] = [];
    for (let n = 0; n < 35; n += 1) answers.push(await limits.consume('sign-in', '192.0.2.3'));
    expect(passed(answers)).toBe(30);
  });
});
