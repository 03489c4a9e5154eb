import { referralConsents } from '../../../escalation/index.ts';
import type { FieldView } from '../../fields.ts';
import { optionalChoice } from '../../form.ts';
import type { CaseDossier } from '../services.ts';
import type { FieldMaker } from './action-page.ts';
import type { Strings } from './en.ts';

/** What was said to the referral; whether it had to be said, the use case knows. */
export const askedConsent = optionalChoice(referralConsents)
  .optional()
  .transform((chosen) => chosen || null);

/** The question whether the complainant agrees: asked of protected cases alone. */
export function consentField(fields: FieldMaker, { consent }: Strings, { view }: CaseDossier): readonly FieldView[] {
  if (!view.file.protected) return [];
  const items = referralConsents.map((value) => ({ value, label: consent[value] }));
  return [fields.radios('consent', { label: consent.label, items })];
}
