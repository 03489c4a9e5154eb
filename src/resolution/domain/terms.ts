/** Words of a dispute file. Codes are stable; the words for people stand with the doors. */

/**
 * Where a dispute is settled. `committee`: the operator's Dispute Settlement Committee (SS1B); `regulator`: the Social
 * Security Regulator (SS2); `assistance`: the operator or the policy level of social assistance (SA4, SA5); `agreed`: a
 * neutral outside the ladder, by agreement of the parties (ADR).
 */
export const levels = ['committee', 'regulator', 'assistance', 'agreed'] as const;
export type Level = (typeof levels)[number];

/** NSPPF 4.1. */
export const modes = ['negotiation', 'conciliation', 'mediation', 'arbitration'] as const;
export type Mode = (typeof modes)[number];

/** One after the other; what comes after `signatures` is after the outcome. */
export const stages = [
  'admissibility',
  'consents',
  'appointment',
  'declarations',
  'challenge_period',
  'sessions',
  'outcome',
  'signatures',
  'obligations',
  'closed',
  'court',
  'nadr',
  'refused',
  'discontinued',
  'sealed',
] as const;
export type Stage = (typeof stages)[number];

/** Stages in which the dispute is under way: one such file a case. */
export const openStages = [
  'admissibility',
  'consents',
  'appointment',
  'declarations',
  'challenge_period',
  'sessions',
  'outcome',
  'signatures',
] as const satisfies readonly Stage[];

export const outcomeKinds = ['agreement', 'partial', 'award', 'failed', 'withdrawn'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** Outcomes that bind a party to something, and so may rest on nothing less than the whole procedure. */
export const bindingKinds = ['agreement', 'partial', 'award'] as const satisfies readonly OutcomeKind[];

export const sides = ['claimant', 'respondent', 'third'] as const;
export type Side = (typeof sides)[number];

export const partyKinds = ['member', 'beneficiary', 'employer', 'operator', 'other'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** How a party was heard to consent or to sign. `paper`: signed paper kept by the office; `receipt`: by themselves, with the receipt. */
export const consentWays = ['paper', 'receipt', 'in_person', 'phone'] as const;
export type ConsentWay = (typeof consentWays)[number];

export const serviceStates = ['sent', 'delivered', 'read', 'returned'] as const;
export type ServiceState = (typeof serviceStates)[number];

export const serviceChannels = ['sms', 'email', 'letter', 'in_person', 'phone'] as const;
/** `own_page`: the party read it itself; no officer can say so. */
export type ServiceChannel = (typeof serviceChannels)[number] | 'own_page';

export const invitationAnswers = ['coming', 'not_coming'] as const;
export type InvitationAnswer = (typeof invitationAnswers)[number];

export const meetingMeans = ['in_person', 'phone', 'video'] as const;
export type MeetingMeans = (typeof meetingMeans)[number];

export const referralKinds = ['court', 'nadr', 'enforcement', 'crime'] as const;
export type ReferralKind = (typeof referralKinds)[number];

/** Papers that are certified and kept: the outcome as it was issued, the certificate, and what was referred. */
export const paperKinds = [...outcomeKinds, 'certificate', 'court', 'nadr'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Whether an outcome of this kind binds somebody. */
export function isBinding(kind: OutcomeKind): boolean {
  return (bindingKinds as readonly OutcomeKind[]).includes(kind);
}

/** Whether the dispute is under way. */
export function isOpenStage(stage: Stage): boolean {
  return (openStages as readonly Stage[]).includes(stage);
}
