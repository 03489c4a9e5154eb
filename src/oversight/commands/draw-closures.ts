import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { drawn, weeksOver } from '../domain/drawing-lots.ts';
import { endedInWeek, keepDraw } from '../records/sample-store.ts';

/** Weeks that are gone back over, when the program stood still meanwhile. */
const weeksBack = 6;

/**
 * Draws, of the cases that each operator ended in the weeks that are over, those that somebody looks at again: so many as
 * the rule of that week says, by lots that come of the installation's own key - nobody can foresee them, and whoever has the
 * key can draw them again. A week is drawn once. For the program itself.
 * @returns how many were drawn
 */
export async function drawClosures(work: Work): Promise<number> {
  const book = await currentBook(work);
  let count = 0;
  for (const weekFrom of weeksOver(phnomPenhDay(work.now), weeksBack)) {
    const rule = book.samplingRule(weekFrom) ?? book.samplingRule(phnomPenhDay(work.now));
    if (rule === null) continue;
    for (const { operatorOffice, cases } of await endedInWeek(work, weekFrom)) {
      const lots = cases.map(({ id }) => ({
        id,
        lot: work.vault.lookupHash('lot', `${weekFrom} ${id}`).toString('hex'),
      }));
      const chosen = new Set(drawn(lots, rule));
      const isNew = await keepDraw(work, {
        operatorOffice,
        weekFrom,
        closed: cases.length,
        rule: rule.code,
        ruleVersion: rule.version,
        drawn: cases.filter(({ id }) => chosen.has(id)),
      });
      if (!isNew) continue;
      count += chosen.size;
      const data = { operatorOffice, weekFrom, closed: cases.length, drawn: chosen.size, rule: rule.code };
      work.record({ event: 'closures.drawn', caseId: null, data, announce: false });
    }
  }
  return count;
}
