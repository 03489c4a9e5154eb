/** A joint request to move the day by which a dispute is to be settled. */
export interface ExtensionProposed {
  readonly untilAt: Date;
  /** The day that stands now. */
  readonly dueAt: Date | null;
  /** The date that nothing passes; null where none runs. */
  readonly limitAt: Date | null;
}

/** The rule that forbids the extension, or null. Never past a statutory limit: DOMAIN 6. */
export function extensionFault(of: ExtensionProposed): string | null {
  if (of.limitAt !== null && of.untilAt > of.limitAt) return 'extension_past_limit';
  if (of.dueAt !== null && of.untilAt <= of.dueAt) return 'extension_moves_nothing';
  return null;
}

/** By joint request only: every party has asked for it. */
export function isJoint(asked: ReadonlySet<string>, parties: readonly string[]): boolean {
  return parties.every((party) => asked.has(party));
}
