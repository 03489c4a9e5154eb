import { sql } from 'kysely';

import type { Track } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Language } from '../../kernel/language.ts';
import type { StatementPart } from '../../platform/session.ts';
import type { Work } from '../../platform/work.ts';
import type { AboutDetails, ComplainantDetails, Identity, RepresentativeDetails } from '../domain/details.ts';
import { ageBand } from '../domain/details.ts';
import { nameHashes } from '../name-grams.ts';
import { rememberKey } from './case-store.ts';
import { gramsText, scopesOf } from './name-store.ts';
import type { CaseTables } from './tables.ts';

/** A case as intake (or an appeal) hands it over to be kept. Everything is decided already. */
export interface NewCase {
  readonly id: string;
  readonly reference: string;
  readonly track: Track;
  readonly programme: string;
  readonly category: string;
  readonly severity: 'S1' | 'S2' | 'S3' | 'S4';
  readonly place: string;
  readonly language: Language;
  readonly channel: string;
  readonly identity: Identity;
  readonly protected: boolean;
  readonly lifeThreatening: boolean;
  readonly occurredOn: string | null;
  readonly tier: string;
  readonly heldOffice: string;
  readonly operatorOffice: string;
  readonly intakeOffice: string | null;
  readonly filedBy: string | null;
  readonly appealOf: string | null;
  readonly claimBarred: boolean;
  /** The date by which it is ordered, and why it is watched, where the clocks were worked out before. */
  readonly dueAt?: Date | null;
  readonly watchedReason?: string | null;
  readonly receiptHash: Uint8Array;
  readonly filedAt: Date;
  /** How it came to the office that holds it. */
  readonly how: 'filed' | 'party';
  readonly texts: { readonly narrative: string; readonly remedySought: string | null };
  readonly complainant: ComplainantDetails | null;
  readonly representative: RepresentativeDetails | null;
  readonly about: readonly AboutDetails[];
  /** Offices that the case may not go to (already applied in routing); persons with named access to a protected case. */
  readonly named: readonly string[];
}

/** Kinds of identifiers by which a case can be found again without reading it. */
function lookupsOf(work: Work, given: NewCase): { purpose: string; hash: string }[] {
  const of = given.complainant;
  if (!of) return [];
  const hex = (purpose: 'phone' | 'id' | 'email', text: string) => work.vault.lookupHash(purpose, text).toString('hex');
  const phones = [of.phone, given.representative?.phone ?? null].filter((phone) => phone !== null);
  const ids = Object.values(of.ids).filter((id): id is string => id !== null);
  return [
    ...[...new Set(phones)].map((phone) => ({ purpose: 'phone', hash: hex('phone', phone) })),
    ...[...new Set(ids)].map((id) => ({ purpose: 'id', hash: hex('id', id) })),
    ...(of.email ? [{ purpose: 'email', hash: hex('email', of.email.toLowerCase()) }] : []),
  ];
}

/**
 * Keeps a new case: the record, its key, sealed texts and parties, look-up hashes, custody and named access, in one
 * statement, because filing is the hot path.
 * @param also inserts of other areas about the same case, carried out in the same statement
 */
export async function openCase(work: Work, given: NewCase, also: readonly StatementPart[] = []): Promise<void> {
  const { key, wrapped } = await work.vault.createKey(given.id);
  rememberKey(work, key);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const party = (side: string, kind: string, office: string | null, details: object) => {
    const id = newId();
    return { id, side, kind, office, sealed: hex(work.vault.seal(key, `party:${id}`, JSON.stringify(details))) };
  };
  const parties = [
    ...(given.complainant ? [party('complainant', 'person', null, given.complainant)] : []),
    ...(given.representative ? [party('representative', 'person', null, given.representative)] : []),
    ...given.about.map((about) => party('about', about.kind, about.office, about)),
  ];
  const texts = Object.entries(given.texts)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([field, text]) => ({ field, sealed: hex(work.vault.seal(key, field, text)) }));

  const hashes = nameHashes(work.vault, [given.complainant?.name ?? null, given.representative?.name ?? null]);
  const { id, filedAt } = given;
  const others = also.map((part, at) => sql`, ${sql.raw(`other_${at}`)} as (${part})`);
  const keep = () =>
    sql`with kept as (
       insert into case_file (id, reference, track, programme, category, severity, place, language, channel, identity, protected,
         life_threatening, occurred_on, status, tier, held_office, operator_office, intake_office, filed_by, appeal_of,
         claim_barred, due_at, watched_reason, sex, age_band, disability, receipt_hash, filed_at, arrived_at)
       values (${id}, ${given.reference}, ${given.track}, ${given.programme}, ${given.category}, ${given.severity}, ${given.place},
         ${given.language}, ${given.channel}, ${given.identity}, ${given.protected}, ${given.lifeThreatening}, ${given.occurredOn},
         'filed', ${given.tier}, ${given.heldOffice}, ${given.operatorOffice}, ${given.intakeOffice}, ${given.filedBy},
         ${given.appealOf}, ${given.claimBarred}, ${given.dueAt ?? null}, ${given.watchedReason ?? null},
         ${given.complainant?.sex ?? null}, ${ageBand(given.complainant?.birthYear ?? null, filedAt.getUTCFullYear())},
         ${given.complainant?.disability ?? null}, ${given.receiptHash}, ${filedAt}, ${filedAt})
     ), key as (
       insert into case_key (case_id, master_id, wrapped) values (${id}, ${wrapped.masterId}, ${wrapped.wrapped})
     ), custody as (
       insert into case_custody (id, case_id, office, tier, how, from_at)
       values (${newId()}, ${id}, ${given.heldOffice}, ${given.tier}, ${given.how}, ${filedAt})
     ), texts as (
       insert into case_text (case_id, field, sealed)
       select ${id}::uuid, field, decode(sealed, 'hex') from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as t(field text, sealed text)
     ), parties as (
       insert into case_party (id, case_id, side, kind, office, sealed, added_at)
       select id, ${id}::uuid, side, kind, office, decode(sealed, 'hex'), ${filedAt}::timestamptz
       from jsonb_to_recordset(${JSON.stringify(parties)}::jsonb) as t(id uuid, side text, kind text, office text, sealed text)
     ), lookups as (
       insert into case_lookup (purpose, hash, case_id)
       select purpose, decode(hash, 'hex'), ${id}::uuid
       from jsonb_to_recordset(${JSON.stringify(lookupsOf(work, given))}::jsonb) as t(purpose text, hash text)
     ), names as (
       insert into case_name (case_id, grams, scopes)
       values (${id}, ${gramsText(hashes)}::integer[], ${gramsText(scopesOf(given))}::text[])
     )${sql.join(others, sql``)}
     select 1`.execute(work.db<CaseTables>());
  await (work.actor.kind === 'staff'
    ? work.elevated('a counter may take in a case that it will not see', keep)
    : keep());
  if (given.named.length > 0) {
    await work.elevated('named access to a protected case is laid down by the system', () =>
      sql`insert into case_access (id, case_id, person_id, kind, granted_at)
         select id, ${id}::uuid, person, 'named', ${filedAt}::timestamptz
         from jsonb_to_recordset(${JSON.stringify(given.named.map((person) => ({ id: newId(), person })))}::jsonb) as t(id uuid, person uuid)`.execute(
        work.db<CaseTables>(),
      ),
    );
  }
}
