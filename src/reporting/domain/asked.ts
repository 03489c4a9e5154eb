import type { Columns } from './columns.ts';

/** The cases that are asked about, their groups, and the time in seconds: from `start`, up to and without `end`. */
export interface Asked {
  readonly columns: Columns;
  /** 1 for each case that is asked about. */
  readonly mine: Uint8Array;
  /** The group of each case, as a number of the columns' words; null when nothing is split. */
  readonly groups: Int32Array | null;
  readonly start: number;
  readonly end: number;
}
