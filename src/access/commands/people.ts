import { roles, type Role } from '../../kernel/actor.ts';
import { Conflict, InvalidInput, NotFound, RuleBroken, type FieldFault } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Language } from '../../kernel/language.ts';
import { violatedConstraint, type Work } from '../../platform/work.ts';
import { demand } from '../domain/permissions.ts';
import { passwordAloneRoles, seatsIn } from '../domain/posts.ts';
import { normalEmail } from '../domain/sign-in-input.ts';
import { findOffice } from '../reads/post.ts';
import { hasAuthenticator } from '../records/credentials.ts';
import { closeInvitations } from '../records/invitations.ts';
import { changePerson, insertPeople, lockPerson, personByEmail, type PersonRecord } from '../records/people.ts';
import { endSessions } from '../records/sessions.ts';
import { removeSsoLink } from '../records/sso-links.ts';
import { issueInvitation, type Invited } from './invitations.ts';

export interface NewPerson {
  readonly email: string;
  /** As the person writes it, usually in Khmer. */
  readonly name: string;
  readonly nameLatin: string | null;
  readonly language: Language;
  readonly role: Role;
  readonly office: string;
  readonly phone: string | null;
}

/**
 * Puts a person on record and makes the invitation with which they choose their own password. They are active only once
 * they have accepted. For administrators, and for the system (the first administrator of an installation).
 * @returns the token to send, once; it holds for 72 hours
 * @throws InvalidInput naming what is wrong; Conflict `person.email_taken`
 */
export async function invitePerson(work: Work, input: NewPerson): Promise<Invited> {
  demand(work.actor, 'people.manage');
  const email = normalEmail(input.email);
  const faults: FieldFault[] = [];
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
    faults.push({ field: 'email', code: 'email.invalid' });
  if (input.name.trim() === '') faults.push({ field: 'name', code: 'required' });
  faults.push(...(await postFaults(work, input.role, input.office)));
  if (faults.length > 0) throw new InvalidInput(faults);
  if (await personByEmail(work, email)) throw new Conflict('person.email_taken');

  const person: PersonRecord = {
    id: newId(),
    email,
    name: input.name.trim().normalize('NFC'),
    nameLatin: input.nameLatin?.trim().normalize('NFC') || null,
    language: input.language,
    role: input.role,
    office: input.office,
    active: false,
    phone: input.phone,
    createdAt: work.now,
    deactivatedAt: null,
  };
  await insertPeople(work, [person], false).catch((error: unknown) => {
    if (violatedConstraint(error) === 'person_email') throw new Conflict('person.email_taken');
    throw error;
  });
  work.record({
    event: 'person.invited',
    caseId: null,
    data: { personId: person.id, role: person.role, office: person.office },
    announce: false,
  });
  return issueInvitation(work, person.id);
}

/**
 * A fresh invitation for somebody on record: the first one ran out, a telephone was lost, or they come back. Earlier
 * invitations stop working; password and authenticator change when it is accepted.
 * @throws NotFound `person.not_found`
 */
export async function inviteAgain(work: Work, input: { readonly personId: string }): Promise<Invited> {
  demand(work.actor, 'people.manage');
  const person = await onRecord(work, input.personId);
  work.record({
    event: 'person.invited_again',
    caseId: null,
    data: { personId: person.id, role: person.role, office: person.office },
    announce: false,
  });
  return issueInvitation(work, person.id);
}

/**
 * Ends a person's access at once: sessions, open invitations, sign-in. Whoever gave them cases hears of it.
 * Doing it twice changes nothing.
 * @throws NotFound `person.not_found`; RuleBroken `rule.own_account`: not to oneself, so that an administrator is left
 */
export async function deactivatePerson(work: Work, input: { readonly personId: string }): Promise<void> {
  demand(work.actor, 'people.manage');
  refuseOwnAccount(work, input.personId);
  const person = await onRecord(work, input.personId);
  if (!person.active && person.deactivatedAt) return;
  await changePerson(work, person.id, { active: false, deactivatedAt: work.now });
  const ended = await work.elevated('their sessions and invitations are not the administrator’s to see', async () => {
    await closeInvitations(work, person.id);
    await removeSsoLink(work, person.id);
    return endSessions(work, person.id);
  });
  work.record({
    event: 'person.deactivated',
    caseId: null,
    data: { personId: person.id, role: person.role, office: person.office, sessionsEnded: ended.length },
    announce: false,
  });
}

/**
 * Moves a person to another post. Their sessions end at once; they sign in anew to what the new post may see. A role that
 * needs an authenticator, for somebody who has none, comes with an invitation to enrol one.
 * @returns that invitation, or null
 * @throws InvalidInput; NotFound `person.not_found`; RuleBroken `rule.own_account`
 */
export async function movePerson(
  work: Work,
  input: { readonly personId: string; readonly role: Role; readonly office: string },
): Promise<Invited | null> {
  demand(work.actor, 'people.manage');
  refuseOwnAccount(work, input.personId);
  const faults = await postFaults(work, input.role, input.office);
  if (faults.length > 0) throw new InvalidInput(faults);
  const person = await onRecord(work, input.personId);
  if (person.role === input.role && person.office === input.office) return null;
  await changePerson(work, person.id, { role: input.role, office: input.office });
  const { ended, enrolled } = await work.elevated('their sessions are not the administrator’s to see', async () => ({
    ended: await endSessions(work, person.id),
    enrolled: await hasAuthenticator(work, person.id),
  }));
  work.record({
    event: 'person.moved',
    caseId: null,
    data: {
      personId: person.id,
      fromRole: person.role,
      fromOffice: person.office,
      toRole: input.role,
      toOffice: input.office,
      sessionsEnded: ended.length,
    },
    announce: false,
  });
  const mustEnrol = person.active && !enrolled && !passwordAloneRoles.includes(input.role);
  return mustEnrol ? issueInvitation(work, person.id) : null;
}

async function onRecord(work: Work, personId: string): Promise<PersonRecord> {
  const person = await lockPerson(work, personId);
  if (!person) throw new NotFound('person.not_found');
  return person;
}

function refuseOwnAccount(work: Work, personId: string): void {
  if (work.actor.kind === 'staff' && work.actor.personId === personId) throw new RuleBroken('own_account');
}

async function postFaults(work: Work, role: Role, officeCode: string): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  const known = roles.includes(role);
  if (!known) faults.push({ field: 'role', code: 'role.unknown' });
  const office = await findOffice(work, officeCode);
  if (!office) faults.push({ field: 'office', code: 'office.unknown' });
  if (known && office && !seatsIn(role, office.type)) faults.push({ field: 'role', code: 'role.not_in_this_office' });
  return faults;
}
