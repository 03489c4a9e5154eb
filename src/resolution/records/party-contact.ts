import {
  complainantHas,
  contactOf,
  openJson,
  partiesOf,
  type CaseRecord,
  type GivenMandate,
} from '../../cases/index.ts';
import { Undecryptable } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import type { PartyItem } from '../domain/completeness.ts';
import type { PartyContact, PartyDetails, RepresentativeDetails } from '../domain/details.ts';
import type { PartyRow, RepresentativeRow } from './dispute.ts';

/** Opens what is known of a party; null when it cannot be opened. */
export async function detailsOfParty(
  work: Work,
  party: Pick<PartyRow, 'id' | 'case_id' | 'sealed'>,
): Promise<PartyDetails | null> {
  const read = await openJson<PartyDetails>(work, party.case_id, `dispute-party:${party.id}`, party.sealed);
  return read.state === 'readable' ? read.value : null;
}

/** The same of a representative. */
export async function detailsOfRepresentative(
  work: Work,
  of: Pick<RepresentativeRow, 'id' | 'case_id' | 'sealed'>,
): Promise<RepresentativeDetails | null> {
  const read = await openJson<RepresentativeDetails>(work, of.case_id, `dispute-representative:${of.id}`, of.sealed);
  return read.state === 'readable' ? read.value : null;
}

/** Where a party is written to, when that is safe. */
export interface PartyAddress {
  readonly channel: PartyContact['channel'];
  readonly safe: boolean;
  readonly phone: string | null;
  readonly email: string | null;
  /** By the contact kept with the case, which nobody who handles the dispute sees. */
  readonly throughCase: boolean;
}

type Party = Pick<PartyRow, 'id' | 'case_id' | 'sealed' | 'is_complainant'>;

const why = 'who complains in confidence is reached without anybody at the office seeing how';

/**
 * How a party is reached: as was told for the dispute; who complains in confidence, as long as nothing was told, by the
 * contact kept with the case. Null when nothing of it can be opened.
 */
export async function addressOfParty(work: Work, party: Party): Promise<PartyAddress | null> {
  const details = await detailsOfParty(work, party);
  if (party.is_complainant && (details === null || isUntold(details))) {
    const { identity, contact } = await work.elevated(why, () => contactOf(work, party.case_id));
    if (identity === 'confidential') {
      if (contact === null) return null;
      const { channel, safe, phone, email } = contact;
      return { channel, safe, phone, email, throughCase: true };
    }
  }
  if (details === null) return null;
  const { phone, email, contact } = details;
  return { channel: contact.channel, safe: contact.safe, phone, email, throughCase: false };
}

/** How a party is reached, for whoever looks: a contact that cannot be opened takes nothing else of the dispute away. */
export async function addressIfOpen(work: Work, party: Party): Promise<PartyAddress | null> {
  try {
    return await addressOfParty(work, party);
  } catch (error) {
    if (error instanceof Undecryptable) return null;
    throw error;
  }
}

/**
 * The name that the case knows of who complains in confidence, as far as the actor may know it; null when there is none. For their
 * own paper alone.
 */
export async function nameKeptWithCase(work: Work, caseId: string): Promise<string | null> {
  return (await contactOf(work, caseId)).contact?.name ?? null;
}

/** Who speaks for the complainant, as the case has it. */
export interface CaseRepresentative {
  readonly details: RepresentativeDetails;
  readonly mandate: GivenMandate | null;
  /** Items known to the case and not told here. */
  readonly knownElsewhere: readonly PartyItem[];
}

/** Who was named as speaking for the complainant; without a name where the complaint is in confidence. Null: nobody was. */
export async function representativeOfCase(work: Work, caseFile: CaseRecord): Promise<CaseRepresentative | null> {
  if (caseFile.identity === 'confidential') {
    const { representative } = await work.elevated(why, () => contactOf(work, caseFile.id));
    if (!representative) return null;
    const { mandate, phone } = representative;
    const details = { ...unnamed, mandateKind: mandate?.kind ?? null, paper: mandate?.paper ?? null };
    return { details, mandate, knownElsewhere: phone ? ['phone'] : [] };
  }
  const party = (await partiesOf(work, caseFile.reference)).find(({ side }) => side === 'representative');
  if (party?.side !== 'representative' || party.details.state !== 'readable') return null;
  const { name, phone, relation, mandate = null } = party.details.value;
  const paper = { mandateKind: mandate?.kind ?? null, paper: mandate?.paper ?? null };
  return { details: { name, phone, address: null, relation, ...paper }, mandate, knownElsewhere: [] };
}

const unnamed = { name: null, phone: null, address: null, relation: null };

/** Items of the checklist that the case knows of who complains in confidence. */
export function itemsOfCase(work: Work, caseId: string): Promise<readonly PartyItem[]> {
  return work.elevated(why, () => complainantHas(work, caseId));
}

function isUntold({ phone, email }: PartyDetails): boolean {
  return phone === null && email === null;
}
