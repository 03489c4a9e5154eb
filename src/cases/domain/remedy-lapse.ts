/**
 * When a remedy that was reported as delivered is taken as delivered though the complainant never answered. DEFAULT of this
 * system since 2026-11-22: no instrument says. Asked three times - when it is reported, after five and after ten working days,
 * the last time with the day on which it lapses -, it lapses after fifteen. It can be opened again like any closed case.
 */
export const remedyLapse = { since: '2026-11-22', askAgainAfter: [5, 10], lapsesAfter: 15, force: 'default' } as const;

export type LapseStep = 'ask' | 'lapse';

/**
 * What an unanswered remedy calls for now; null: to wait.
 * @param asked how often the complainant was asked by now, from 1
 * @param workingDays elapsed since it was reported
 */
export function lapseStep(asked: number, workingDays: number): LapseStep | null {
  const next = remedyLapse.askAgainAfter[asked - 1];
  if (next !== undefined) return workingDays >= next ? 'ask' : null;
  return workingDays >= remedyLapse.lapsesAfter ? 'lapse' : null;
}
