import type { FieldFault } from '../../kernel/errors.ts';

/** A remedy as the decider orders it. */
export interface OrderedRemedy {
  readonly kind: string;
  /** Whole riel; null where the remedy is not money. */
  readonly amountKhr: number | null;
  /** Day by which it is delivered, `YYYY-MM-DD` in Phnom Penh. */
  readonly dueOn: string;
  readonly text: string | null;
}

/** A decision as the decider gives it. */
export interface DecisionGiven {
  readonly outcome: string;
  readonly reasons: string;
  readonly legalBasis: string | null;
  readonly evidence: string | null;
  readonly remedies: readonly OrderedRemedy[];
}

/** What reference data says of the outcome on that day. */
export interface OutcomeRule {
  readonly onMerits: boolean;
  readonly mayCarryRemedies: boolean;
  readonly needsAttempts: { readonly attempts: number; readonly overWorkingDays: number } | null;
}

/** What reference data says: null where the code is unknown at that tier on that day. */
export interface DecisionRules {
  readonly outcome: OutcomeRule | null;
  remedy(code: string): { readonly needsAmount: boolean } | null;
  /** The body decides nothing in this category, it refers (Art. 99: wage deductions). */
  readonly referOnly: boolean;
  /** Today in Phnom Penh. */
  readonly today: string;
}

/** What the record says. */
export interface DecisionFacts {
  /** Whether it is linked to the case that it duplicates. */
  readonly isDuplicate: boolean;
  /** Attempts to reach the complainant since they last answered. */
  readonly attempts: number;
  /** Working days from the first of these attempts to now. */
  readonly attemptsOverWorkingDays: number;
  /** The decider is named in the case, or decided it (or the case it appeals) below. */
  readonly deciderIsBarred: boolean;
}

/** Every field of a decision that cannot be right, whatever the record says. */
export function decisionFaults(given: DecisionGiven, rules: DecisionRules): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!rules.outcome) faults.push({ field: 'outcome', code: 'unknown_outcome' });
  if (given.reasons.trim() === '') faults.push({ field: 'reasons', code: 'required' });
  if (rules.outcome && !rules.outcome.mayCarryRemedies && given.remedies.length > 0) {
    faults.push({ field: 'remedies', code: 'outcome_carries_no_remedies' });
  }
  given.remedies.forEach((remedy, index) => {
    const rule = rules.remedy(remedy.kind);
    if (!rule) faults.push({ field: `remedies.${index}.kind`, code: 'unknown_remedy' });
    if (rule?.needsAmount && remedy.amountKhr === null) {
      faults.push({ field: `remedies.${index}.amountKhr`, code: 'required' });
    }
    if (remedy.dueOn < rules.today) faults.push({ field: `remedies.${index}.dueOn`, code: 'date_in_past' });
  });
  return faults;
}

/**
 * The rule that forbids this decision on this case, or null. Law on Social Security Schemes 2019, Art. 99: a wrongful
 * deduction is referred, never decided. Nobody who is named in a case or decided it below decides it (DOMAIN 1, default).
 */
export function brokenDecisionRule(given: DecisionGiven, rules: DecisionRules, facts: DecisionFacts): string | null {
  if (facts.deciderIsBarred) return 'decider_is_barred';
  const outcome = rules.outcome;
  if (!outcome) return null;
  if (rules.referOnly && outcome.onMerits) return 'refer_only';
  if (given.outcome === 'duplicate' && !facts.isDuplicate) return 'duplicate_needs_link';
  const needed = outcome.needsAttempts;
  if (needed && (facts.attempts < needed.attempts || facts.attemptsOverWorkingDays < needed.overWorkingDays)) {
    return 'unreachable_needs_attempts';
  }
  return null;
}
