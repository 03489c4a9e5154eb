import { systemActor, type Role } from '../../kernel/actor.ts';
import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { ProvenIdentity } from '../../platform/single-sign-on.ts';
import type { Work } from '../../platform/work.ts';
import { demand } from '../domain/permissions.ts';
import { passwordAloneRoles } from '../domain/posts.ts';
import { normalEmail } from '../domain/sign-in-input.ts';
import { accessKey, keyedHash } from '../records/access-key.ts';
import { changeCredential, lockCredential } from '../records/credentials.ts';
import { closeInvitations } from '../records/invitations.ts';
import { changePerson, lockPerson, personByEmail, type PersonRecord } from '../records/people.ts';
import {
  insertSsoLink,
  lockSsoLink,
  lockSsoSubject,
  removeSsoLink,
  tieSsoSubject,
  type SsoLinkRecord,
} from '../records/sso-links.ts';
import { proveSecondFactor } from './second-factor.ts';
import type { SignInServices } from './sign-in.ts';
import { startSession, type SignedIn } from './start-session.ts';

/**
 * Lets a person sign in at the provider. Their first sign-in there must bring their e-mail, verified; it ties the provider's
 * subject to them, and no other subject will do afterwards. For administrators. Doing it twice changes nothing.
 * @throws NotFound `person.not_found`
 */
export async function allowSso(work: Work, input: { readonly personId: string }): Promise<void> {
  demand(work.actor, 'people.manage');
  const person = await lockPerson(work, input.personId);
  if (!person) throw new NotFound('person.not_found');
  const by = work.actor.kind === 'staff' ? work.actor.personId : null;
  const made = await work.elevated('ties to the provider are secret', () => insertSsoLink(work, person.id, by));
  if (made) work.record({ event: 'sso.allowed', caseId: null, data: { personId: person.id }, announce: false });
}

/** Ends sign-in at the provider for a person, and forgets which subject is theirs. For administrators. */
export async function withdrawSso(work: Work, input: { readonly personId: string }): Promise<void> {
  demand(work.actor, 'people.manage');
  const gone = await work.elevated('ties to the provider are secret', () => removeSsoLink(work, input.personId));
  if (gone) work.record({ event: 'sso.withdrawn', caseId: null, data: { personId: input.personId }, announce: false });
}

/** Whether a person may sign in at the provider, and since when they have a subject there. For administrators. */
export async function ssoOf(work: Work, input: { readonly personId: string }): Promise<SsoState> {
  demand(work.actor, 'people.manage');
  const link = await work.elevated('ties to the provider are secret', () => lockSsoLink(work, input.personId));
  return { allowed: link !== null, linkedAt: link?.linkedAt ?? null };
}

export interface SsoState {
  readonly allowed: boolean;
  readonly linkedAt: Date | null;
}

/** A proof by the provider that still needs a code: kept sealed by the door for a few minutes, no longer. */
export interface SsoPending {
  readonly personId: string;
}

type Outcome =
  | { readonly is: 'in'; readonly signedIn: SignedIn }
  | { readonly is: 'code_needed'; readonly pending: SsoPending }
  | { readonly is: 'refused'; readonly why: 'session.refused' | 'session.sso_refused' | 'session.sso_enrol' };

export type SsoAnswer = Exclude<Outcome, { is: 'refused' }>;

/**
 * Signs in whom the provider has proven. A second factor that the provider asked for counts; without one, a role that needs
 * it is asked for a code of its own authenticator here. Whoever was invited and is allowed becomes active by it.
 * @throws Forbidden `session.sso_refused`: nobody here, not allowed, or no longer; `session.sso_enrol`: a second factor is
 *   needed, the provider asked for none, and the person has not enrolled an authenticator here
 */
export async function signInProven(services: SignInServices, identity: ProvenIdentity): Promise<SsoAnswer> {
  return answered(
    await services.perform(systemActor('sign-in'), concludeProven, {
      identity,
      passwordAlone: services.passwordAlone ?? passwordAloneRoles,
    }),
  );
}

/**
 * The second step of `signInProven`, with a code of the authenticator or a recovery code.
 * @throws Forbidden `session.refused`: a wrong code, or access that ended meanwhile
 */
export async function signInProvenWithCode(
  services: SignInServices,
  input: { readonly pending: SsoPending; readonly totp: string },
): Promise<SignedIn> {
  const answer = answered(
    await services.perform(systemActor('sign-in'), concludeWithCode, {
      ...input,
      codeTime: services.authenticatorClock.now(),
    }),
  );
  if (answer.is !== 'in') throw new Forbidden('session.refused');
  return answer.signedIn;
}

function answered(outcome: Outcome): SsoAnswer {
  if (outcome.is === 'refused') throw new Forbidden(outcome.why);
  return outcome;
}

/** Puts into the ledger that a sign-in at the provider came to nothing before anybody was proven. Acts as the system. */
export function recordSsoFailure(work: Work, input: { readonly reason: 'sso_unproven' | 'sso_stale' }): Promise<void> {
  refused(work, input.reason, null);
  return Promise.resolve();
}

async function concludeProven(
  work: Work,
  input: { readonly identity: ProvenIdentity; readonly passwordAlone: readonly Role[] },
): Promise<Outcome> {
  const { identity, passwordAlone } = input;
  const key = await accessKey(work);
  const subject = keyedHash(key, 'subject', `${identity.issuer}|${identity.subject}`);
  const found = await whose(work, identity, subject);
  if (found.person === null) return refused(work, found.reason, null);
  const { person, link } = found;
  if (person.deactivatedAt !== null) return refused(work, 'inactive', person.id);

  const credential = await lockCredential(work, person.id);
  const needsCode = (credential?.totpSealed ?? null) !== null || !passwordAlone.includes(person.role);
  if (needsCode && !identity.secondFactor && (credential?.totpSealed ?? null) === null)
    return refused(work, 'sso_enrol', person.id, 'session.sso_enrol');
  if (link.linkedAt === null) {
    await tieSsoSubject(work, person.id, subject);
    work.record({ event: 'sso.linked', caseId: null, data: { personId: person.id }, announce: false });
  }
  if (!person.active) await activate(work, person, identity.secondFactor);
  if (needsCode && !identity.secondFactor) return { is: 'code_needed', pending: { personId: person.id } };
  return { is: 'in', signedIn: await startSession(work, person, { via: 'web', sso: true }) };
}

type Whose =
  { readonly person: PersonRecord; readonly link: SsoLinkRecord } | { readonly person: null; readonly reason: string };

/** By the subject; the first time by the verified e-mail of somebody who is allowed and has no subject yet. */
async function whose(work: Work, identity: ProvenIdentity, subject: Buffer): Promise<Whose> {
  const known = await lockSsoSubject(work, subject);
  if (known) {
    const person = await lockPerson(work, known.personId);
    return person ? { person, link: known } : { person: null, reason: 'unknown' };
  }
  if (identity.email === null) return { person: null, reason: 'sso_email_unverified' };
  const byEmail = await personByEmail(work, normalEmail(identity.email));
  const person = byEmail && (await lockPerson(work, byEmail.id));
  if (!person) return { person: null, reason: 'unknown' };
  const link = await lockSsoLink(work, person.id);
  if (!link) return { person: null, reason: 'sso_not_allowed' };
  return link.linkedAt === null ? { person, link } : { person: null, reason: 'sso_other_subject' };
}

/** Whoever was invited and proves themselves at the provider needs no password of ours. */
async function activate(work: Work, person: PersonRecord, secondFactor: boolean): Promise<void> {
  await closeInvitations(work, person.id);
  await changePerson(work, person.id, { active: true, deactivatedAt: null });
  work.record({
    event: 'invitation.accepted',
    caseId: null,
    data: { personId: person.id, secondFactor, sso: true },
    announce: false,
  });
}

async function concludeWithCode(
  work: Work,
  input: { readonly pending: SsoPending; readonly totp: string; readonly codeTime: Date },
): Promise<Outcome> {
  const credential = await lockCredential(work, input.pending.personId);
  const person = await lockPerson(work, input.pending.personId);
  const link = await lockSsoLink(work, input.pending.personId);
  if (!person?.active || !credential || link?.linkedAt == null)
    return refused(work, 'inactive', input.pending.personId, 'session.refused');
  const proof = await proveSecondFactor(work, person, credential, input.totp, input.codeTime);
  if (proof !== 'right') return refused(work, proof, person.id, 'session.refused');
  await changeCredential(work, person.id, { failedCount: 0, blockedUntil: null });
  return { is: 'in', signedIn: await startSession(work, person, { via: 'web', sso: true }) };
}

function refused(
  work: Work,
  reason: string,
  personId: string | null,
  why: Extract<Outcome, { is: 'refused' }>['why'] = 'session.sso_refused',
): Outcome {
  work.record({ event: 'session.refused', caseId: null, data: { reason, personId, sso: true }, announce: false });
  return { is: 'refused', why };
}
