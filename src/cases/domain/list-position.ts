/**
 * Where a list goes on: after which values of its order. Opaque to the outside, but it holds nothing that the last row
 * shown did not, and row filters apply on every page, so that a made-up one opens nothing.
 */
export interface ListPosition {
  /** The order it belongs to: a position of one list is refused by another. */
  readonly order: 'due' | 'ended' | 'newest';
  /** The instant of the last row as PostgreSQL wrote it; null where the row had none. */
  readonly at: string | null;
  readonly id: string;
}

const instantShape = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}(:?\d{2})?)?$/;
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As text for an address: letters, digits, `-` and `_`. */
export function writePosition(position: ListPosition): string {
  return btoa(JSON.stringify([position.order, position.at, position.id]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Reads what `writePosition` wrote for this order; null for anything else. */
export function readPosition(text: string, order: ListPosition['order']): ListPosition | null {
  const parts = jsonOf(text);
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [of, at, id] = parts as readonly unknown[];
  if (of !== order || typeof id !== 'string' || !idShape.test(id)) return null;
  if (at !== null && (typeof at !== 'string' || !instantShape.test(at) || Number.isNaN(Date.parse(at)))) return null;
  return { order, at, id };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))) as unknown;
  } catch {
    return null;
  }
}
