/** Where the present comes from. Only the composition root and tests make one; commands get `work.now`. */
export interface Clock {
  now(): Date;
}

/** A clock that tests and tools move by hand. */
export interface MovableClock extends Clock {
  set(to: Date): void;
  advance(milliseconds: number): void;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that started at `startedAt` when this was called and runs on from there: the sandbox (`SANDBOX_NOW`). */
export function sandboxClock(startedAt: Date, machine: Clock = systemClock): Clock {
  const offset = startedAt.getTime() - machine.now().getTime();
  return { now: () => new Date(machine.now().getTime() + offset) };
}

/** A clock that stands still until moved. */
export function fixedClock(at: Date): MovableClock {
  let current = at.getTime();
  return {
    now: () => new Date(current),
    set: (to) => {
      current = to.getTime();
    },
    advance: (milliseconds) => {
      current += milliseconds;
    },
  };
}
