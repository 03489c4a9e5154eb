import { allows, demand, staffOf } from '../../access/index.ts';
import { visibleCases } from '../../cases/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Work } from '../../platform/work.ts';
import { isOpenStage, openStages, type Level, type Mode, type Stage } from '../domain/terms.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import { disputeRows } from '../records/list-rows.ts';

export interface DisputeListItem {
  readonly reference: string;
  readonly level: Level;
  readonly mode: Mode;
  readonly stage: Stage;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly limitAt: Date | null;
  readonly overdue: boolean;
  /** The next session set, if any. */
  readonly nextSessionAt: Date | null;
  readonly youSit: boolean;
}

/** Whether sealed disputes of their office are open to somebody: they are to whoever keeps its files. */
export function keepsArchive(actor: Actor): boolean {
  return allows(actor, 'resolution.manage');
}

/** Of one's office and under way, those in which one sits, or those of one's office that are sealed: its archive. */
export type DisputeListView = 'office' | 'mine' | 'archive';

/**
 * Disputes under way, with something owed still counted as such: those kept at the actor's office, or those in which they
 * sit; the most urgent first. Or the archive: sealed disputes of the office, the last opened first, for whoever keeps its files.
 * @throws Forbidden
 */
export async function disputeList(
  work: Work,
  query: { readonly view: DisputeListView; readonly limit: number },
): Promise<readonly DisputeListItem[]> {
  demand(work.actor, 'resolution.conduct');
  const staff = staffOf(work);
  if (query.view === 'archive' && !keepsArchive(work.actor)) return [];
  const rows = await disputeRows(work, {
    stages: query.view === 'archive' ? ['sealed'] : [...openStages, 'obligations'],
    order: query.view === 'archive' ? 'newest' : 'urgent',
    office: query.view === 'mine' ? null : staff.office,
    sitting: query.view === 'mine' ? staff.personId : null,
    person: staff.personId,
    visible: visibleCases(work.actor, work.now),
    limit: query.limit,
  });
  return rows.map((row) => {
    const dueAt = instantOrNull(row.due_at);
    return {
      reference: row.reference,
      level: row.level,
      mode: row.mode,
      stage: row.stage,
      openedAt: instant(row.opened_at),
      dueAt,
      limitAt: instantOrNull(row.limit_at),
      overdue: dueAt !== null && dueAt < work.now && isOpenStage(row.stage),
      nextSessionAt: instantOrNull(row.next_session_at),
      youSit: row.you_sit,
    };
  });
}
