import { parseOptions } from '@node-rs/argon2';

import { hashCost, hashPassword, nobodysHash, passwordMatches } from '../../src/access/passwords.ts';

describe('password hashes', () => {
  test('are argon2id at the documented cost, also where there is nobody', async () => {
    for (const stored of [await hashPassword('correct horse battery'), nobodysHash]) {
      expect(stored).toMatch(/^\$argon2id\$/);
      expect(parseOptions(stored)).toMatchObject(hashCost);
    }
    // OWASP's least
    expect(hashCost.memoryCost).toBeGreaterThanOrEqual(19 * 1024);
    expect(hashCost.timeCost).toBeGreaterThanOrEqual(2);
  });

  test('match the same password however it was composed, and nothing else', async () => {
    const stored = await hashPassword('café au lait 2026');
    expect(await passwordMatches(stored, 'cafe\u0301 au lait 2026')).toBe(true);
    expect(await passwordMatches(stored, 'Café au lait 2026')).toBe(false);
    expect(await passwordMatches(stored, '')).toBe(false);
    expect(await passwordMatches(stored, 'x'.repeat(5000))).toBe(false);
    expect(await passwordMatches(null, 'anything')).toBe(false);
  });

  test('nobody takes about as long as somebody', async () => {
    const stored = await hashPassword('correct horse battery');
    const time = async (hash: string | null): Promise<number> => {
      const started = performance.now();
      await passwordMatches(hash, 'wrong horse battery');
      return performance.now() - started;
    };
    const somebody: number[] = [];
    const nobody: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      somebody.push(await time(stored));
      nobody.push(await time(null));
    }
    const least = (all: number[]): number => Math.min(...all);
    expect(least(nobody)).toBeGreaterThan(least(somebody) / 3);
    expect(least(nobody)).toBeLessThan(least(somebody) * 3);
  });
});
