import type { Command } from '../../platform/work.ts';
import type { Indicator } from '../domain/indicators.ts';
import { statisticsOf, type Question, type Statistics } from '../reads/statistics.ts';

export interface Export extends Question {
  /** Which indicators leave the system. */
  readonly indicators: readonly Indicator[];
  readonly format: 'csv' | 'json';
}

/**
 * Figures that leave the system as a file or an answer of the API: who took which is in the ledger, as
 * `statistics.exported`.
 * @throws Forbidden, InvalidInput as `statisticsOf`
 */
export const exportStatistics: Command<Export, Statistics> = async (work, asked) => {
  const statistics = await statisticsOf(work, asked);
  const chosen = statistics.indicators.filter(({ indicator }) => asked.indicators.includes(indicator));
  work.record({
    event: 'statistics.exported',
    caseId: null,
    data: {
      indicators: [...asked.indicators],
      from: asked.from,
      to: asked.to,
      by: asked.by ?? null,
      programme: asked.programme ?? null,
      place: asked.place ?? null,
      format: asked.format,
      rows: chosen.reduce((sum, each) => sum + 1 + each.groups.length, 0),
    },
    announce: false,
  });
  return { ...statistics, indicators: chosen };
};
