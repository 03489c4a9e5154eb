import { systemActor, type Role } from '../../kernel/actor.ts';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { authenticatorUri, matchingStep, newAuthenticatorSecret } from '../authenticator.ts';
import { passwordFaults } from '../domain/password-rule.ts';
import { passwordAloneRoles } from '../domain/posts.ts';
import { normalCode } from '../domain/sign-in-input.ts';
import { hashPassword } from '../passwords.ts';
import { accessKey, openTotp, sealTotp } from '../records/access-key.ts';
import { putCredentials } from '../records/credentials.ts';
import { closeInvitations, lockInvitation, replaceInvitation } from '../records/invitations.ts';
import { changePerson, lockPerson, type PersonRecord } from '../records/people.ts';
import { endSessions } from '../records/sessions.ts';
import { newToken, tokenHash } from '../tokens.ts';
import { freshRecoveryCodes } from './recovery-codes.ts';
import type { SignInServices } from './sign-in.ts';

/** DEFAULT: how long an invitation holds. */
export const invitationMilliseconds = 72 * 3_600_000;

export interface Invited {
  readonly personId: string;
  /** To be sent to the person; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Makes an invitation in the place of any earlier one. Callers have checked who may. */
export async function issueInvitation(work: Work, personId: string): Promise<Invited> {
  const token = newToken();
  const expiresAt = new Date(work.now.getTime() + invitationMilliseconds);
  const key = await accessKey(work);
  await work.elevated('invitations are secret', () =>
    replaceInvitation(work, {
      id: newId(),
      personId,
      tokenHash: tokenHash(token),
      totpSealed: sealTotp(work, key, personId, newAuthenticatorSecret()),
      invitedBy: work.actor.kind === 'staff' ? work.actor.personId : null,
      expiresAt,
    }),
  );
  return { personId, token, expiresAt };
}

export interface OpenInvitation {
  readonly email: string;
  readonly name: string;
  readonly nameLatin: string | null;
  readonly role: Role;
  readonly office: string;
  readonly expiresAt: Date;
  /** What to enter into an authenticator app; the same each time the invitation is opened. */
  readonly authenticator: {
    readonly secret: string;
    readonly uri: string;
    /** False for roles that may sign in with a password alone. */
    readonly needed: boolean;
  };
}

/**
 * What an invitation offers. Acts as the system: `perform(systemActor('invitation'), openInvitation, { token })`.
 * @throws NotFound `invitation.not_found`: unknown, used, replaced or run out
 */
export async function openInvitation(work: Work, input: { readonly token: string }): Promise<OpenInvitation> {
  const { person, secret, expiresAt } = await invitedBy(work, input.token);
  return {
    email: person.email,
    name: person.name,
    nameLatin: person.nameLatin,
    role: person.role,
    office: person.office,
    expiresAt,
    authenticator: {
      secret,
      uri: authenticatorUri(person.email, secret),
      needed: !passwordAloneRoles.includes(person.role),
    },
  };
}

/**
 * Accepts an invitation: sets the password, enrols the authenticator when a code is given (needed for most roles), makes
 * the person active and ends whatever sessions they had.
 * @returns recovery codes to show once; none without an authenticator
 * @throws NotFound `invitation.not_found`; InvalidInput (`password`, `totp`)
 */
export async function acceptInvitation(
  services: SignInServices,
  input: { readonly token: string; readonly password: string; readonly totp?: string | null | undefined },
): Promise<{ recoveryCodes: string[] }> {
  const actor = systemActor('invitation');
  const offered = await services.perform(actor, openInvitation, { token: input.token });
  const personal = [offered.email, offered.name, offered.nameLatin ?? ''];
  const faults = passwordFaults(input.password, personal);
  const code = normalCode(input.totp ?? '');
  const needed = !(services.passwordAlone ?? passwordAloneRoles).includes(offered.role);
  const step = matchingStep(offered.authenticator.secret, code, services.authenticatorClock.now());
  if (code === '' && needed) faults.push({ field: 'totp', code: 'required' });
  if (code !== '' && step === null) faults.push({ field: 'totp', code: 'totp.wrong' });
  if (faults.length > 0) throw new InvalidInput(faults);
  const passwordHash = await hashPassword(input.password);
  return services.perform(actor, enrol, { token: input.token, passwordHash, step });
}

async function enrol(
  work: Work,
  input: { token: string; passwordHash: string; step: number | null },
): Promise<{ recoveryCodes: string[] }> {
  const { person, secret } = await invitedBy(work, input.token);
  const key = await accessKey(work);
  await putCredentials(work, [
    {
      personId: person.id,
      passwordHash: input.passwordHash,
      totpSealed: input.step === null ? null : sealTotp(work, key, person.id, secret),
      totpLastStep: input.step,
    },
  ]);
  const recoveryCodes = await freshRecoveryCodes(work, person.id, input.step === null ? 0 : undefined);
  await closeInvitations(work, person.id);
  await endSessions(work, person.id);
  await changePerson(work, person.id, { active: true, deactivatedAt: null });
  work.record({
    event: 'invitation.accepted',
    caseId: null,
    data: { personId: person.id, secondFactor: input.step !== null },
    announce: false,
  });
  return { recoveryCodes };
}

async function invitedBy(
  work: Work,
  token: string,
): Promise<{ person: PersonRecord; secret: string; expiresAt: Date }> {
  const invitation = await lockInvitation(work, tokenHash(token));
  const person = invitation && (await lockPerson(work, invitation.personId));
  if (!invitation?.totpSealed || !person) throw new NotFound('invitation.not_found');
  const secret = openTotp(work, await accessKey(work), person.id, invitation.totpSealed);
  return { person, secret, expiresAt: invitation.expiresAt };
}
