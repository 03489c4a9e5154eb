import type { Role } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { instant, instantOrNull } from './instant.ts';
import type { AccessTables } from './tables.ts';

export interface PersonRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly nameLatin: string | null;
  readonly language: Language;
  readonly role: Role;
  readonly office: string;
  /** False until the invitation is accepted, and again after leaving. */
  readonly active: boolean;
  readonly phone: string | null;
  readonly createdAt: Date;
  readonly deactivatedAt: Date | null;
}

const columns = [
  'id',
  'email',
  'name',
  'name_latin',
  'language',
  'role',
  'office',
  'active',
  'phone',
  'created_at',
  'deactivated_at',
] as const;

interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly name_latin: string | null;
  readonly language: Language;
  readonly role: string;
  readonly office: string;
  readonly active: boolean;
  readonly phone: string | null;
  readonly created_at: Date | string;
  readonly deactivated_at: Date | string | null;
}

function fromRow(row: PersonRow): PersonRecord {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    nameLatin: row.name_latin,
    language: row.language,
    role: row.role as Role,
    office: row.office,
    active: row.active,
    phone: row.phone,
    createdAt: instant(row.created_at),
    deactivatedAt: instantOrNull(row.deactivated_at),
  };
}

/** One person, or null. */
export async function personById(work: Work, id: string): Promise<PersonRecord | null> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('person')
    .select(columns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Names by id; of whom there is no record, none. */
export async function namesOfPeople(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await work
    .db<AccessTables>()
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** One person, locked until the transaction ends. */
export async function lockPerson(work: Work, id: string): Promise<PersonRecord | null> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('person')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function personByEmail(work: Work, email: string): Promise<PersonRecord | null> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('person')
    .select(columns)
    .where((where) => where(where.fn<string>('lower', ['email']), '=', email))
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertPeople(work: Work, people: readonly PersonRecord[], demo: boolean): Promise<void> {
  await work
    .db<AccessTables>()
    .insertInto('person')
    .values(
      people.map((person) => ({
        id: person.id,
        email: person.email,
        name: person.name,
        name_latin: person.nameLatin,
        language: person.language,
        role: person.role,
        office: person.office,
        active: person.active,
        demo,
        phone: person.phone,
        created_at: person.createdAt,
        deactivated_at: person.deactivatedAt,
      })),
    )
    .execute();
}

export async function changePerson(
  work: Work,
  id: string,
  change: Partial<Pick<PersonRecord, 'role' | 'office' | 'active' | 'deactivatedAt'>>,
): Promise<void> {
  await work
    .db<AccessTables>()
    .updateTable('person')
    .set({
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.office === undefined ? {} : { office: change.office }),
      ...(change.active === undefined ? {} : { active: change.active }),
      ...(change.deactivatedAt === undefined ? {} : { deactivated_at: change.deactivatedAt }),
    })
    .where('id', '=', id)
    .execute();
}

/** People in force, by name; all of an office, of a role, or of both. */
export async function activePeople(work: Work, of: { office?: string; role?: Role }): Promise<PersonRecord[]> {
  let query = work.db<AccessTables>().selectFrom('person').select(columns).where('active', '=', true);
  if (of.office !== undefined) query = query.where('office', '=', of.office);
  if (of.role !== undefined) query = query.where('role', '=', of.role);
  return (await query.orderBy('name').orderBy('id').execute()).map(fromRow);
}

/** Whether anybody at all is on record. */
export async function anyPerson(work: Work): Promise<boolean> {
  return (await work.db<AccessTables>().selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** A page of everybody, by e-mail. */
export async function peopleAfter(
  work: Work,
  query: { readonly after: string | null; readonly limit: number; readonly office?: string },
): Promise<PersonRecord[]> {
  let rows = work.db<AccessTables>().selectFrom('person').select(columns);
  if (query.after !== null) rows = rows.where('email', '>', query.after);
  if (query.office !== undefined) rows = rows.where('office', '=', query.office);
  return (await rows.orderBy('email').limit(query.limit).execute()).map(fromRow);
}
