import { demand, staffOf } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import { waitsFor } from '../domain/panel.ts';
import { instant, instantOrNull, latestPanel, loadPanel } from '../records/panel-store.ts';
import { seatsOf, warnedWithoutPanel } from '../records/panel-rows.ts';

/** A case whose panel waits for a member. */
export interface PanelWaiting {
  readonly reference: string;
  readonly waits: 'declare' | 'vote' | 'talk' | 'sign';
  readonly appointedAt: Date;
  readonly dueAt: Date | null;
}

/** What panels wait for from whoever asks; the longest appointed first. @throws Forbidden */
export async function panelsWaiting(work: Work): Promise<readonly PanelWaiting[]> {
  demand(work.actor, 'panel.sit');
  const { personId } = staffOf(work);
  const found: PanelWaiting[] = [];
  for (const seat of await seatsOf(work, personId)) {
    const row = await latestPanel(work, seat.case_id, false);
    const waits = row && waitsFor((await loadPanel(work, row)).facts, personId);
    if (waits === null) continue;
    const { reference, appointed_at, due_at } = seat;
    found.push({ reference, waits, appointedAt: instant(appointed_at), dueAt: instantOrNull(due_at) });
  }
  return found;
}

/** Cases at the last body past their first warning that no panel of three reviews. For the doctor: must be none. */
export function casesWithoutPanel(work: Work): Promise<readonly string[]> {
  return warnedWithoutPanel(work, 100);
}
