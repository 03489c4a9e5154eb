import type { Work } from '../platform/work.ts';
import type { Surroundings } from './domain/lifecycle.ts';
import type { CaseRecord } from './records/tables.ts';

/**
 * What the use cases of a case ask of areas that stand after this one (ladder, clocks, conflicts of interest). Given by
 * the area that joins them, in the same transaction; so nothing here imports what comes later.
 */
export interface CasePorts {
  surroundingsOf(work: Work, file: CaseRecord): Promise<Surroundings>;
  /** People who may neither be assigned nor decide: named in the case, or decided it below. */
  barredPeople(work: Work, caseId: string): Promise<ReadonlySet<string>>;
  /** Where the case goes once it is protected: the operator's desk, passing over whoever it is about. */
  protectionDeskFor(work: Work, file: CaseRecord): Promise<{ readonly office: string; readonly tier: string }>;
  /** Working days elapsed, as periods are counted: the day of `from` is not counted, the day of `to` is. */
  workingDaysBetween(work: Work, from: Date, to: Date): Promise<number>;
}
