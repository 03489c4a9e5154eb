import { createHash, randomInt } from 'node:crypto';

import { openJson, sealText, type Readable } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { canonicalOutcome, type OutcomeText } from '../domain/terms-text.ts';
import type { OutcomeRow } from './dispute.ts';
import { instant } from './instant.ts';
import type { ResolutionTables } from './tables.ts';

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/** The hash that signatures are bound to. */
export function termsHash(fileId: string, text: OutcomeText): Buffer {
  return createHash('sha256').update(canonicalOutcome(fileId, text)).digest();
}

/** Writes an outcome; the draft before it is kept and counts no more, nor do signatures on it. */
export async function draftOutcome(
  work: Work,
  file: InFile,
  text: OutcomeText,
): Promise<{ readonly id: string; readonly hash: string }> {
  const db = work.db<ResolutionTables>();
  const id = newId();
  const hash = termsHash(file.id, text);
  await db
    .updateTable('resolution_outcome')
    .set({ superseded_at: work.now })
    .where('file_id', '=', file.id)
    .where('superseded_at', 'is', null)
    .execute();
  await db
    .insertInto('resolution_outcome')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      kind: text.kind,
      sealed: await sealText(work, file.case_id, `dispute-outcome:${id}`, JSON.stringify(text)),
      terms_hash: hash,
      drafted_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      drafted_at: work.now,
    })
    .execute();
  return { id, hash: hash.toString('hex') };
}

/** The text of an outcome. */
export function outcomeTextOf(work: Work, of: OutcomeRow): Promise<Readable<OutcomeText>> {
  return openJson<OutcomeText>(work, of.case_id, `dispute-outcome:${of.id}`, of.sealed);
}

/** Marks an outcome as issued. */
export async function issueOutcome(work: Work, id: string): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_outcome')
    .set({ issued_at: work.now, issued_by: work.actor.kind === 'staff' ? work.actor.personId : null })
    .where('id', '=', id)
    .execute();
}

/** Keeps why minutes were not approved when the outcome was issued. */
export async function keepMinutesReason(work: Work, of: OutcomeRow, text: string): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_outcome')
    .set({ sealed_minutes_reason: await sealText(work, of.case_id, `dispute-minutes-reason:${of.id}`, text) })
    .where('id', '=', of.id)
    .execute();
}

/** Makes a one-time code for a party to sign these terms; earlier ones are no longer good. @returns the six digits */
export async function makeCode(
  work: Work,
  outcome: OutcomeRow,
  of: { readonly partyId: string; readonly representativeId: string | null; readonly minutes: number },
): Promise<{ readonly id: string; readonly code: string; readonly expiresAt: Date }> {
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(work.now.getTime() + of.minutes * 60_000);
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_code')
    .values({
      id,
      outcome_id: outcome.id,
      case_id: outcome.case_id,
      party_id: of.partyId,
      representative_id: of.representativeId,
      terms_hash: outcome.terms_hash,
      code_hash: codeHash(work, id, code),
      issued_at: work.now,
      expires_at: expiresAt,
    })
    .execute();
  return { id, code, expiresAt };
}

function codeHash(work: Work, id: string, code: string): Buffer {
  return work.vault.lookupHash('receipt', `code|${id}|${code}`);
}

export type CodeTried = 'good' | 'wrong' | 'expired' | 'used_up' | 'none';

/** Tries a code of a party: the last one given counts. A good one is used up, a wrong one is counted. */
export async function tryCode(
  work: Work,
  outcome: OutcomeRow,
  of: { readonly partyId: string; readonly code: string; readonly attempts: number },
): Promise<{ readonly tried: CodeTried; readonly representativeId: string | null }> {
  const db = work.db<ResolutionTables>();
  const last = await db
    .selectFrom('resolution_code')
    .selectAll()
    .where('outcome_id', '=', outcome.id)
    .where('party_id', '=', of.partyId)
    .where('used_at', 'is', null)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!last) return { tried: 'none', representativeId: null };
  const { representative_id: representativeId } = last;
  if (last.attempts >= of.attempts) return { tried: 'used_up', representativeId };
  if (instant(last.expires_at) < work.now) return { tried: 'expired', representativeId };
  const isGood = last.code_hash.equals(codeHash(work, last.id, of.code));
  await db
    .updateTable('resolution_code')
    .set(isGood ? { used_at: work.now } : { attempts: last.attempts + 1 })
    .where('id', '=', last.id)
    .execute();
  return { tried: isGood ? 'good' : 'wrong', representativeId };
}

/** An officer attests a signature on paper. @returns who attested the same paper before, if anybody */
export async function attest(
  work: Work,
  outcome: OutcomeRow,
  of: {
    readonly partyId: string;
    readonly representativeId: string | null;
    readonly scan: string | null;
    readonly readAloud: boolean;
    readonly by: string;
  },
): Promise<string | null> {
  const db = work.db<ResolutionTables>();
  const before = await db
    .selectFrom('resolution_attestation')
    .select('attested_by')
    .where('outcome_id', '=', outcome.id)
    .where('party_id', '=', of.partyId)
    .where('attested_by', '<>', of.by)
    .executeTakeFirst();
  await db
    .insertInto('resolution_attestation')
    .values({
      outcome_id: outcome.id,
      case_id: outcome.case_id,
      party_id: of.partyId,
      terms_hash: outcome.terms_hash,
      representative_id: of.representativeId,
      scan: of.scan,
      read_aloud: of.readAloud,
      attested_by: of.by,
      at: work.now,
    })
    .onConflict((on) => on.doNothing())
    .execute();
  return before?.attested_by ?? null;
}

/** Keeps a signature. Never changed. */
export async function addSignature(
  work: Work,
  outcome: OutcomeRow,
  of: {
    readonly partyId: string | null;
    readonly neutralId: string | null;
    readonly way: 'paper' | 'phone_code' | 'account';
    readonly representativeId: string | null;
    readonly attestedBy: readonly [string, string] | null;
    readonly scan: string | null;
    readonly readAloud: boolean;
  },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_signature')
    .values({
      id: newId(),
      outcome_id: outcome.id,
      case_id: outcome.case_id,
      party_id: of.partyId,
      neutral_id: of.neutralId,
      terms_hash: outcome.terms_hash,
      way: of.way,
      representative_id: of.representativeId,
      attested_by: of.attestedBy?.[0] ?? null,
      attested_by_second: of.attestedBy?.[1] ?? null,
      scan: of.scan,
      read_aloud: of.readAloud,
      at: work.now,
    })
    .execute();
}
