import type { JsonValue } from '../../kernel/fact.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { Force } from '../domain/types.ts';
import { demandMayChangeReference } from '../policy.ts';
import { referenceRows } from '../records/reference-rows.ts';
import type { RowKind } from '../shipped.ts';

/** A version of a row, as an administrator looks at it. */
export interface RowVersion {
  readonly version: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly force: Force;
  readonly origin: 'shipped' | 'administrator';
  readonly source: Bilingual;
  readonly data: { readonly [key: string]: JsonValue };
}

/** All versions of a row, the latest first; none for a row that does not exist. @throws Forbidden */
export async function rowVersions(
  work: Work,
  of: { readonly kind: RowKind; readonly code: string },
): Promise<readonly RowVersion[]> {
  demandMayChangeReference(work.actor);
  const rows = await referenceRows(work, [of.kind]);
  return rows.filter(({ code }) => code === of.code).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
}
