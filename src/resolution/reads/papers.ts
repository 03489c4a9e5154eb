import { randomBytes } from 'node:crypto';

import {
  findCase,
  learnsComplainant,
  mayKnowComplainant,
  mayReadContent,
  readCase,
  type CaseRecord,
} from '../../cases/index.ts';
import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { Bilingual, Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook } from '../../reference/index.ts';
import { legalEffect } from '../domain/periods.ts';
import type { Level, PaperKind, Side } from '../domain/terms.ts';
import { aroundOf, standingOf } from '../commands/take-up.ts';
import { capacitiesOf } from '../policy.ts';
import { filesOfCase, loadDispute, type Dispute, type SignatureRow } from '../records/dispute.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import { detailsOfParty, detailsOfRepresentative, nameKeptWithCase } from '../records/party-contact.ts';
import { outcomeTextOf } from '../records/outcome-store.ts';
import { paperSources, storedCopy } from '../records/paper-store.ts';
import { certificatesOf, namesOf, referralText } from '../records/view-reads.ts';

/** Somebody's signature on the terms, and how it was given. */
export interface PaperSignature {
  readonly name: string | null;
  readonly side: Side | 'neutral';
  readonly by: string | null;
  readonly way: 'paper' | 'phone_code' | 'account';
  readonly readAloud: boolean;
  readonly attestedBy: readonly string[];
  readonly at: Date;
}

/** Everything a certified paper says, as plain data. Built up from what may be in it: nothing said apart, no offer. */
export interface PaperMaterial {
  readonly kind: PaperKind;
  readonly caseId: string;
  readonly sourceId: string;
  readonly reference: string;
  /** Stands on this copy and on no other. */
  readonly mark: string;
  readonly language: Language;
  readonly partyId: string | null;
  readonly copyOf: { readonly name: string | null; readonly side: Side } | null;
  readonly office: Bilingual;
  readonly level: Level | null;
  readonly mode: string | null;
  readonly at: Date;
  readonly parties: readonly { readonly name: string | null; readonly side: Side; readonly kind: string }[];
  readonly neutrals: readonly string[];
  readonly terms: readonly {
    readonly debtor: string | null;
    readonly creditor: string | null;
    readonly text: string;
    readonly evidence: string | null;
    readonly amountKhr: number | null;
    readonly dueOn: string;
  }[];
  readonly reasons: string | null;
  readonly failedPoints: readonly string[];
  readonly signatures: readonly PaperSignature[];
  readonly termsHash: string | null;
  readonly oppositionUntil: Date | null;
  readonly certificate: {
    readonly number: string;
    readonly because: 'not_settled' | 'deadline_passed';
    readonly lastDayAt: Date | null;
  } | null;
  /** Province of the court; null for the NADR and until a venue is known. */
  readonly referral: { readonly venue: Bilingual | null; readonly text: string } | null;
  readonly legalEffect: Bilingual | null;
}

/** A paper that there is, with the copies that the reader may fetch. */
export interface PaperListed {
  readonly id: string;
  readonly kind: PaperKind;
  readonly at: Date;
  readonly copies: readonly { readonly party: string | null; readonly language: Language }[];
}

/** A case with its dispute files, as somebody may fetch papers of it. */
interface Reading {
  readonly caseFile: CaseRecord;
  /** By id of the file. */
  readonly disputes: ReadonlyMap<string, Dispute>;
}

async function reading(work: Work, reference: string): Promise<Reading> {
  const found = await findCase(work, reference);
  if (!mayReadContent(work.actor)) throw new Forbidden('forbidden.dispute', { action: 'papers' });
  const caseFile = await readCase(work, found.id);
  const disputes = new Map<string, Dispute>();
  for (const file of await filesOfCase(work, found.id)) {
    disputes.set(file.id, await loadDispute(work, file, await aroundOf(work, caseFile, file)));
  }
  return { caseFile, disputes };
}

function ownParty(dispute: Dispute | null): string | null {
  return dispute?.parties.find((party) => party.is_complainant)?.id ?? null;
}

/**
 * Whether somebody may have a copy: a party its own; whoever keeps or conducts the dispute each copy; others who read the case
 * the office's. A certificate without a dispute file is the complainant's too.
 */
function mayHave(work: Work, dispute: Dispute | null, party: string | null, kind: PaperKind): boolean {
  if (work.actor.kind === 'complainant') {
    return dispute === null ? party === null && kind === 'certificate' : party !== null && party === ownParty(dispute);
  }
  if (party === null) return true;
  const capacities = dispute ? capacitiesOf(work.actor, standingOf(dispute)) : [];
  return capacities.includes('registrar') || capacities.includes('neutral');
}

/**
 * The party of a dispute whose own copy is named from the case: it complains in confidence and the file was told no name. That
 * copy is for the party, and for whoever may know who it is.
 */
async function namedFromCase(work: Work, { caseFile, disputes }: Reading): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (caseFile.identity !== 'confidential') return found;
  for (const dispute of disputes.values()) {
    const own = dispute.parties.find((party) => party.is_complainant);
    if (own && !(await detailsOfParty(work, own))?.name) found.add(own.id);
  }
  return found;
}

/** The certified papers of a case. @throws NotFound `not_found.case`, Forbidden */
export async function disputePapers(work: Work, reference: string): Promise<readonly PaperListed[]> {
  const read = await reading(work, reference);
  const { caseFile, disputes } = read;
  const sources = await paperSources(work, caseFile.id);
  const closed = (await mayKnowComplainant(work, caseFile)) ? new Set<string>() : await namedFromCase(work, read);
  return sources
    .map(({ id, kind, at, fileId }) => {
      const dispute = disputes.get(fileId ?? '') ?? null;
      const copies = [
        { party: null, language: caseFile.language },
        ...(dispute?.parties ?? []).map((party) => ({ party: party.id, language: party.language })),
      ];
      return {
        id,
        kind,
        at,
        copies: copies.filter(({ party }) => mayHave(work, dispute, party, kind) && !closed.has(party ?? '')),
      };
    })
    .filter((paper) => paper.copies.length > 0);
}

/**
 * One copy of a paper: as it was made before, or what it is to be made of.
 * @param input party: whose copy, null for the office's; a complainant gets their own; language: null for that of the copy
 * @throws NotFound `not_found.case`, `not_found.paper`; Forbidden
 */
export async function openPaper(
  work: Work,
  input: {
    readonly reference: string;
    readonly id: string;
    readonly party: string | null;
    readonly language: Language | null;
  },
): Promise<{ readonly fileName: string } & ({ readonly content: Buffer } | { readonly material: PaperMaterial })> {
  const read = await reading(work, input.reference);
  const { caseFile, disputes } = read;
  const source = (await paperSources(work, caseFile.id)).find((each) => each.id === input.id);
  if (!source) throw new NotFound('not_found.paper');
  const dispute = disputes.get(source.fileId ?? '') ?? null;
  const partyId = work.actor.kind === 'complainant' ? ownParty(dispute) : input.party;
  const party = dispute?.parties.find((each) => each.id === partyId) ?? null;
  if (!mayHave(work, dispute, partyId, source.kind) || (partyId !== null && !party)) {
    throw new NotFound('not_found.paper');
  }
  const isNamedFromCase = (await namedFromCase(work, read)).has(partyId ?? '');
  if (isNamedFromCase && !(await learnsComplainant(work, caseFile))) throw new NotFound('not_found.paper');
  const language = input.language ?? party?.language ?? caseFile.language;
  const fileName = `${caseFile.reference}-${source.kind}.pdf`;
  work.record({
    event: 'dispute.paper_fetched',
    caseId: caseFile.id,
    data: { source: source.id, kind: source.kind, party: partyId, language },
    announce: false,
  });
  const content = await storedCopy(work, { sourceId: source.id, partyId, language });
  if (content) return { fileName, content };
  return {
    fileName,
    material: await materialOf(work, { caseFile, dispute, source, partyId, language, isNamedFromCase }),
  };
}

interface About {
  readonly caseFile: CaseRecord;
  readonly dispute: Dispute | null;
  readonly source: Awaited<ReturnType<typeof paperSources>>[number];
  readonly partyId: string | null;
  readonly language: Language;
  /** Whether the copy is for whoever the case alone can name. */
  readonly isNamedFromCase: boolean;
}

async function materialOf(work: Work, of: About): Promise<PaperMaterial> {
  const { caseFile, dispute, source, partyId, language } = of;
  const book = await currentBook(work);
  const names = new Map<string, string | null>();
  // Whoever complains in confidence is named on their own copy alone, and so is who speaks for them.
  const isHidden = (party: { readonly id: string; readonly is_complainant: boolean }): boolean =>
    party.is_complainant && caseFile.identity === 'confidential' && party.id !== partyId;
  for (const party of dispute?.parties ?? []) {
    const told = isHidden(party) ? null : ((await detailsOfParty(work, party))?.name ?? null);
    const own = party.id === partyId && of.isNamedFromCase;
    names.set(party.id, own ? await nameKeptWithCase(work, caseFile.id) : told);
  }
  const nameOf = (id: string): string | null => names.get(id) ?? null;
  const outcome = dispute?.outcome?.id === source.id ? dispute.outcome : null;
  const text = outcome && (await outcomeTextOf(work, outcome));
  const said = text?.state === 'readable' ? text.value : null;
  if (outcome && !said) throw new NotFound('not_found.paper');
  const sits = dispute?.neutrals.filter((seat) => seat.ended_at === null) ?? [];
  const people = await namesOf(
    work,
    sits.map((seat) => seat.person_id),
  );
  const mine = dispute?.parties.find((party) => party.id === partyId);
  const office = dispute?.file.office ?? caseFile.heldOffice;
  const certificate = source.kind === 'certificate' ? await certificateOf(work, caseFile.id, source.at) : null;
  const referral = source.kind === 'court' || source.kind === 'nadr' ? await referralText(work, source.id) : null;
  return {
    kind: source.kind,
    caseId: caseFile.id,
    sourceId: source.id,
    reference: caseFile.reference,
    mark: newMark(),
    language,
    partyId,
    copyOf: mine ? { name: nameOf(mine.id), side: mine.side } : null,
    office: book.office(office)?.name ?? { km: office, en: office },
    level: dispute?.file.level ?? null,
    mode: dispute?.file.mode ?? null,
    at: source.at,
    parties: (dispute?.parties ?? []).map((party) => ({ name: nameOf(party.id), side: party.side, kind: party.kind })),
    neutrals: sits.flatMap((seat) => people.get(seat.person_id) ?? []),
    terms: (said?.terms ?? []).map((term) => ({
      debtor: nameOf(term.debtor),
      creditor: nameOf(term.creditor),
      text: term.text,
      evidence: term.evidence,
      amountKhr: term.amountKhr,
      dueOn: term.dueOn,
    })),
    reasons: said?.reasons ?? null,
    failedPoints: said?.failedPoints ?? [],
    signatures: dispute && outcome ? await signaturesOf(work, dispute, nameOf, isHidden) : [],
    termsHash: outcome?.terms_hash.toString('hex') ?? null,
    oppositionUntil: source.kind === 'award' ? instantOrNull(dispute?.file.opposition_until ?? null) : null,
    certificate,
    referral: referral && {
      text: referral.text,
      venue: referral.venue === null ? null : (book.placePath(referral.venue)[0]?.name ?? null),
    },
    legalEffect:
      ['agreement', 'partial', 'award'].includes(source.kind) && dispute ? legalEffect[dispute.file.level] : null,
  };
}

async function certificateOf(work: Work, caseId: string, at: Date): Promise<PaperMaterial['certificate']> {
  const found = (await certificatesOf(work, caseId)).find((each) => each.issuedAt.getTime() === at.getTime());
  return found ? { number: found.number, because: found.because, lastDayAt: found.lastDayAt } : null;
}

async function signaturesOf(
  work: Work,
  dispute: Dispute,
  nameOf: (party: string) => string | null,
  isHidden: (party: Dispute['parties'][number]) => boolean,
): Promise<readonly PaperSignature[]> {
  const attested = dispute.signatures.flatMap((each) => [each.attested_by, each.attested_by_second]);
  const seats = new Map(dispute.neutrals.map((seat) => [seat.id, seat.person_id]));
  const people = await namesOf(work, [...seats.values(), ...attested.flatMap((id) => id ?? [])]);
  const made: PaperSignature[] = [];
  for (const each of dispute.signatures) {
    const party = dispute.parties.find((one) => one.id === each.party_id);
    const neutral = each.neutral_id === null ? null : (people.get(seats.get(each.neutral_id) ?? '') ?? null);
    made.push({
      name: party ? nameOf(party.id) : neutral,
      side: party?.side ?? 'neutral',
      by: party && isHidden(party) ? null : await representativeName(work, dispute, each),
      way: each.way,
      readAloud: each.read_aloud,
      attestedBy: [each.attested_by, each.attested_by_second].flatMap((id) => (id ? (people.get(id) ?? []) : [])),
      at: instant(each.at),
    });
  }
  return made.sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function representativeName(work: Work, dispute: Dispute, of: SignatureRow): Promise<string | null> {
  const representative = dispute.representatives.find((each) => each.id === of.representative_id);
  return representative ? ((await detailsOfRepresentative(work, representative))?.name ?? null) : null;
}

/** Twelve characters that are not mistaken for each other: sixty bits that nobody guesses. */
function newMark(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const letters = [...randomBytes(12)].map((byte) => alphabet[byte % 32]).join('');
  return letters.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3');
}
