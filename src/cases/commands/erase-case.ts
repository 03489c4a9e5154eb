import type { Command } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { keptBecause, type KeptBecause } from '../domain/retention.ts';
import { lockCase } from '../records/case-store.ts';
import { destroyContent, retentionFacts } from '../records/erasure-store.ts';

/** Another area's say: whether something of it is open that needs the content of the case. */
export type Keeps = Command<string, boolean>;

/**
 * Erases the content of a case by destroying its key, when retention is over and nothing keeps it: decided anew under a
 * lock. What stays is the tombstone: reference, codes, dates and bands in the record, and the fact in the ledger. Acts as
 * the system.
 * @returns `erased`, or why it is kept
 */
export const eraseCase =
  (keeps: readonly Keeps[] = []): Command<string, 'erased' | KeptBecause | 'other_area'> =>
  async (work, caseId) => {
    const file = await lockCase(work, caseId);
    if (file.erasedAt) return 'erased';
    const on = phnomPenhDay(work.now);
    const rule = (await currentBook(work)).retentionRule(file.category, file.protected, on);
    const facts = await retentionFacts(work, file);
    const kept = keptBecause(facts, rule?.years ?? null, work.now);
    if (kept || !rule) return kept ?? 'no_rule';
    for (const needs of keeps) if (await needs(work, caseId)) return 'other_area';
    const files = await destroyContent(work, file);
    work.record({
      event: 'case.erased',
      caseId,
      data: {
        rule: rule.code,
        years: rule.years,
        lastActivityOn: phnomPenhDay(facts.lastActivityAt),
        files,
        track: file.track,
        programme: file.programme,
        category: file.category,
        severity: file.severity,
        tier: file.tier,
        status: file.status,
        outcome: file.outcome ?? null,
        filedOn: phnomPenhDay(file.filedAt),
        closedOn: file.closedAt ? phnomPenhDay(file.closedAt) : null,
      },
      announce: false,
    });
    return 'erased';
  };
