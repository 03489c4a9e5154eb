import type { Role } from '../../kernel/actor.ts';
import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { allows, demand } from '../domain/permissions.ts';
import { normalEmail } from '../domain/sign-in-input.ts';
import { activePeople, peopleAfter, personByEmail, personById, type PersonRecord } from '../records/people.ts';
import { findOffice } from './post.ts';

export type Person = PersonRecord;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A person by id, active or not; null when there is none. For the program's own use: what of it may be shown is for the
 * caller to decide (colleagues see names and roles, never e-mail or telephone).
 */
export async function findPerson(work: Work, id: string): Promise<Person | null> {
  return uuid.test(id) ? personById(work, id) : null;
}

/** The same by e-mail, however it is written. */
export async function findPersonByEmail(work: Work, email: string): Promise<Person | null> {
  return personByEmail(work, normalEmail(email));
}

/** What colleagues see of each other. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly nameLatin: string | null;
  readonly role: Role;
  readonly office: string;
}

/**
 * Active people of an office, by name. For those who sit there, for supervisors of the same operator, and for whoever may
 * read people at large.
 * @throws NotFound `office.not_found`; Forbidden
 */
export async function peopleAt(work: Work, office: string): Promise<Colleague[]> {
  demand(work.actor, 'office.people.read');
  const known = await findOffice(work, office);
  if (!known) throw new NotFound('office.not_found');
  const actor = work.actor;
  if (actor.kind === 'staff' && actor.office !== office && !allows(actor, 'people.read')) {
    const supervises =
      actor.role === 'operator_supervisor' && actor.operator !== null && known.operator === actor.operator;
    // Who sits at a protection desk is for that desk to know.
    if (!supervises || known.type === 'protection_desk') throw new Forbidden('forbidden.other_office');
  }
  return (await activePeople(work, { office })).map(asColleague);
}

/** Active people of an office, by name. For the program's own use: who may know them is for the caller to decide. */
export async function workingAt(work: Work, office: string): Promise<Colleague[]> {
  return (await activePeople(work, { office })).map(asColleague);
}

/** Active people who hold a role, in one office or anywhere: whom a warning or alert goes to. For the program's own use. */
export function peopleInRole(work: Work, role: Role, office?: string): Promise<Person[]> {
  return activePeople(work, { role, ...(office === undefined ? {} : { office }) });
}

/** A page of everybody on record, by e-mail. `nextCursor` is null on the last. */
export async function listPeople(
  work: Work,
  query: { readonly cursor: string | null; readonly limit: number; readonly office?: string },
): Promise<{ items: Person[]; nextCursor: string | null }> {
  demand(work.actor, 'people.read');
  const after = query.cursor === null ? null : Buffer.from(query.cursor, 'base64url').toString('utf8');
  const limit = Math.min(Math.max(query.limit, 1), 200);
  const office = query.office === undefined ? {} : { office: query.office };
  const found = await peopleAfter(work, { after, limit: limit + 1, ...office });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.length > limit && last ? Buffer.from(last.email, 'utf8').toString('base64url') : null,
  };
}

function asColleague(person: PersonRecord): Colleague {
  return { id: person.id, name: person.name, nameLatin: person.nameLatin, role: person.role, office: person.office };
}
