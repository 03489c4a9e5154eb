import { allows, demand, staffOf } from '../../access/index.ts';
import { panelTiers } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import { panelSize, waitsFor } from '../domain/panel.ts';
import { instant, instantOrNull, latestPanel, loadPanel } from '../records/panel-store.ts';
import { casesToAppoint, seatsOf, warnedWithoutPanel } from '../records/panel-rows.ts';

/** A case whose panel waits for a member, or for whoever appoints. */
export interface PanelWaiting {
  readonly reference: string;
  /** `appoint`: there is none yet; `replace`: a seat is empty. */
  readonly waits: 'declare' | 'vote' | 'talk' | 'sign' | 'appoint' | 'replace';
  /** When the panel was appointed; while there is none, when the case came. */
  readonly since: Date;
  readonly dueAt: Date | null;
}

/** What panels wait for from whoever asks: as a member, the longest appointed first; then what is to be appointed. @throws Forbidden */
export async function panelsWaiting(work: Work): Promise<readonly PanelWaiting[]> {
  demand(work.actor, 'panel.sit');
  const { personId, office } = staffOf(work);
  const found: PanelWaiting[] = [];
  for (const seat of await seatsOf(work, personId)) {
    const row = await latestPanel(work, seat.case_id, false);
    const waits = row && waitsFor((await loadPanel(work, row)).facts, personId);
    if (waits === null) continue;
    const { reference, appointed_at, due_at } = seat;
    found.push({ reference, waits, since: instant(appointed_at), dueAt: instantOrNull(due_at) });
  }
  if (!allows(work.actor, 'panel.manage')) return found;
  for (const of of await casesToAppoint(work, office, panelTiers)) {
    if (of.seated >= panelSize) continue;
    const waits = of.seated === 0 ? 'appoint' : 'replace';
    found.push({ reference: of.reference, waits, since: instant(of.arrived_at), dueAt: instantOrNull(of.due_at) });
  }
  return found;
}

/** Cases at the last body past their first warning that no panel of three reviews. For the doctor: must be none. */
export function casesWithoutPanel(work: Work): Promise<readonly string[]> {
  return warnedWithoutPanel(work, 100);
}
