import { demand, staffOf, type Action } from '../../access/index.ts';
import {
  findCase,
  isDecidedByPanel,
  isUndecided,
  lockCase,
  mayReadContent,
  readCase,
  type CaseRecord,
} from '../../cases/index.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import { Conflict, Forbidden, NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { JsonValue } from '../../kernel/fact.ts';
import type { Work } from '../../platform/work.ts';
import { brokenPanelRule, panelStage, sitting, taskOf, type PanelAction, type PanelStage } from '../domain/panel.ts';
import { mayInPanel } from '../policy.ts';
import { caseOfSeat, latestPanel, loadPanel, savePanel, type Panel, type PanelRow } from '../records/panel-store.ts';

/** Which case's panel, and the version of it that the actor looked at. */
export interface PanelTarget {
  readonly reference: string;
  readonly expectedVersion?: number | null;
}

/** What an act of a panel answers. */
export interface PanelAnswer {
  readonly reference: string;
  readonly stage: PanelStage;
  /** Version of the panel afterwards: to be sent with the next act. */
  readonly version: number;
}

export interface Taken {
  readonly caseFile: CaseRecord;
  readonly by: StaffActor;
  /** Null while the case never had one. */
  readonly panel: Panel | null;
}

const needs: Readonly<Record<PanelAction | 'suggest', Action>> = {
  suggest: 'panel.manage',
  appoint: 'panel.manage',
  replace: 'panel.manage',
  declare: 'panel.sit',
  vote: 'panel.sit',
  sign: 'panel.sit',
};

/**
 * The case whose panel somebody acts in: one that they see; or, for a member who has not declared yet, one that is out of
 * sight until then. @throws NotFound
 */
export async function findPanelCase(
  work: Work,
  reference: string,
): Promise<{ readonly id: string; readonly isSeen: boolean }> {
  try {
    return { id: (await findCase(work, reference)).id, isSeen: true };
  } catch (error) {
    const { actor } = work;
    const id =
      error instanceof NotFound && actor.kind === 'staff' ? await caseOfSeat(work, reference, actor.personId) : null;
    if (id === null) throw error;
    return { id, isSeen: false };
  }
}

/**
 * Takes up the panel of a case for an act: the case seen, the act allowed, case and panel locked (the case first), unchanged
 * since it was looked at, in the right stage - in this order, so that nobody learns more than they may.
 * @throws NotFound; Forbidden `forbidden.panel`; Conflict `conflict.panel_changed`; RuleBroken `no_panel_at_this_tier`,
 *   `panel_needs_undecided_case` and the rules of `brokenPanelRule`
 */
export async function takeUpPanel(work: Work, action: PanelAction | 'suggest', target: PanelTarget): Promise<Taken> {
  const by = staffOf(work);
  demand(by, needs[action]);
  const { id, isSeen } = await findPanelCase(work, target.reference);
  if (!mayReadContent(by)) throw new Forbidden('forbidden.panel', { action });
  const caseFile = isSeen
    ? await lockSeen(work, id, by)
    : await work.elevated('the case is out of sight until declared', () => lockCase(work, id));
  if (!isDecidedByPanel(caseFile.tier)) throw new RuleBroken('no_panel_at_this_tier', { tier: caseFile.tier });
  if (caseFile.heldOffice !== by.office) throw new Forbidden('forbidden.case_is_elsewhere', { action });
  const row = await latestPanel(work, id, true);
  const panel = row && (await loadPanel(work, row));
  // Somebody is sought at any time: for a new panel, or in place of a member.
  const rule = action === 'suggest' ? null : brokenPanelRule(action, panel?.facts ?? null, by.personId);
  const standing = {
    office: caseFile.heldOffice,
    sitting: panel === null ? [] : sitting(panel.facts).map((seat) => seat.personId),
  };
  // Who does not sit is told so by the rule, with what to do instead.
  if (rule === null && !mayInPanel(by, action === 'suggest' ? 'appoint' : action, standing))
    throw new Forbidden('forbidden.panel', { action });
  if (target.expectedVersion != null && row && target.expectedVersion !== row.version) {
    throw new Conflict('conflict.panel_changed', { version: row.version });
  }
  if (!isUndecided(caseFile.status)) throw new RuleBroken('panel_needs_undecided_case', { status: caseFile.status });
  if (rule !== null) throw new RuleBroken(rule, { action });
  return { caseFile, by, panel };
}

/** Whoever only reads the case may not even lock it. */
async function lockSeen(work: Work, id: string, by: StaffActor): Promise<CaseRecord> {
  if ((await readCase(work, id)).heldOffice !== by.office) throw new Forbidden('forbidden.case_is_elsewhere');
  return lockCase(work, id);
}

/** The panel at hand. @throws NotFound `not_found.panel` when there is none */
export function panelOf(taken: Taken): Panel {
  if (taken.panel === null) throw new NotFound('not_found.panel');
  return taken.panel;
}

/** Ends an act: raises the version, records the fact, and whom the panel waits for from now on. @param data ids, codes and dates only */
export async function concludePanel(
  work: Work,
  taken: Taken,
  row: PanelRow,
  event: string,
  data: Readonly<Record<string, JsonValue>>,
  change: Partial<Omit<PanelRow, 'id' | 'case_id' | 'version'>> = {},
): Promise<PanelAnswer> {
  const version = await savePanel(work, row.id, change);
  const { facts } = await loadPanel(work, { ...row, ...change });
  const stage = panelStage(facts);
  work.record({ event, caseId: row.case_id, data: { panelId: row.id, stage, ...data }, announce: false });
  for (const { personId } of sitting(facts)) {
    const task = taskOf(facts, personId);
    if (task === null || (taken.panel !== null && taskOf(taken.panel.facts, personId) === task)) continue;
    const awaited = { panelId: row.id, personId, task };
    work.record({ event: 'panel.awaited', caseId: row.case_id, data: awaited, announce: true });
  }
  return { reference: taken.caseFile.reference, stage, version };
}
