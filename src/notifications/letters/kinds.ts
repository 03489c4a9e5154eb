/** The letters that people keep, each about something that happened to their case. */
export const letterKinds = [
  'acknowledgement',
  'information-request',
  'decision',
  'escalation',
  'regulator-right',
] as const;

export type LetterKind = (typeof letterKinds)[number];

/** What the record of a case shows, as far as its letters depend on it. */
export interface LetterGrounds {
  readonly messages: readonly { readonly kind: string }[];
  readonly decisions: readonly unknown[];
  readonly deadlines: readonly { readonly kind: string }[];
  readonly timeline: readonly { readonly kind: string }[];
}

/** The letters that there are for a case now; a complaint that was taken in has at least its acknowledgement. */
export function lettersThereAre(of: LetterGrounds): readonly LetterKind[] {
  const there: Readonly<Record<LetterKind, boolean>> = {
    acknowledgement: true,
    'information-request': of.messages.some(({ kind }) => kind === 'question'),
    decision: of.decisions.length > 0,
    escalation: of.timeline.some(({ kind }) => kind === 'case.escalated'),
    'regulator-right': of.deadlines.some(({ kind }) => kind === 'file_with_regulator'),
  };
  return letterKinds.filter((kind) => there[kind]);
}

/**
 * Whether a letter about the case is given only to whoever proves it with the receipt: nobody prints or carries about a
 * paper on a protected or confidential case unasked.
 */
export function isOnRequestOnly(of: { readonly protected: boolean; readonly identity: string }): boolean {
  return of.protected || of.identity === 'confidential';
}
