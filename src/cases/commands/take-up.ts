import { Conflict, Forbidden, RuleBroken } from '../../kernel/errors.ts';
import type { JsonValue } from '../../kernel/fact.ts';
import type { Work } from '../../platform/work.ts';
import {
  actionRules,
  brokenRule,
  nothingAround,
  type actionsThatLookAround,
  type CaseAction,
  type CaseFacts,
  type Status,
} from '../domain/lifecycle.ts';
import { isDecidedByPanel } from '../domain/panel-rule.ts';
import { mayDo, type CaseStanding } from '../policy.ts';
import type { CasePorts } from '../ports.ts';
import { caseFactsOf, lockCase } from '../records/case-store.ts';
import { findCase } from '../records/find-case.ts';
import type { CaseRecord } from '../records/tables.ts';

/** Which case, and which version of it the actor was looking at (no check when they do not say). */
export interface Target {
  readonly reference: string;
  readonly expectedVersion?: number | null | undefined;
}

/** What an action on a case answers. */
export interface ActionAnswer {
  readonly reference: string;
  readonly status: Status;
  /** Version of the case afterwards: to be sent with the next change. */
  readonly version: number;
}

type LooksAround = (typeof actionsThatLookAround)[number];

/**
 * Takes up a case for an action that the case alone permits or forbids: seen, allowed, locked, unchanged since it was
 * looked at, in the right state - in this order, so that nobody learns more than they may.
 * @throws NotFound, Forbidden, Conflict `conflict.case_changed` (params: the version now), RuleBroken
 */
export async function takeUp(
  work: Work,
  action: Exclude<CaseAction, LooksAround | 'decide'>,
  target: Target,
): Promise<CaseRecord> {
  const file = await lockFor(work, action, target);
  const { guards } = actionRules[action];
  const facts = guards.length === 0 ? factsOfFile(file) : await caseFactsOf(work, file, nothingAround);
  refuseBroken(action, facts, work.now);
  return file;
}

/**
 * The same for a decision, whose rules look at the case alone.
 * @param by whose it is: one person's, or that of a panel whose chair has signed
 */
export async function takeUpDecision(work: Work, target: Target, by: 'one' | 'panel'): Promise<CaseRecord> {
  const file = await lockFor(work, 'decide', target);
  const facts = factsOfFile(file);
  refuseBroken('decide', by === 'panel' ? { ...facts, needsPanel: false } : facts, work.now);
  return file;
}

/** The same for an action that also depends on what surrounds the case. */
export async function takeUpAround(
  work: Work,
  ports: CasePorts,
  action: LooksAround,
  target: Target,
): Promise<CaseRecord> {
  const file = await lockFor(work, action, target);
  refuseBroken(action, await caseFactsOf(work, file, await ports.surroundingsOf(work, file)), work.now);
  return file;
}

/**
 * Saves what was changed and records it, with the status and version afterwards, so that a later reader can tell what
 * happened after the version they know.
 */
export async function concluded(
  work: Work,
  file: CaseRecord,
  event: string,
  data: Readonly<Record<string, JsonValue>> = {},
  announce = true,
): Promise<ActionAnswer> {
  await work.em.flush();
  const { reference, status, rowVersion: version } = file;
  work.record({ event, caseId: file.id, data: { ...data, status, version }, announce });
  return { reference, status, version };
}

async function lockFor(work: Work, action: CaseAction, target: Target): Promise<CaseRecord> {
  const seen = await findCase(work, target.reference);
  refuseForbidden(work, action, seen);
  const file = await lockCase(work, seen.id);
  // It may have moved while we waited for the lock.
  refuseForbidden(work, action, standing(file));
  if (target.expectedVersion != null && target.expectedVersion !== file.rowVersion) {
    throw new Conflict('conflict.case_changed', { version: file.rowVersion });
  }
  return file;
}

/** What the policy looks at of a case at hand. */
export function standing(file: CaseRecord): CaseStanding {
  return {
    id: file.id,
    heldOffice: file.heldOffice,
    operatorOffice: file.operatorOffice,
    assignedTo: file.assignedTo ?? null,
    protected: file.protected,
    filedBy: file.filedBy ?? null,
    intakeOffice: file.intakeOffice ?? null,
  };
}

function refuseForbidden(work: Work, action: CaseAction, on: CaseStanding): void {
  const answer = mayDo(work.actor, action, on);
  if (!answer.allowed) throw new Forbidden(`forbidden.${answer.why}`, { action });
}

function refuseBroken(action: CaseAction, facts: CaseFacts, now: Date): void {
  const rule = brokenRule(action, facts, now);
  if (rule) throw new RuleBroken(rule, { action, status: facts.status });
}

/** Facts for a rule that looks at nothing beside the case's own row. */
function factsOfFile(file: CaseRecord): CaseFacts {
  return {
    ...nothingAround,
    status: file.status,
    protected: file.protected,
    transfers: file.transfers,
    closedAt: file.closedAt ?? null,
    remediesOpen: 0,
    remediesToConfirm: 0,
    remediesToFulfil: 0,
    appealed: false,
    rated: false,
    needsPanel: isDecidedByPanel(file.tier),
  };
}
