/** A message that could not be handed over is tried this often in all; then a person decides. */
export const maxAttempts = 8;

/** A message claimed longer ago than this was left behind by a worker that died: nobody knows whether it went out. */
export const claimLeaseMs = 3 * 60_000;

const firstDelayMs = 5_000;
const growth = 5;
const longestDelayMs = 6 * 60 * 60_000;
const spread = 0.2;

/**
 * Milliseconds to wait after the `attempt`-th failure (from 1): 5 s, 25 s, about 2, 10 and 52 minutes, 4.3 hours, 6 hours,
 * each a fifth shorter or longer by chance, so that messages which failed together do not come back together.
 * @param chance from 0 up to 1
 */
export function retryDelayMs(attempt: number, chance: number): number {
  const plain = Math.min(firstDelayMs * growth ** (attempt - 1), longestDelayMs);
  return Math.round(plain * (1 - spread + 2 * spread * chance));
}
