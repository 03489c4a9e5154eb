import type { JsonValue } from '../../kernel/fact.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { peopleIn, tell, type Names } from '../domain/timeline.ts';
import type { LedgerTables } from '../records/acts.ts';
import { instant } from '../records/instant.ts';
import { personNames } from './person-names.ts';
import { openForReading } from './record-read.ts';

export interface TimelineEntry {
  readonly at: Date;
  /** The event, e.g. `case.acknowledged`. */
  readonly kind: string;
  readonly text: Bilingual;
  /** Who did it; the complainant sees the office only. */
  readonly by: {
    readonly kind: 'staff' | 'complainant' | 'system';
    readonly name: string | null;
    readonly office: string | null;
  };
}

/** What happened to a case, oldest first, in words of both languages. @throws NotFound */
export async function timelineOf(work: Work, reference: string): Promise<readonly TimelineEntry[]> {
  const { id } = await openForReading(work, reference, 'timeline');
  return readTimeline(work, id);
}

/** The same for a case already found; with `afterSeq` only what came later in its ledger, with `exceptBy` by anybody but this person. */
export async function readTimeline(
  work: Work,
  caseId: string,
  afterSeq = 0,
  exceptBy: string | null = null,
): Promise<readonly TimelineEntry[]> {
  const found = await work
    .db<LedgerTables>()
    .selectFrom('ledger_entry')
    .select(['seq', 'at', 'actor_kind', 'actor_id', 'actor_office', 'event', 'data'])
    .where('chain', '=', caseId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .execute();
  const rows = exceptBy === null ? found : found.filter((row) => row.actor_id !== exceptBy);
  const isStaff = work.actor.kind !== 'complainant';
  const ids = rows.flatMap((row) => [
    ...(row.actor_kind === 'staff' ? [row.actor_id] : []),
    ...peopleIn(row.data as Record<string, JsonValue>),
  ]);
  const people: ReadonlyMap<string, string> = isStaff ? await personNames(work, ids) : new Map();
  const names = await namesOf(work, people);
  return rows.flatMap((row) => {
    const text = tell(row.event, row.data as Record<string, JsonValue>, names, isStaff ? 'staff' : 'complainant');
    if (!text) return [];
    const name = row.actor_kind === 'staff' && row.actor_id ? (people.get(row.actor_id) ?? null) : null;
    const by = { kind: row.actor_kind, name, office: row.actor_office };
    return [{ at: instant(row.at), kind: row.event, text, by }];
  });
}

async function namesOf(work: Work, people: ReadonlyMap<string, string>): Promise<Names> {
  const book = await currentBook(work);
  const on = phnomPenhDay(work.now);
  const asIs = (code: string): Bilingual => ({ km: code, en: code });
  return {
    office: (code) => book.office(code)?.name ?? asIs(code),
    outcome: (tier, code) => book.outcome(tier, code, on)?.name ?? asIs(code),
    remedy: (code) => book.remedy(code, on)?.name ?? asIs(code),
    person: (id) => people.get(id) ?? null,
  };
}
