import { RuleBroken } from '../kernel/errors.ts';
import type { Work } from '../platform/work.ts';

/** What the complainant said to the referral of a protected case; `danger`: they were not asked because waiting endangers somebody. */
export const referralConsents = ['given', 'danger'] as const;
export type ReferralConsent = (typeof referralConsents)[number];

/**
 * A protected case goes from desk to desk only with the complainant's consent, or because of danger; which of the two is kept
 * with each referral. What is ordinary needs none.
 * @throws RuleBroken `referral_needs_consent`
 */
export function recordReferralConsent(
  work: Work,
  of: { readonly id: string; readonly protected: boolean },
  consent: ReferralConsent | null | undefined,
  toOffice: string,
): void {
  if (!of.protected) return;
  if (consent == null) throw new RuleBroken('referral_needs_consent');
  const event = consent === 'given' ? 'referral.consented' : 'referral.without_consent';
  work.record({ event, caseId: of.id, data: { toOffice }, announce: false });
}
