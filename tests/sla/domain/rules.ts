import type { SlaRule } from '../../../src/sla/domain/deadline.ts';

const systemDefault = { km: 'លំនាំដើមនៃប្រព័ន្ធ', en: 'System default' };

/** SA1 decides a standard case within ten working days. */
export const decideRule: SlaRule = {
  id: 'SA1.DECIDE.S3',
  version: 1,
  clock: 'decide',
  period: { amount: 10, unit: 'working_days' },
  force: 'default',
  instrument: systemDefault,
  pausable: true,
  startsFrom: 'arrival',
  onBreach: 'escalate',
  escalateAfterWorkingDays: 5,
  warnAt: [0.5, 0.8],
};

/** NSSF settles within thirty working days of filing; after that the party is told of its right. */
export const settleRule: SlaRule = {
  ...decideRule,
  id: 'SS1B.SETTLE.S3',
  clock: 'settle',
  period: { amount: 30, unit: 'working_days' },
  startsFrom: 'filing',
  onBreach: 'notice',
  escalateAfterWorkingDays: null,
};

/** The window to file with the regulator: fixed by law. */
export const filingWindow: SlaRule = {
  ...settleRule,
  id: 'SSR.FILE',
  clock: 'file_with_regulator',
  force: 'law',
  instrument: {
    km: 'សេចក្តីសម្រេចលេខ ០១៧ អ.ស.ហ. ន.ស.ស. ចុះថ្ងៃទី ២២ ខែវិច្ឆិកា ឆ្នាំ២០២៤',
    en: 'Decision 017 FSA.SSR of 22 November 2024',
  },
  pausable: false,
  startsFrom: 'event',
  onBreach: 'expire',
};

/** A critical case is acknowledged within 24 hours of the clock. */
export const urgentRule: SlaRule = {
  ...decideRule,
  id: 'SA.ACK.S1',
  clock: 'acknowledge',
  period: { amount: 24, unit: 'clock_hours' },
  pausable: false,
  startsFrom: 'filing',
  onBreach: 'watch',
  escalateAfterWorkingDays: null,
};

/** The rule with another period in working days. */
export function lasting(rule: SlaRule, amount: number): SlaRule {
  return { ...rule, period: { amount, unit: 'working_days' } };
}
