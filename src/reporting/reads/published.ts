import type { Command, Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import type { IndicatorFigures } from '../domain/figures.ts';
import {
  asPublished,
  asToldOfProtected,
  publishedQuarters,
  publishedSplits,
  type PublishedSplit,
  type Quarter,
} from '../domain/published.ts';
import { protectedStatistics, publicStatistics } from './statistics.ts';

export interface Published {
  /** All that can be asked for, the newest first. */
  readonly quarters: readonly Quarter[];
  readonly quarter: Quarter;
  readonly by: PublishedSplit;
  readonly indicators: readonly IndicatorFigures[];
  /** Of protected cases, which are in no other figure, by problem; null while the quarter runs. */
  readonly ofProtected: readonly IndicatorFigures[] | null;
  readonly countedAt: Date;
}

/**
 * The figures of a quarter for everybody. A quarter that is not published counts as not asked for: then it is the last one
 * that is over or, while nothing was received in it, the running one.
 */
export const publishedFigures: Command<
  { readonly quarter: string | null; readonly by: PublishedSplit },
  Published
> = async (work, asked) => {
  const quarters = publishedQuarters(phnomPenhDay(work.now));
  const figuresOfQuarter = async (quarter: Quarter): Promise<Published> => {
    const { from, to } = quarter;
    const tables = new Map<PublishedSplit, readonly IndicatorFigures[]>();
    let countedAt = work.now;
    // What one table hides, others must not tell: all of them are made whichever is asked for. Each is remembered.
    for (const by of publishedSplits) {
      const found = await publicStatistics(work, { from, to, by });
      tables.set(by, found.indicators);
      countedAt = found.countedAt;
    }
    const indicators = asPublished(tables).get(asked.by) ?? [];
    const ofProtected = quarter.isRunning ? null : await protectedFigures(work, quarter);
    return { quarters, quarter, by: asked.by, indicators, ofProtected, countedAt };
  };
  const chosen = quarters.find(({ code }) => code === asked.quarter);
  const [running, last] = quarters as readonly [Quarter, Quarter];
  if (chosen !== undefined) return figuresOfQuarter(chosen);
  const over = await figuresOfQuarter(last);
  const isEmpty = over.indicators.every(({ total }) => !total.hidden && (total.n ?? 0) === 0);
  return isEmpty ? figuresOfQuarter(running) : over;
};

async function protectedFigures(work: Work, { from, to }: Quarter): Promise<readonly IndicatorFigures[]> {
  const { indicators } = await protectedStatistics(work, { from, to });
  return asToldOfProtected(indicators);
}
