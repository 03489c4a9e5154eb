import { allows } from '../access/index.ts';
import type { StaffActor } from '../kernel/actor.ts';
import type { PanelAction } from './domain/panel.ts';

/** What the policy looks at of a panel. */
export interface PanelStanding {
  /** Office that holds the case. */
  readonly office: string;
  /** People who sit now. */
  readonly sitting: readonly string[];
}

/**
 * Who may do what with a panel. Deny by default. Appointing and replacing is for whoever keeps panels at the body that holds
 * the case; declaring, voting and signing for whoever sits (DEFAULT). Who may know of the panel is who sees the case.
 */
export function mayInPanel(actor: StaffActor, action: PanelAction, on: PanelStanding): boolean {
  if (action === 'appoint' || action === 'replace') return allows(actor, 'panel.manage') && actor.office === on.office;
  return allows(actor, 'panel.sit') && actor.office === on.office && on.sitting.includes(actor.personId);
}

/**
 * Whether somebody sees how members voted: a member once it has voted itself, so that nobody follows another; auditors once
 * the chair has signed. The policy `review_vote_read` says the same to PostgreSQL.
 */
export function seesVotes(
  actor: StaffActor,
  of: {
    readonly signed: boolean;
    readonly seats: readonly { readonly personId: string; readonly sits: boolean; readonly voted: boolean }[];
  },
): boolean {
  if (actor.role === 'auditor') return of.signed;
  return of.seats.some((seat) => seat.personId === actor.personId && seat.sits && seat.voted);
}
