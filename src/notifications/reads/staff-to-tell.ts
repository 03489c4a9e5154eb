import type { Role } from '../../kernel/actor.ts';
import type { Work } from '../../platform/work.ts';
import { findPerson, peopleInRole, type Person } from '../../access/index.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import type { CaseSubject } from '../domain/case-subject.ts';
import type { StaffAudience } from '../domain/recipients.ts';
import { namedPeople } from './case-dates.ts';

/** Roles that handle cases where they sit. */
const handlers: readonly Role[] = [
  'commune_officer',
  'district_officer',
  'province_officer',
  'operator_handler',
  'committee_member',
  'protection_officer',
  'regulator_reviewer',
  'policy_reviewer',
];

/**
 * The people a message to staff is for. Of a protected case only those who may open it are told, because that it exists is
 * for them alone to know.
 */
export async function staffToTell(
  work: Work,
  book: ReferenceBook,
  audience: StaffAudience,
  subject: CaseSubject,
  today: string,
): Promise<Person[]> {
  const found = (await peopleOf(work, book, audience, subject, today)).filter((person) => person.active);
  const people = [...new Map(found.map((person) => [person.id, person])).values()];
  // Who reviews access, or is to declare on a case, needs to know that there is one, and is told nothing else.
  if (!subject.protected || audience.kind === 'privacy_officers' || audience.kind === 'member') return people;
  const named = await namedPeople(work, subject.caseId);
  return people.filter((person) => named.has(person.id));
}

async function peopleOf(
  work: Work,
  book: ReferenceBook,
  audience: StaffAudience,
  subject: CaseSubject,
  today: string,
): Promise<Person[]> {
  switch (audience.kind) {
    case 'person':
    case 'member': {
      const person = await findPerson(work, audience.personId);
      return person ? [person] : [];
    }
    case 'office':
      return handlersAt(work, audience.office);
    case 'supervisors': {
      const operator = book.programme(subject.programme, today)?.operator;
      const office = book.supervisorOffice(audience.office, operator);
      if (!office) return watchers(work, book, subject);
      const supervisors = await peopleInRole(work, 'operator_supervisor', office.code);
      if (supervisors.length > 0) return supervisors;
      const there = await handlersAt(work, office.code);
      return there.length > 0 ? there : watchers(work, book, subject);
    }
    case 'privacy_officers':
      return peopleInRole(work, 'privacy_officer');
    case 'watchers':
      return watchers(work, book, subject);
  }
}

async function handlersAt(work: Work, office: string): Promise<Person[]> {
  const found: Person[] = [];
  for (const role of handlers) found.push(...(await peopleInRole(work, role, office)));
  return found.length > 0 ? found : peopleInRole(work, 'operator_supervisor', office);
}

/** The operator's supervisors; in social assistance the policy level too; of a protected case the desk that holds it. */
async function watchers(work: Work, book: ReferenceBook, subject: CaseSubject): Promise<Person[]> {
  if (subject.protected) return peopleInRole(work, 'protection_officer', subject.heldOffice);
  const found = await peopleInRole(work, 'operator_supervisor', subject.operatorOffice);
  if (subject.track !== 'social_assistance') return found;
  for (const office of book.offices()) {
    if (office.type === 'policy') found.push(...(await peopleInRole(work, 'policy_reviewer', office.code)));
  }
  return found;
}
