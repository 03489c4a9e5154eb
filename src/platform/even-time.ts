import { setImmediate, setTimeout } from 'node:timers/promises';

/** Waits, counted from an instant of `performance.now()`, for the next point at which such answers go out. */
export type EvenTime = (since: number) => Promise<void>;

/**
 * A case that is hidden takes a little longer to look for than one that does not exist: its row is found, and then not shown.
 * Answers that say "not there" therefore wait for a multiple of so many milliseconds after the request came; 0: they do not.
 */
export function evenTime(milliseconds: number): EvenTime {
  if (milliseconds === 0) return () => Promise.resolve();
  return async (since) => {
    const goesOutAt = since + Math.ceil((performance.now() - since) / milliseconds) * milliseconds;
    // Timers count whole milliseconds from when they are set, which would tell the difference again: the rest is waited out.
    await setTimeout(Math.max(0, Math.floor(goesOutAt - performance.now())));
    while (performance.now() < goesOutAt) await setImmediate();
  };
}
