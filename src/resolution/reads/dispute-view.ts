import { findCase, mayReadContent, openText, readCase, withheld, type Readable } from '../../cases/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { currentCalendar } from '../../sla/index.ts';
import { noticeEnd } from '../deadlines.ts';
import { obligationSeen, type ObligationView } from './obligation-view.ts';
import type { Missing } from '../domain/completeness.ts';
import type { PartyContact, PartyDetails } from '../domain/details.ts';
import { legalEffect } from '../domain/periods.ts';
import { possibleProcedureActions, type ProcedureAction } from '../domain/procedure.ts';
import { sessionStillFits } from '../domain/session-rule.ts';
import type { OutcomeText } from '../domain/terms-text.ts';
import { aroundOf, missingOf, standingOf } from '../commands/take-up.ts';
import { capacitiesOf, mayInDispute, type Capacity } from '../policy.ts';
import { latestFile, loadDispute, type Dispute } from '../records/dispute.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import { addressIfOpen, detailsOfParty, detailsOfRepresentative } from '../records/party-contact.ts';
import { outcomeTextOf } from '../records/outcome-store.ts';
import { minutesOf, type MinutesRead } from '../records/minutes-store.ts';
import { noteRead } from '../records/service-store.ts';
import {
  certificatesOf,
  namesOf,
  referralsOf,
  statementOf,
  type Certificate,
  type Referral,
} from '../records/view-reads.ts';

/** A party as the reader may see it: the other side sees a name and a side, never where or how the party is reached. */
export interface PartyView {
  readonly id: string;
  readonly side: Dispute['parties'][number]['side'];
  readonly kind: Dispute['parties'][number]['kind'];
  readonly office: string | null;
  readonly language: string;
  readonly isYou: boolean;
  readonly name: string | null;
  readonly details: PartyDetails | null;
  /** The reader may know the name, and it cannot be opened: said to be so, never as if there were none. */
  readonly unreadable: boolean;
  /**
   * Who complains in confidence is reached by the contact kept with the case: by which channel, for whoever conducts the
   * dispute; `none`: only on the party's own page. Null where the party is reached as `details` say.
   */
  readonly reachedThroughCase: PartyContact['channel'] | null;
  readonly consent: 'none' | 'given' | 'refused';
  /** Opted into the NADR. */
  readonly nadr: boolean;
  readonly representatives: readonly RepresentativeView[];
}

/** Who speaks for a party: who that is, for the party itself and whoever keeps or conducts the dispute. */
export interface RepresentativeView {
  readonly id: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly revoked: boolean;
  /** Whether the mandate was shown. */
  readonly proven: boolean;
  readonly name: string | null;
  readonly relation: string | null;
  /** On what the mandate rests; null: not said. */
  readonly kind: string | null;
  /** The paper that came with the filing. */
  readonly paper: { readonly reference: string; readonly attachment: string } | null;
}

export interface NeutralView {
  readonly id: string;
  readonly personId: string;
  readonly name: string | null;
  readonly declaration: 'none' | 'clear' | 'conflict';
  readonly sits: boolean;
  readonly endReason: string | null;
  readonly replaces: string | null;
  readonly appointedAt: Date;
}

/** A dispute as somebody may see it. */
export interface DisputeView {
  readonly reference: string;
  readonly dispute: Dispute;
  readonly capacities: readonly Capacity[];
  readonly dueAt: Date | null;
  readonly limitAt: Date | null;
  readonly completeAt: Date | null;
  /** The complaint came after its window: who excused that, when and why; null while nobody has. */
  readonly filedLate: boolean;
  readonly excuse: {
    readonly by: string | null;
    readonly at: Date;
    readonly reason: Readable<string>;
  } | null;
  readonly missing: readonly Missing[];
  readonly parties: readonly PartyView[];
  readonly neutrals: readonly NeutralView[];
  /** A party does not see that the other was heard apart. */
  readonly sessions: Dispute['sessions'];
  readonly minutes: readonly MinutesRead[];
  readonly statement: Readonly<Record<string, Readable<string>>>;
  readonly outcome: {
    readonly hash: string;
    readonly text: Readable<OutcomeText>;
    readonly issuedAt: Date | null;
    /** Why minutes of a session are not approved, where they are not. */
    readonly minutesReason: Readable<string> | null;
  } | null;
  readonly obligations: readonly ObligationView[];
  readonly referrals: readonly Referral[];
  readonly certificates: readonly Certificate[];
  readonly legalEffect: { readonly km: string; readonly en: string };
  /** The end of the notice of a session called now: the first one can be after it. */
  readonly noticeEndsAt: Date;
  /** False: a session called now could no longer be held before the date. */
  readonly sessionStillFits: boolean;
  readonly permittedActions: readonly ProcedureAction[];
}

/**
 * The dispute of a case as the actor may see it. Nothing said apart or without prejudice is ever part of it. A sealed file
 * opens for the registrar alone.
 * @throws NotFound `not_found.case`, `not_found.dispute`
 */
export async function disputeView(work: Work, reference: string): Promise<DisputeView> {
  const { dispute, caseReference, capacities } = await openDisputeForReading(work, reference);
  const { file } = dispute;
  await noteInvitationsRead(work, dispute);
  const today = phnomPenhDay(work.now);
  const calendar = await currentCalendar(work);
  const noticeEndsAt = noticeEnd(calendar, work.now);
  const readable = mayReadContent(work.actor);
  const standing = standingOf(dispute);
  return {
    reference: caseReference,
    dispute,
    capacities,
    dueAt: instantOrNull(file.due_at),
    limitAt: instantOrNull(file.limit_at),
    completeAt: instantOrNull(file.complete_at),
    filedLate: file.filed_late,
    excuse: await excuseOf(work, dispute, readable),
    missing: file.level === 'regulator' ? missingOf(dispute, today) : [],
    parties: await partiesSeen(work, dispute, capacities),
    neutrals: await neutralsSeen(work, dispute),
    sessions: sessionsSeen(work, dispute, capacities),
    minutes: await minutesSeen(work, dispute, capacities),
    statement: readable && capacities.length > 0 ? await statementOf(work, file) : {},
    outcome: dispute.outcome && {
      hash: dispute.outcome.terms_hash.toString('hex'),
      text: readable ? await outcomeTextOf(work, dispute.outcome) : withheld,
      issuedAt: instantOrNull(dispute.outcome.issued_at),
      minutesReason:
        dispute.outcome.sealed_minutes_reason &&
        (readable
          ? await openText(
              work,
              file.case_id,
              `dispute-minutes-reason:${dispute.outcome.id}`,
              dispute.outcome.sealed_minutes_reason,
            )
          : withheld),
    },
    obligations: await Promise.all(dispute.obligations.map((each) => obligationSeen(work, each, readable))),
    referrals: await referralsOf(work, file.id),
    certificates: await certificatesOf(work, file.case_id),
    legalEffect: legalEffect[file.level],
    noticeEndsAt,
    sessionStillFits: sessionStillFits({ noticeEndsAt, dueAt: instantOrNull(file.limit_at ?? file.due_at) }),
    permittedActions: possibleProcedureActions(dispute.facts, work.now).filter((action) =>
      mayInDispute(work.actor, action, standing),
    ),
  };
}

async function excuseOf(work: Work, { file }: Dispute, readable: boolean): Promise<DisputeView['excuse']> {
  const at = instantOrNull(file.excused_at);
  if (at === null || file.excused_by === null || file.sealed_excuse === null) return null;
  const names = await namesOf(work, [file.excused_by]);
  const reason = readable
    ? await openText(work, file.case_id, `dispute-excuse:${file.id}`, file.sealed_excuse)
    : withheld;
  return { by: names.get(file.excused_by) ?? null, at, reason };
}

/** A party that looks at its dispute has read what it is invited to. */
async function noteInvitationsRead(work: Work, dispute: Dispute): Promise<void> {
  if (work.actor.kind !== 'complainant') return;
  const own = dispute.parties.find((party) => party.is_complainant)?.id;
  for (const session of dispute.sessions) {
    const invitation = session.invitations.find((each) => each.partyId === own);
    if (invitation) await noteRead(work, dispute.file, session, invitation);
  }
}

/** Finds a dispute to read of it. A sealed one is there for the registrar alone. */
export async function openDisputeForReading(work: Work, reference: string) {
  const found = await findCase(work, reference);
  const caseFile = await readCase(work, found.id);
  const file = await latestFile(work, found.id, false);
  if (!file) throw new NotFound('not_found.dispute');
  const dispute = await loadDispute(work, file, await aroundOf(work, caseFile, file));
  const capacities = capacitiesOf(work.actor, standingOf(dispute));
  const isAuditor = work.actor.kind === 'staff' && work.actor.role === 'auditor';
  if (file.stage === 'sealed' && !capacities.includes('registrar') && !isAuditor && work.actor.kind !== 'system') {
    throw new NotFound('not_found.dispute');
  }
  return { dispute, caseFile, caseReference: caseFile.reference, capacities };
}

async function partiesSeen(
  work: Work,
  dispute: Dispute,
  capacities: readonly Capacity[],
): Promise<readonly PartyView[]> {
  const conducts = capacities.includes('registrar') || capacities.includes('neutral');
  const seesNames = mayReadContent(work.actor);
  return Promise.all(
    dispute.parties.map(async (party) => {
      const isYou = work.actor.kind === 'complainant' && party.is_complainant;
      const reached = conducts ? await addressIfOpen(work, party) : null;
      const details = seesNames ? await detailsOfParty(work, party) : null;
      return {
        id: party.id,
        side: party.side,
        kind: party.kind,
        office: party.office,
        language: party.language,
        isYou,
        name: details?.name ?? null,
        details: conducts || isYou ? details : null,
        unreadable: seesNames && details === null,
        reachedThroughCase: reached?.throughCase === true ? (reached.safe ? reached.channel : 'none') : null,
        consent: dispute.facts.parties.find((each) => each.id === party.id)?.consent ?? 'none',
        nadr: dispute.facts.parties.find((each) => each.id === party.id)?.nadr ?? false,
        representatives: await Promise.all(
          dispute.representatives
            .filter((each) => each.party_id === party.id)
            .map((each) => representativeSeen(work, each, conducts || isYou)),
        ),
      };
    }),
  );
}

async function representativeSeen(
  work: Work,
  of: Dispute['representatives'][number],
  mayKnow: boolean,
): Promise<RepresentativeView> {
  const details = mayKnow ? await detailsOfRepresentative(work, of) : null;
  return {
    id: of.id,
    validFrom: of.valid_from,
    validUntil: of.valid_until,
    revoked: of.revoked_at !== null,
    proven: of.proven,
    name: details?.name ?? null,
    relation: details?.relation ?? null,
    kind: details?.mandateKind ?? null,
    paper: details?.paper ?? null,
  };
}

async function neutralsSeen(work: Work, dispute: Dispute): Promise<readonly NeutralView[]> {
  const names = await namesOf(
    work,
    dispute.neutrals.map((seat) => seat.person_id),
  );
  return dispute.neutrals.map((seat) => ({
    id: seat.id,
    personId: seat.person_id,
    name: names.get(seat.person_id) ?? null,
    declaration: seat.declaration,
    sits: seat.ended_at === null,
    endReason: seat.end_reason,
    replaces: seat.replaces,
    appointedAt: instant(seat.appointed_at),
  }));
}

function sessionsSeen(work: Work, dispute: Dispute, capacities: readonly Capacity[]): Dispute['sessions'] {
  if (capacities.includes('registrar') || capacities.includes('neutral')) return dispute.sessions;
  const own = dispute.parties.find((party) => work.actor.kind === 'complainant' && party.is_complainant)?.id;
  return dispute.sessions.filter((session) => session.kind === 'joint' || session.partyId === own);
}

/** Minutes of joint sessions for all; those of a separate session for its party and whoever conducts the dispute. */
async function minutesSeen(
  work: Work,
  dispute: Dispute,
  capacities: readonly Capacity[],
): Promise<readonly MinutesRead[]> {
  if (!mayReadContent(work.actor)) return [];
  const own = dispute.parties.find((party) => work.actor.kind === 'complainant' && party.is_complainant)?.id;
  const conducts = capacities.includes('neutral');
  const open = new Set(
    dispute.sessions
      .filter((session) => session.kind === 'joint' || conducts || (own !== undefined && session.partyId === own))
      .map((session) => session.id),
  );
  return (await minutesOf(work, dispute.file)).filter((each) => open.has(each.sessionId));
}
