import type { Fact } from '../kernel/fact.ts';
import type { Listener, Work } from '../platform/work.ts';
import { latestPanel, loadPanel, endNamed, savePanel, withPanels } from './records/panel-store.ts';

/** The case left the body or ended without a decision: its panel ends with it. */
const endPanel: Listener = Object.assign(endOne, { concerns: paneled });

function paneled(work: Work, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  return work.elevated('a panel ends with the case, whoever moved that', () => withPanels(work, caseIds));
}

async function endOne(work: Work, { caseId, event }: Fact): Promise<void> {
  if (caseId === null) return;
  await work.elevated('a panel ends with the case, whoever moved that', async () => {
    const row = await latestPanel(work, caseId, true);
    if (!row || row.signed_at !== null || row.ended_at !== null) return;
    const { seats } = await loadPanel(work, row);
    await savePanel(work, row.id, { ended_at: work.now, end_reason: event });
    await endNamed(
      work,
      caseId,
      seats.filter((seat) => seat.named && seat.ended_at === null).map((seat) => seat.person_id),
    );
    work.record({ event: 'panel.ended', caseId, data: { panelId: row.id, because: event }, announce: false });
  });
}

/** What panels do when something happens to a case, in the same transaction. */
export const reviewListeners: Readonly<Record<string, Listener>> = {
  'case.withdrawn': endPanel,
  'case.escalated': endPanel,
  'case.transferred': endPanel,
  'case.protected': endPanel,
};
