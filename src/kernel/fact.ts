export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Something that happened, in the past tense: `case.filed`, `clock.breached`. Facts go to the ledger; those with
 * `announce` also to the outbox, from which later areas learn of them. `data` holds ids, codes, numbers and dates -
 * never personal data, because ledger and outbox outlive the case's key.
 */
export interface Fact {
  readonly event: string;
  readonly caseId: string | null;
  readonly data: { readonly [key: string]: JsonValue };
  readonly announce: boolean;
}
