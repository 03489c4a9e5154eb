/**
 * When no SMS wakes anybody: from 20:00 to 07:00 in Phnom Penh (UTC+7, no daylight saving). DEFAULT. Messages wait until the
 * morning; what somebody has just asked for and waits for goes at once.
 */
export const quietHours = { from: 20, to: 7 } as const;

/** Templates that go at any hour: one-time codes. */
export const urgentTemplates: readonly string[] = ['dispute.code'];

const hour = 3_600_000;
const phnomPenh = 7 * hour;

/** Whether it is an hour at which SMS wait. */
export function isQuiet(at: Date): boolean {
  const local = new Date(at.getTime() + phnomPenh).getUTCHours();
  return local >= quietHours.from || local < quietHours.to;
}

/** When a message may leave: now, or in the morning. */
export function mayLeaveAt(of: { readonly channel: string; readonly template: string }, now: Date): Date {
  if (of.channel !== 'sms' || urgentTemplates.includes(of.template) || !isQuiet(now)) return now;
  const local = new Date(now.getTime() + phnomPenh);
  const days = local.getUTCHours() >= quietHours.from ? 1 : 0;
  const morning = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, quietHours.to);
  return new Date(morning - phnomPenh);
}
