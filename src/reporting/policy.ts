import { demand } from '../access/index.ts';
import type { Actor, Track } from '../kernel/actor.ts';
import { Forbidden } from '../kernel/errors.ts';

/** Which cases somebody's figures are made from. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'operator'; readonly office: string }
  | { readonly kind: 'track'; readonly track: Track };

/**
 * Figures are counted over cases that the reader may not see one by one, by the system; this is what stands in place of the
 * row filter of the cases. Analysts and auditors: all. A supervisor: the operator's. The policy level: social assistance;
 * the regulator: social security. Everybody else: nothing.
 * @throws Forbidden
 */
export function scopeOf(actor: Actor): Scope {
  demand(actor, 'statistics.read');
  if (actor.kind !== 'staff') return { kind: 'all' };
  const { role, office } = actor;
  if (role === 'analyst' || role === 'auditor') return { kind: 'all' };
  if (role === 'operator_supervisor') return { kind: 'operator', office };
  if (role === 'policy_reviewer') return { kind: 'track', track: 'social_assistance' };
  if (role === 'regulator_reviewer') return { kind: 'track', track: 'social_security' };
  throw new Forbidden('forbidden.action', { action: 'statistics.read' });
}
