import { createHash } from 'node:crypto';

import { caseKeyOf } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { PaperKind } from '../domain/terms.ts';
import { instant } from './instant.ts';
import type { ResolutionTables } from './tables.ts';

/** One copy of a paper: of what, whose, in which language. */
export interface CopyKey {
  readonly sourceId: string;
  /** Null: the office's copy. */
  readonly partyId: string | null;
  readonly language: Language;
}

/** The copy as it was made, opened; null when there is none yet. @throws Undecryptable once the case is erased */
export async function storedCopy(work: Work, of: CopyKey): Promise<Buffer | null> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_document')
    .select(['id', 'case_id', 'sealed'])
    .where('source_id', '=', of.sourceId)
    .where('language', '=', of.language)
    .where((row) => (of.partyId === null ? row('party_id', 'is', null) : row('party_id', '=', of.partyId)))
    .executeTakeFirst();
  if (!row) return null;
  return Buffer.from(work.vault.openBytes(await caseKeyOf(work, row.case_id), `dispute-paper:${row.id}`, row.sealed));
}

/** Keeps a copy under the key of its case; one that is there already stays. */
export async function keepCopy(
  work: Work,
  of: CopyKey & {
    readonly caseId: string;
    readonly kind: PaperKind;
    readonly mark: string;
    readonly termsHash: Buffer | null;
    readonly content: Uint8Array;
  },
): Promise<void> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_document')
    .values({
      id,
      case_id: of.caseId,
      kind: of.kind,
      source_id: of.sourceId,
      party_id: of.partyId,
      language: of.language,
      mark: of.mark,
      content_hash: createHash('sha256').update(of.content).digest(),
      terms_hash: of.termsHash,
      sealed: work.vault.sealBytes(await caseKeyOf(work, of.caseId), `dispute-paper:${id}`, of.content),
      made_at: work.now,
    })
    .onConflict((on) => on.columns(['source_id', 'party_id', 'language']).doNothing())
    .execute();
}

/** What a mark stands on, for whoever holds the paper. */
export interface MarkedPaper {
  readonly kind: PaperKind;
  readonly reference: string;
  readonly madeAt: Date;
  /** SHA-256 of the file and of the terms, in hexadecimal. */
  readonly fileHash: string;
  readonly termsHash: string | null;
}

/** The paper that bears a mark; null when none of ours does. */
export async function paperOfMark(work: Work, mark: string): Promise<MarkedPaper | null> {
  const row = await work
    .db<ResolutionTables & { case_file: { id: string; reference: string } }>()
    .selectFrom('resolution_document')
    .innerJoin('case_file', 'case_file.id', 'resolution_document.case_id')
    .select(['kind', 'reference', 'made_at', 'content_hash', 'terms_hash'])
    .where('mark', '=', mark)
    .executeTakeFirst();
  if (!row) return null;
  return {
    kind: row.kind,
    reference: row.reference,
    madeAt: instant(row.made_at),
    fileHash: row.content_hash.toString('hex'),
    termsHash: row.terms_hash?.toString('hex') ?? null,
  };
}

/** Outcomes that were issued, certificates and referrals of a case: what there are papers of, oldest first. */
export async function paperSources(
  work: Work,
  caseId: string,
): Promise<
  readonly { readonly id: string; readonly kind: PaperKind; readonly at: Date; readonly fileId: string | null }[]
> {
  const db = work.db<ResolutionTables>();
  const outcomes = await db
    .selectFrom('resolution_outcome')
    .select(['id', 'kind', 'issued_at as at', 'file_id'])
    .where('case_id', '=', caseId)
    .where('issued_at', 'is not', null)
    .execute();
  const certificates = await db
    .selectFrom('resolution_certificate')
    .select(['id', 'issued_at as at', 'file_id'])
    .where('case_id', '=', caseId)
    .execute();
  const referrals = await db
    .selectFrom('resolution_referral')
    .select(['id', 'kind', 'at', 'file_id'])
    .where('case_id', '=', caseId)
    .where('kind', 'in', ['court', 'nadr'])
    .execute();
  return [
    ...outcomes,
    ...certificates.map((row) => ({ ...row, kind: 'certificate' as const })),
    ...referrals.map((row) => ({ ...row, kind: row.kind as 'court' | 'nadr' })),
  ]
    .map((row) => ({ id: row.id, kind: row.kind, at: instant(row.at ?? work.now), fileId: row.file_id }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
