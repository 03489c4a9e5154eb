import type { Outcome, OutcomeLevel } from '../domain/types.ts';
import { byDefault } from './instruments.ts';

function outcome(level: OutcomeLevel, code: string, km: string, en: string, more: Partial<Outcome> = {}): Outcome {
  return {
    code,
    level,
    name: { km, en },
    onMerits: false,
    mayCarryRemedies: false,
    opensRegulatorWindow: false,
    needsAttempts: null,
    caseStatus: 'decided',
    next: [],
    ...byDefault,
    ...more,
  };
}

const merits: Partial<Outcome> = { onMerits: true };
const withRemedies: Partial<Outcome> = { onMerits: true, mayCarryRemedies: true };

export const outcomes: readonly Outcome[] = [
  outcome('SA', 'upheld', 'បណ្តឹងមានមូលដ្ឋាន', 'Upheld', withRemedies),
  outcome('SA', 'partly_upheld', 'បណ្តឹងមានមូលដ្ឋានមួយផ្នែក', 'Partly upheld', withRemedies),
  outcome('SA', 'not_upheld', 'បណ្តឹងគ្មានមូលដ្ឋាន', 'Not upheld', merits),
  outcome('SA', 'resolved_on_spot', 'ដោះស្រាយភ្លាមៗ', 'Resolved on the spot', withRemedies),
  outcome('SA', 'referred', 'បញ្ជូនបន្ត', 'Referred', { caseStatus: 'referred' }),
  outcome('SA', 'inadmissible', 'មិនអាចទទួលបាន', 'Inadmissible', { caseStatus: 'inadmissible' }),
  outcome('SA', 'duplicate', 'បណ្តឹងស្ទួន', 'Duplicate', { caseStatus: 'closed' }),
  outcome('SA', 'withdrawn', 'ដកបណ្តឹង', 'Withdrawn', { caseStatus: 'withdrawn' }),
  outcome('SA', 'unreachable', 'មិនអាចទាក់ទងបាន', 'Unreachable', {
    caseStatus: 'closed',
    needsAttempts: { attempts: 3, overWorkingDays: 15 },
  }),

  outcome('SS1', 'settled', 'សម្រុះសម្រួលបាន', 'Settled', withRemedies),
  outcome('SS1', 'partly_settled', 'សម្រុះសម្រួលបានមួយផ្នែក', 'Partly settled', withRemedies),
  outcome('SS1', 'not_settled', 'សម្រុះសម្រួលមិនបាន', 'Not settled', { onMerits: true, opensRegulatorWindow: true }),
  outcome('SS1', 'withdrawn', 'ដកបណ្តឹង', 'Withdrawn', { caseStatus: 'withdrawn' }),
  outcome('SS1', 'inadmissible', 'មិនអាចទទួលបាន', 'Inadmissible', { caseStatus: 'inadmissible' }),
  outcome('SS1', 'referred_to_inspection', 'បញ្ជូនទៅអធិការកិច្ច', 'Referred to inspection', { caseStatus: 'referred' }),

  outcome('SS2', 'conciliated', 'ផ្សះផ្សាបាន', 'Conciliated', withRemedies),
  outcome('SS2', 'partly_conciliated', 'ផ្សះផ្សាបានមួយផ្នែក', 'Partly conciliated', {
    ...withRemedies,
    next: ['court', 'nadr', 'none'],
  }),
  outcome('SS2', 'failed', 'ផ្សះផ្សាមិនបាន', 'Conciliation failed', { onMerits: true, next: ['court', 'nadr', 'none'] }),
  outcome('SS2', 'withdrawn', 'ដកបណ្តឹង', 'Withdrawn', { caseStatus: 'withdrawn' }),
  outcome('SS2', 'incomplete', 'បណ្តឹងមិនគ្រប់គ្រាន់', 'Incomplete', { caseStatus: 'inadmissible' }),
];
