import type { Actor } from '../kernel/actor.ts';
import { Forbidden } from '../kernel/errors.ts';

/**
 * Who may change reference data: administrators, and the program itself (start-up, imports from the command line).
 * @throws Forbidden for everybody else
 */
export function demandMayChangeReference(actor: Actor): void {
  const may = actor.kind === 'system' || (actor.kind === 'staff' && actor.role === 'administrator');
  if (!may) throw new Forbidden('reference.administrators_only');
}
