import { z } from 'zod';

import type { Readable } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import type { DisputeView } from '../../resolution/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { instant } from '../shapes.ts';
import { id, stage } from './kit.ts';

const party = z.object({
  id,
  side: z.string(),
  kind: z.string(),
  office: z.string().nullable(),
  you: z.boolean(),
  name: z.string().nullable(),
  unreadable: z.boolean().describe('There is a name, and it cannot be opened'),
  details: z
    .object({
      address: z.string().nullable(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      memberId: z.string().nullable(),
      interpreter: z.string().nullable(),
      accessibility: z.string().nullable(),
      contact: z.object({ channel: z.string(), safe: z.boolean(), note: z.string().nullable() }),
    })
    .nullable()
    .describe('For whoever keeps or conducts the dispute, and of oneself; never of another party'),
  reachedThroughCase: z
    .enum(['sms', 'email', 'voice', 'in_person', 'none'])
    .nullable()
    .describe('Who complains in confidence: reached by the contact kept with the case, which is not shown'),
  consent: z.enum(['none', 'given', 'refused']),
  nadr: z.boolean().describe('Opted into the NADR'),
  representatives: z.array(
    z.object({
      id,
      validFrom: z.string(),
      validUntil: z.string().nullable(),
      revoked: z.boolean(),
      proven: z.boolean().describe('Whether the mandate was shown'),
      name: z.string().nullable().describe('Null for whom it is not'),
      relation: z.string().nullable(),
      kind: z.string().nullable().describe('On what the mandate rests'),
      paper: z
        .object({ reference: z.string(), attachment: z.string() })
        .nullable()
        .describe('The paper that came with the filing: an attachment of that case'),
    }),
  ),
});

const text = z.string().nullable().describe('Null: it is not for you, or it can no longer be opened');

export const dispute = z
  .object({
    reference: z.string(),
    level: z.string(),
    mode: z.string(),
    stage,
    version: z.number().int(),
    panelSize: z.number().int(),
    criminalScreen: z.string(),
    openedAt: instant,
    completeAt: instant.nullable().describe('When the complaint was complete: the statutory clock counts from then'),
    dueAt: instant.nullable().describe('The day by which it is to be settled; a joint request moves it'),
    limit: z
      .object({ at: instant, force: z.string().describe('law: no extension and no session passes it') })
      .nullable(),
    challengeUntil: instant.nullable(),
    oppositionUntil: instant.nullable(),
    sessionStillFits: z.boolean().describe('False: a session called now could no longer be held before the date'),
    filedLate: z.boolean().describe('Filed after the window'),
    excuse: z
      .object({ by: z.string().nullable(), at: instant, reason: text })
      .nullable()
      .describe('Who excused the late filing, and why'),
    missing: z.array(z.object({ item: z.string(), party: id.nullable() })),
    statement: z.record(z.string(), text),
    parties: z.array(party),
    neutrals: z.array(
      z.object({
        id,
        person: id,
        name: z.string().nullable(),
        declaration: z.string(),
        sits: z.boolean(),
        endReason: z.string().nullable(),
        replaces: id.nullable(),
        appointedAt: instant,
      }),
    ),
    challenges: z.array(z.object({ id, neutral: id, party: id, state: z.string(), filedAt: instant })),
    sessions: z.array(
      z.object({
        id,
        number: z.number().int(),
        kind: z.string(),
        party: id.nullable(),
        means: z.string(),
        room: z.string().nullable(),
        startsAt: instant,
        endsAt: instant,
        state: z.string(),
        adjournedFrom: id.nullable(),
        invitations: z.array(
          z.object({
            party: id,
            state: z.string(),
            sentAt: instant,
            answer: z.string().nullable().describe('coming, not_coming: what the party said itself'),
          }),
        ),
        present: z.array(id),
      }),
    ),
    minutes: z.array(z.object({ session: id, text, hash: z.string(), approvedBy: z.array(id) })),
    outcome: z
      .object({
        kind: z.string(),
        hash: z.string(),
        issuedAt: instant.nullable(),
        terms: z
          .array(
            z.object({
              debtor: id,
              creditor: id,
              text: z.string(),
              amountKhr: z.number().int().nullable(),
              dueOn: z.string(),
              evidence: z.string().nullable(),
            }),
          )
          .nullable(),
        reasons: text,
        minutesReason: text.describe('Why minutes of a session are not approved'),
        failedPoints: z.array(z.string()).nullable(),
        signatures: z.array(
          z.object({
            party: id.nullable(),
            neutral: id.nullable(),
            way: z.string(),
            readAloud: z.boolean(),
            at: instant,
          }),
        ),
        legalEffect: z.string(),
      })
      .nullable(),
    obligations: z.array(
      z.object({
        id,
        debtor: id,
        creditor: id,
        amountKhr: z.number().int().nullable(),
        dueOn: z.string(),
        state: z.string(),
        text: text,
        evidence: z.string().nullable().describe('How it will be shown that it was done'),
      }),
    ),
    referrals: z.array(z.object({ id, kind: z.string(), venue: z.string().nullable(), at: instant })),
    certificates: z.array(
      z.object({ number: z.string(), because: z.string(), lastDayAt: instant.nullable(), issuedAt: instant }),
    ),
    capacities: z.array(z.string()).describe('What you are in this dispute'),
    permittedActions: z.array(z.string()),
  })
  .meta({ id: 'Dispute' });

function shown<T>(of: Readable<T> | null): T | null {
  return of?.state === 'readable' ? of.value : null;
}

export function present(view: DisputeView, language: Language): z.output<typeof dispute> {
  const { file, facts, challenges, signatures } = view.dispute;
  const outcome = view.outcome && { ...view.outcome, words: shown(view.outcome.text) };
  return {
    reference: view.reference,
    level: file.level,
    mode: file.mode,
    stage: facts.stage,
    version: file.version,
    panelSize: file.panel_size,
    criminalScreen: file.criminal_screen,
    openedAt: formatInstant(new Date(file.opened_at)),
    completeAt: formatInstantOrNull(view.completeAt),
    dueAt: formatInstantOrNull(view.dueAt),
    limit: view.limitAt && { at: formatInstant(view.limitAt), force: file.limit_force ?? 'open' },
    challengeUntil: formatInstantOrNull(facts.challengeUntil),
    oppositionUntil: formatInstantOrNull(facts.oppositionUntil),
    sessionStillFits: view.sessionStillFits,
    filedLate: view.filedLate,
    excuse: view.excuse && {
      by: view.excuse.by,
      at: formatInstant(view.excuse.at),
      reason: shown(view.excuse.reason),
    },
    missing: view.missing.map(({ item, partyId }) => ({ item, party: partyId })),
    statement: Object.fromEntries(Object.entries(view.statement).map(([item, of]) => [item, shown(of)])),
    parties: view.parties.map((of) => ({
      id: of.id,
      side: of.side,
      kind: of.kind,
      office: of.office,
      you: of.isYou,
      name: of.name,
      unreadable: of.unreadable,
      details: of.details && {
        address: of.details.address,
        phone: of.details.phone,
        email: of.details.email,
        memberId: of.details.memberId,
        interpreter: of.details.interpreter,
        accessibility: of.details.accessibility,
        contact: { ...of.details.contact },
      },
      reachedThroughCase: of.reachedThroughCase,
      consent: of.consent,
      nadr: of.nadr,
      representatives: of.representatives.map((each) => ({ ...each })),
    })),
    neutrals: view.neutrals.map((of) => ({
      id: of.id,
      person: of.personId,
      name: of.name,
      declaration: of.declaration,
      sits: of.sits,
      endReason: of.endReason,
      replaces: of.replaces,
      appointedAt: formatInstant(of.appointedAt),
    })),
    challenges: challenges.map((of) => ({
      id: of.id,
      neutral: of.neutral_id,
      party: of.party_id,
      state: of.state,
      filedAt: formatInstant(new Date(of.filed_at)),
    })),
    sessions: view.sessions.map((of) => ({
      id: of.id,
      number: of.number,
      kind: of.kind,
      party: of.partyId,
      means: of.means,
      room: of.room,
      startsAt: formatInstant(of.startsAt),
      endsAt: formatInstant(of.endsAt),
      state: of.state,
      adjournedFrom: of.adjournedFrom,
      invitations: of.invitations.map((each) => ({
        party: each.partyId,
        state: each.state,
        sentAt: formatInstant(each.sentAt),
        answer: each.answer,
      })),
      present: [...of.present],
    })),
    minutes: view.minutes.map((of) => ({
      session: of.sessionId,
      text: shown(of.text),
      hash: of.hash,
      approvedBy: [...of.approvedBy],
    })),
    outcome: outcome && {
      kind: view.dispute.outcome?.kind ?? '',
      hash: outcome.hash,
      issuedAt: formatInstantOrNull(outcome.issuedAt),
      terms: outcome.words ? outcome.words.terms.map((term) => ({ ...term })) : null,
      minutesReason: shown(outcome.minutesReason),
      reasons: outcome.words?.reasons ?? null,
      failedPoints: outcome.words ? [...outcome.words.failedPoints] : null,
      signatures: signatures.map((of) => ({
        party: of.party_id,
        neutral: of.neutral_id,
        way: of.way,
        readAloud: of.read_aloud,
        at: formatInstant(new Date(of.at)),
      })),
      legalEffect: view.legalEffect[language],
    },
    obligations: view.obligations.map((of) => ({ ...of, text: shown(of.text) })),
    referrals: view.referrals.map((of) => ({ ...of, at: formatInstant(of.at) })),
    certificates: view.certificates.map((of) => ({
      ...of,
      lastDayAt: formatInstantOrNull(of.lastDayAt),
      issuedAt: formatInstant(of.issuedAt),
    })),
    capacities: [...view.capacities],
    permittedActions: [...view.permittedActions],
  };
}
