/** What a mandate rests on. DEFAULT: no instrument lists them. */
export const mandateKinds = ['power_of_attorney', 'lawyer', 'guardian', 'union', 'company', 'other'] as const;
export type MandateKind = (typeof mandateKinds)[number];

/** The proof that somebody speaks for a party. Days are days in Phnom Penh, `YYYY-MM-DD`. */
export interface Mandate {
  readonly validFrom: string;
  /** Last day; null: until revoked. */
  readonly validUntil: string | null;
  readonly revokedAt: Date | null;
  /** Whether the paper itself was seen and is kept. */
  readonly proven: boolean;
}

/** A mandate as it came with a filing; sealed with whoever bears it. */
export interface GivenMandate {
  readonly kind: MandateKind;
  readonly validFrom: string;
  readonly validUntil: string | null;
  /** The paper: to which case it is attached, and as which attachment. Null: an officer has it in hand. */
  readonly paper: { readonly reference: string; readonly attachment: string } | null;
  /** Whether an officer saw the paper when it was filed. What was only sent has still to be looked at. */
  readonly seen: boolean;
}

/** The rule that stands against acting on this mandate today, or null. */
export function mandateFault(mandate: Mandate, today: string): string | null {
  if (!mandate.proven) return 'mandate_not_proven';
  if (mandate.revokedAt !== null) return 'mandate_revoked';
  if (mandate.validFrom > today) return 'mandate_not_yet_valid';
  if (mandate.validUntil !== null && mandate.validUntil < today) return 'mandate_lapsed';
  return null;
}
