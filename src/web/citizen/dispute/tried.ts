import type { Faults } from '../../faults.ts';
import { noFaults } from '../../faults.ts';
import type { PartyAct } from './form.ts';

/** What was done or tried before the page is shown. */
export interface Tried {
  readonly done: string | null;
  /** Why a rule forbids it, in words. */
  readonly refused: string | null;
  readonly act: PartyAct | null;
  readonly faults: Faults;
}

export const nothingTried: Tried = { done: null, refused: null, act: null, faults: noFaults };
