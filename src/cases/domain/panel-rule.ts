/**
 * Rungs on which nobody decides alone. POLICY: the seat of GS-NSPC, where social assistance ends, is a review panel of three
 * (DOMAIN 1). The panel itself is in the review area.
 */
export const panelTiers: readonly string[] = ['SA5'];

/** Whether a panel decides on this rung. */
export function isDecidedByPanel(tier: string): boolean {
  return panelTiers.includes(tier);
}
