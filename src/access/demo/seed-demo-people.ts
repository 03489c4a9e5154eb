import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { newAuthenticatorSecret } from '../authenticator.ts';
import { passwordAloneRoles } from '../domain/posts.ts';
import { hashPassword } from '../passwords.ts';
import { postIn } from '../reads/post.ts';
import { accessKey, sealTotp } from '../records/access-key.ts';
import { putCredentials } from '../records/credentials.ts';
import { anyPerson, insertPeople, type PersonRecord } from '../records/people.ts';
import { readableSecret } from '../tokens.ts';
import { writeDemoAccounts, type DemoAccount } from './accounts-file.ts';
import { demoName } from './names.ts';
import { demoEmail, demoPosts } from './posts.ts';

export interface DemoSeed {
  /** Where the accounts go: `${DATA_DIR}/demo-accounts.json`, readable by the owner only. */
  readonly writeTo: string;
  /** In production nobody is made up. */
  readonly production: boolean;
}

/**
 * Fills a database in which there is nobody with demo people: every role, every rung of both ladders on the pilot path.
 * Passwords (about 98 bits) and authenticator secrets are random for each installation and stand only in the file, which
 * is whole before the people can be seen. Needs the reference data loaded. Acts as the system.
 * @returns how many were made; 0 when there is somebody already, or in production
 */
export async function seedDemoPeople(work: Work, seed: DemoSeed): Promise<number> {
  if (seed.production) return 0;
  // Several processes may start at once: one makes the people, the others find them.
  await work.em.execute(`select pg_advisory_xact_lock(hashtextextended('demo people', 7))`);
  if (await anyPerson(work)) return 0;

  const book = await currentBook(work);
  const on = phnomPenhDay(work.now);
  const key = await accessKey(work);
  const made = demoPosts(book, on).map((post, n) => {
    const id = newId();
    const person: PersonRecord = {
      id,
      email: demoEmail(post),
      ...demoName(n),
      language: 'km',
      role: post.role,
      office: post.office,
      active: true,
      phone: null,
      createdAt: work.now,
      deactivatedAt: null,
    };
    const account: DemoAccount = {
      role: post.role,
      office: post.office,
      ...rungOf(postIn(book, post.role, post.office, on)),
      email: person.email,
      password: readableSecret(4, 5),
      totpSecret: passwordAloneRoles.includes(post.role) ? null : newAuthenticatorSecret(),
    };
    return { person, account };
  });
  if (made.length === 0) return 0;

  const credentials = await Promise.all(
    made.map(async ({ person, account }) => ({
      personId: person.id,
      passwordHash: await hashPassword(account.password),
      totpSealed: account.totpSecret === null ? null : sealTotp(work, key, person.id, account.totpSecret),
      totpLastStep: null,
    })),
  );
  await insertPeople(
    work,
    made.map(({ person }) => person),
    true,
  );
  await putCredentials(work, credentials);
  await writeDemoAccounts(
    seed.writeTo,
    made.map(({ account }) => account),
  );
  work.record({ event: 'people.demo_made', caseId: null, data: { count: made.length }, announce: false });
  return made.length;
}

function rungOf({ tier, track }: Pick<DemoAccount, 'tier' | 'track'>): Pick<DemoAccount, 'tier' | 'track'> {
  return { tier, track };
}
