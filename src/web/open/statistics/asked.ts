import { publishedSplits, type PublishedSplit } from '../../../reporting/index.ts';

/** What the address asks for; anything unknown in it counts as not asked. */
export function askedOf(query: URLSearchParams): { readonly quarter: string | null; readonly by: PublishedSplit } {
  const quarter = query.get('quarter');
  return {
    quarter: quarter !== null && /^\d{4}-Q[1-4]$/.test(quarter) ? quarter : null,
    by: publishedSplits.find((split) => split === query.get('by')) ?? 'programme',
  };
}
