import { demand, staffOf } from '../../access/index.ts';
import { findCase, lockCase, partiesOf, type CaseRecord, type ComplainantDetails } from '../../cases/index.ts';
import { Forbidden, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { currentCalendar } from '../../sla/index.ts';
import { toBeSettledBy } from '../deadlines.ts';
import type { PartyDetails } from '../domain/details.ts';
import { isOpenStage, type Level, type Mode, type PartyKind } from '../domain/terms.ts';
import { latestFile, loadDispute } from '../records/dispute.ts';
import { addFile, wasFiledLate } from '../records/file-store.ts';
import { itemsOfCase, representativeOfCase } from '../records/party-contact.ts';
import { addParty, addRepresentative, type NewParty } from '../records/party-store.ts';
import { deadlineAtTier, earlier } from '../step-clocks.ts';
import { settleCompleteness } from './completeness.ts';
import { aroundOf, type DisputeAnswer, type DisputeTarget } from './take-up.ts';

export interface DisputeToOpen extends DisputeTarget {
  readonly mode: Mode;
  /** One neutral or three. */
  readonly panelSize: 1 | 3;
  /** A neutral outside the ladder, by agreement of the parties. */
  readonly byAgreement?: boolean;
}

/**
 * Opens a dispute file for a case that the office holds: at the operator's committee, at the Regulator, at the operator or
 * policy level of social assistance, or - by agreement - before a neutral of the roster once conciliation has failed. The
 * complainant, whoever speaks for them and whoever they complain of come in as parties; others can be added.
 * @throws NotFound, Forbidden, RuleBroken `protected_case_refused`, `anonymous_cannot_dispute`,
 *   `dispute_needs_acknowledged_case`, `no_dispute_at_this_tier`, `dispute_is_open`, `mode_needs_agreement`
 */
export async function openDispute(work: Work, input: DisputeToOpen): Promise<DisputeAnswer> {
  demand(work.actor, 'resolution.manage');
  const staff = staffOf(work);
  const seen = await findCase(work, input.reference);
  const caseFile = await lockCase(work, seen.id);
  if (caseFile.heldOffice !== staff.office) throw new Forbidden('forbidden.case_is_elsewhere');
  const before = await latestFile(work, caseFile.id, true);
  if (before && (isOpenStage(before.stage) || before.stage === 'obligations')) throw new RuleBroken('dispute_is_open');
  const level = levelOf(caseFile, input);
  const limit = level === 'agreed' || level === 'regulator' ? null : await deadlineAtTier(work, caseFile);
  const target = toBeSettledBy(await currentCalendar(work), work.now);
  const file = await addFile(work, {
    caseId: caseFile.id,
    level,
    tier: caseFile.tier,
    office: staff.office,
    mode: input.mode,
    panelSize: input.panelSize,
    priorLevelDone: level !== 'regulator' || caseFile.appealOf != null,
    filedLate: level === 'regulator' && (await wasFiledLate(work, caseFile.id)),
    limitAt: limit?.dueAt ?? null,
    limitForce: limit?.force ?? null,
    dueAt: earlier(target, limit?.dueAt ?? null),
  });
  for (const party of await partiesFromCase(work, caseFile)) {
    const partyId = await addParty(work, file, party);
    const speaks = party.isComplainant ? await representativeFromCase(work, caseFile) : null;
    if (speaks) await addRepresentative(work, file, { ...speaks, partyId });
  }
  if (level !== 'agreed') caseFile.status = 'in_resolution';
  work.record({
    event: 'dispute.opened',
    caseId: caseFile.id,
    data: { disputeId: file.id, level, mode: input.mode, panelSize: input.panelSize },
    announce: true,
  });
  const dispute = await loadDispute(work, file, await aroundOf(work, caseFile, file));
  const change = await settleCompleteness(work, caseFile, dispute);
  return {
    reference: caseFile.reference,
    stage: dispute.facts.stage,
    version: change ? change.version : file.version,
  };
}

/** Where such a dispute belongs, by the rung on which the case stands. */
function levelOf(of: CaseRecord, input: DisputeToOpen): Level {
  // A crime, violence or child protection never enters: DOMAIN 1.
  if (of.protected) throw new RuleBroken('protected_case_refused');
  if (of.identity === 'anonymous') throw new RuleBroken('anonymous_cannot_dispute');
  if (input.byAgreement === true) {
    const failed = of.status === 'decided' && ['failed', 'partly_conciliated'].includes(of.outcome ?? '');
    const assistance = of.track === 'social_assistance' && ['acknowledged', 'in_progress'].includes(of.status);
    if (!failed && !assistance) throw new RuleBroken('agreement_needs_failed_conciliation');
    return 'agreed';
  }
  if (!['acknowledged', 'in_progress'].includes(of.status)) throw new RuleBroken('dispute_needs_acknowledged_case');
  if (input.mode === 'arbitration') throw new RuleBroken('mode_needs_agreement');
  switch (of.tier) {
    case 'SS1B':
      return 'committee';
    case 'SS2':
      return 'regulator';
    case 'SA4':
    case 'SA5':
      return 'assistance';
    default:
      throw new RuleBroken('no_dispute_at_this_tier', { tier: of.tier });
  }
}

async function partiesFromCase(work: Work, caseFile: CaseRecord): Promise<readonly NewParty[]> {
  const known = await partiesOf(work, caseFile.reference);
  const parties: NewParty[] = [];
  const inConfidence = caseFile.identity === 'confidential';
  const employerObjects = caseFile.category === 'EMP-OBJ';
  for (const party of known) {
    if (party.side !== 'complainant') continue;
    parties.push({
      side: 'claimant',
      kind: employerObjects ? 'employer' : caseFile.track === 'social_security' ? 'member' : 'beneficiary',
      isComplainant: true,
      office: null,
      language: caseFile.language,
      // Whoever saw the identity for a while does not leave it in the file for everybody who conducts the dispute.
      details: !inConfidence && party.details.state === 'readable' ? detailsOf(party.details.value) : unknown,
      knownElsewhere: inConfidence ? await itemsOfCase(work, caseFile.id) : [],
      at: caseFile.filedAt,
    });
  }
  const others = known.flatMap((party) =>
    party.side === 'about' && party.details.state === 'readable' ? [party.details.value] : [],
  );
  for (const other of others) {
    if (other.kind !== 'employer') continue;
    parties.push(respondent('employer', null, other.name, caseFile.filedAt));
  }
  if (parties.every((party) => party.side !== 'respondent')) {
    parties.push(respondent('operator', caseFile.operatorOffice, null, caseFile.filedAt));
  }
  return parties;
}

/**
 * Whoever was named as speaking for the complainant. The mandate counts as shown where an officer saw it when it was filed; else it
 * has still to be shown. Who speaks for somebody in confidence is not named here either.
 */
async function representativeFromCase(work: Work, caseFile: CaseRecord) {
  const known = await representativeOfCase(work, caseFile);
  if (!known) return null;
  const { details, mandate, knownElsewhere } = known;
  return {
    details,
    knownElsewhere,
    validFrom: mandate?.validFrom ?? phnomPenhDay(caseFile.filedAt),
    validUntil: mandate?.validUntil ?? null,
    proven: mandate?.seen ?? false,
    at: caseFile.filedAt,
  };
}

function respondent(kind: PartyKind, office: string | null, name: string | null, at: Date): NewParty {
  return {
    side: 'respondent',
    kind,
    isComplainant: false,
    office,
    language: 'km',
    details: { ...unknown, name },
    knownElsewhere: [],
    at,
  };
}

const unknown: PartyDetails = {
  name: null,
  address: null,
  phone: null,
  email: null,
  memberId: null,
  interpreter: null,
  accessibility: null,
  contact: { channel: 'none', safe: false, note: null },
};

function detailsOf(of: ComplainantDetails): PartyDetails {
  const { name, address, phone, email, contact } = of;
  return { ...unknown, name, address, phone, email, memberId: of.ids.nssfMemberId, contact };
}
