import { systemActor, type Actor, type StaffActor } from '../kernel/actor.ts';
import type { Perform } from '../platform/work.ts';
import { recordRefusal } from './commands/record-refusal.ts';

/** An attempt that a door denied. */
export interface Refusal {
  /** Who tried; null: nobody who is signed in. */
  readonly actor: StaffActor | null;
  /** What was tried: name of the operation, or path of the page as it is declared, never as it was asked for. */
  readonly action: string;
  /** Code of the refusal. */
  readonly code: string;
}

/** DEFAULT: refusals of one person written down singly in a minute, over all processes; what comes beyond is counted, and the count written. */
export const mostOfOne = 20;
/** DEFAULT: the same for everybody together who is not signed in. */
export const mostOfNobody = 60;
const windowMilliseconds = 60_000;

interface Window {
  readonly endsAt: number;
  written: number;
  /** Beyond the limit, by action and code. */
  readonly uncounted: Map<string, { readonly refusal: Refusal; times: number }>;
}

/** Writes denied attempts into the ledger, so that nobody can fill it by asking. */
export interface RefusalLog {
  note(refusal: Refusal): Promise<void>;
  /** Writes what is only counted so far: when a window is over, and at the end of the process. */
  settle(): Promise<void>;
}

/**
 * Existence stays untold: what is written of a case that is hidden is what is written of one that does not exist, and neither
 * stands in a case's own chain. What goes beyond the limit is counted in each process and its count written when the minute is
 * over: a process that dies loses counts, never single entries.
 * @param counted counts one against the limit that all processes share (`refusals`, `refusals-of-nobody`); null when it is
 *   within it. Where it cannot tell, the limit of this process stands
 * @param milliseconds a clock that only goes forward
 */
export function openRefusalLog(
  perform: Perform,
  reportFault: (error: unknown) => void,
  counted: (limit: string, who: string) => Promise<number | null>,
  milliseconds: () => number = () => performance.now(),
): RefusalLog {
  const windows = new Map<string, Window>();
  const write = async (refusal: Refusal, times: number): Promise<void> => {
    const actor: Actor = refusal.actor ?? systemActor('door');
    const { action, code } = refusal;
    try {
      await perform(actor, recordRefusal, { action, code, caseId: null, times });
    } catch (error) {
      reportFault(error);
    }
  };
  const closed = async (key: string, window: Window): Promise<void> => {
    windows.delete(key);
    for (const { refusal, times } of window.uncounted.values()) await write(refusal, times);
  };
  const over = (now: number) => [...windows].filter(([, window]) => window.endsAt <= now);
  return {
    async note(refusal) {
      const now = milliseconds();
      for (const [key, window] of over(now)) await closed(key, window);
      const key = refusal.actor?.personId ?? '';
      const window = windows.get(key) ?? { endsAt: now + windowMilliseconds, written: 0, uncounted: new Map() };
      windows.set(key, window);
      if (window.written < (refusal.actor === null ? mostOfNobody : mostOfOne)) {
        window.written += 1;
        const limit = refusal.actor === null ? 'refusals-of-nobody' : 'refusals';
        if ((await counted(limit, key)) === null) return write(refusal, 1);
      }
      const name = `${refusal.action} ${refusal.code}`;
      const more = window.uncounted.get(name) ?? { refusal, times: 0 };
      more.times += 1;
      window.uncounted.set(name, more);
    },
    async settle() {
      for (const [key, window] of [...windows]) await closed(key, window);
    },
  };
}
