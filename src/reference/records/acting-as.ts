import type { Actor } from '../../kernel/actor.ts';

/** Who changed a row, for its audit columns. */
export function actingAs(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.personId}`;
    case 'system':
      return `system:${actor.job}`;
    case 'complainant':
      return 'complainant';
  }
}
