/** The proof that somebody speaks for a party. Days are days in Phnom Penh, `YYYY-MM-DD`. */
export interface Mandate {
  readonly validFrom: string;
  /** Last day; null: until revoked. */
  readonly validUntil: string | null;
  readonly revokedAt: Date | null;
  /** Whether the paper itself was seen and is kept. */
  readonly proven: boolean;
}

/** The rule that stands against acting on this mandate today, or null. */
export function mandateFault(mandate: Mandate, today: string): string | null {
  if (!mandate.proven) return 'mandate_not_proven';
  if (mandate.revokedAt !== null) return 'mandate_revoked';
  if (mandate.validFrom > today) return 'mandate_not_yet_valid';
  if (mandate.validUntil !== null && mandate.validUntil < today) return 'mandate_lapsed';
  return null;
}
