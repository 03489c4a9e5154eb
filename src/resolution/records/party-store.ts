import { sealText } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { PartyItem } from '../domain/completeness.ts';
import type { PartyDetails, RepresentativeDetails } from '../domain/details.ts';
import { knownOf } from '../domain/details.ts';
import type { ConsentWay, Mode, PartyKind, Side } from '../domain/terms.ts';
import type { ResolutionTables } from './tables.ts';

export interface NewParty {
  readonly side: Side;
  readonly kind: PartyKind;
  readonly isComplainant: boolean;
  readonly office: string | null;
  readonly language: 'km' | 'en';
  readonly details: PartyDetails;
  /** Items of the checklist that are known elsewhere: kept with the case of who complains in confidence. */
  readonly knownElsewhere: readonly PartyItem[];
  /** When it became known. */
  readonly at: Date;
}

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/** Adds a party, sealed under the case's key. @returns its id */
export async function addParty(work: Work, file: InFile, of: NewParty): Promise<string> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_party')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      side: of.side,
      kind: of.kind,
      is_complainant: of.isComplainant,
      office: of.office,
      language: of.language,
      sealed: await sealText(work, file.case_id, `dispute-party:${id}`, JSON.stringify(of.details)),
      known: union(of),
      added_at: of.at,
      changed_at: of.at,
    })
    .execute();
  return id;
}

function union(of: Pick<NewParty, 'details' | 'knownElsewhere'>): PartyItem[] {
  return [...new Set([...knownOf(of.details), ...of.knownElsewhere])];
}

/** Replaces what is known of a party. */
export async function changeParty(
  work: Work,
  file: InFile,
  partyId: string,
  of: Pick<NewParty, 'language' | 'details' | 'knownElsewhere' | 'at'>,
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_party')
    .set({
      language: of.language,
      sealed: await sealText(work, file.case_id, `dispute-party:${partyId}`, JSON.stringify(of.details)),
      known: union(of),
      changed_at: of.at,
    })
    .where('id', '=', partyId)
    .execute();
}

/** Adds a representative, with the mandate as far as it was shown. @returns its id */
export async function addRepresentative(
  work: Work,
  file: InFile,
  of: {
    readonly partyId: string;
    readonly details: RepresentativeDetails;
    readonly validFrom: string;
    readonly validUntil: string | null;
    readonly proven: boolean;
    /** Known to the case, which does not tell it here. */
    readonly knownElsewhere?: readonly PartyItem[];
    /** When it became known, if before now. */
    readonly at?: Date;
  },
): Promise<string> {
  const id = newId();
  const { phone, address } = of.details;
  const at = of.at ?? work.now;
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_representative')
    .values({
      id,
      party_id: of.partyId,
      file_id: file.id,
      case_id: file.case_id,
      sealed: await sealText(work, file.case_id, `dispute-representative:${id}`, JSON.stringify(of.details)),
      known: ['name', ...(phone ? ['phone'] : []), ...(address ? ['address'] : []), ...(of.knownElsewhere ?? [])],
      valid_from: of.validFrom,
      valid_until: of.validUntil,
      proven: of.proven,
      added_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      added_at: at,
      shown_at: of.proven ? at : null,
    })
    .execute();
  return id;
}

/** Keeps that the mandate of a representative was shown, and how long it holds. */
export async function proveMandate(
  work: Work,
  of: {
    readonly id: string;
    readonly caseId: string;
    readonly details: RepresentativeDetails;
    readonly validFrom: string;
    readonly validUntil: string | null;
    readonly at: Date;
  },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_representative')
    .set({
      sealed: await sealText(work, of.caseId, `dispute-representative:${of.id}`, JSON.stringify(of.details)),
      proven: true,
      valid_from: of.validFrom,
      valid_until: of.validUntil,
      shown_at: of.at,
    })
    .where('id', '=', of.id)
    .execute();
}

/** Ends a mandate. */
export async function revokeMandate(work: Work, id: string): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_representative')
    .set({ revoked_at: work.now })
    .where('id', '=', id)
    .execute();
}

/** Keeps what a party said to a mode. Never changed: a later word is another row. */
export async function addConsent(
  work: Work,
  file: InFile,
  of: {
    readonly partyId: string;
    /** Or `nadr`: opting into that authority. */
    readonly mode: Mode | 'nadr';
    readonly given: boolean;
    readonly way: ConsentWay;
    readonly agreementSigned: boolean;
    readonly representativeId: string | null;
  },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_consent')
    .values({
      id: newId(),
      file_id: file.id,
      case_id: file.case_id,
      party_id: of.partyId,
      mode: of.mode,
      given: of.given,
      way: of.way,
      agreement_signed: of.agreementSigned,
      representative_id: of.representativeId,
      recorded_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      at: work.now,
    })
    .execute();
}

/** Writes items of the complaint to the Regulator; one given again takes the place of the one before, and its time. */
export async function giveStatement(work: Work, file: InFile, item: string, text: string, at: Date): Promise<void> {
  const sealed = await sealText(work, file.case_id, `dispute-statement:${file.id}:${item}`, text);
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_statement')
    .values({ file_id: file.id, case_id: file.case_id, item, sealed, given_at: at })
    .onConflict((on) => on.columns(['file_id', 'item']).doUpdateSet({ sealed, given_at: at }))
    .execute();
}

/** Keeps a request for more. @returns its id */
export async function addRequest(
  work: Work,
  file: InFile,
  of: { readonly items: readonly string[]; readonly text: string; readonly replyDueAt: Date },
): Promise<string> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_request')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      items: [...of.items],
      sealed: await sealText(work, file.case_id, `dispute-request:${id}`, of.text),
      asked_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      asked_at: work.now,
      reply_due_at: of.replyDueAt,
    })
    .execute();
  return id;
}
