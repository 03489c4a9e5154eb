import type { OutcomeKind } from './terms.ts';

/** One obligation of an agreement or award. */
export interface Term {
  /** Party that owes it, and the party it is owed to. */
  readonly debtor: string;
  readonly creditor: string;
  readonly text: string;
  /** Whole riel; null where it is not money. */
  readonly amountKhr: number | null;
  /** Day by which it is done, `YYYY-MM-DD` in Phnom Penh. */
  readonly dueOn: string;
  /** How it will be shown that it was done. */
  readonly evidence: string | null;
}

/** What the parties sign, or what the neutrals award or report. */
export interface OutcomeText {
  readonly kind: OutcomeKind;
  readonly terms: readonly Term[];
  /** Reasons of an award, or of why conciliation failed. */
  readonly reasons: string | null;
  /** Points on which there is no agreement. */
  readonly failedPoints: readonly string[];
}

/**
 * The text over which the hash is taken that a signature is bound to: one fixed form, so that the same terms always have
 * the same hash and any change of any part another one.
 */
export function canonicalOutcome(fileId: string, text: OutcomeText): string {
  return JSON.stringify([
    'samleng outcome 1',
    fileId,
    text.kind,
    text.terms.map((term) => [
      term.debtor,
      term.creditor,
      term.text.normalize('NFC'),
      term.amountKhr,
      term.dueOn,
      term.evidence?.normalize('NFC') ?? null,
    ]),
    text.reasons?.normalize('NFC') ?? null,
    text.failedPoints.map((point) => point.normalize('NFC')),
  ]);
}
