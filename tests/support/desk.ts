import { createHash, randomBytes } from 'node:crypto';

import pg from 'pg';

import type { Status } from '../../src/cases/index.ts';
import { fileOnce } from '../../src/intake/index.ts';
import { systemActor, type ComplainantActor, type Role, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Command, Work } from '../../src/platform/work.ts';
import { currentBook } from '../../src/reference/index.ts';
import { aWorld, type World } from './world.ts';

export interface FiledCase {
  readonly id: string;
  readonly reference: string;
  readonly receipt: string;
  readonly complainant: ComplainantActor;
}

/** A world with people in it, where complaints are filed as through the door and handled by name. */
export interface Desk {
  readonly world: World;
  /** Somebody new at an office, signed in. */
  staff(role: Role, office: string, name?: string): Promise<StaffActor>;
  /** Files a complaint as a complainant would; `more` replaces parts of an ordinary one. */
  file(more?: Readonly<Record<string, unknown>>): Promise<FiledCase>;
  /** A Bearer token with which that person is signed in. */
  token(of: StaffActor): Promise<string>;
  /** Runs a use case as somebody. */
  as<I, O>(actor: StaffActor | ComplainantActor, command: Command<I, O>, input: I): Promise<O>;
  /** Puts a case into a state without living through what leads there. */
  put(of: FiledCase, status: Status): Promise<void>;
  /** SQL as the owner, past row-level security. */
  owner<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The facts of a case, in order. */
  events(of: FiledCase): Promise<string[]>;
  close(): Promise<void>;
}

export async function aDesk(): Promise<Desk> {
  const world = await aWorld();
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  const owner = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(text, [...values])).rows;
  const book = await world.perform(systemActor('test'), currentBook, undefined);
  return {
    world,
    owner,
    async staff(role, office, name = 'មន្ត្រី សាកល្បង') {
      const id = newId();
      await owner(
        `insert into person (id, email, name, role, office, active, created_at) values ($1, $2, $3, $4, $5, true, $6)`,
        [id, `${id}@example.test`, name, role, office, world.clock.now()],
      );
      const of = book.office(office);
      const track = of?.tier?.startsWith('SS') ? 'social_security' : of?.tier ? 'social_assistance' : null;
      return {
        kind: 'staff',
        personId: id,
        role,
        office,
        tier: of?.tier ?? null,
        track,
        operator: of?.operator ?? null,
        sessionId: newId(),
      };
    },
    async file(more = {}) {
      const answer = await fileOnce(world.perform, {
        body: {
          programme: 'FP-PWC',
          category: 'PAY-NOT',
          place: '120101',
          narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ឧបត្ថម្ភខែតុលាទេ។',
          identity: 'named',
          complainant: {
            name: 'សុខ សុភា',
            sex: 'female',
            phone: '012 345 678',
            ids: { socialProtectionId: '1234567890' },
          },
          ...more,
        },
        channel: 'web',
        book,
        now: world.clock.now(),
        idempotencyKey: null,
        staff: null,
      });
      const { reference, receipt } = answer;
      const [row] = await owner<{ id: string }>('select id from case_file where reference = $1', [reference]);
      if (!row) throw new Error('the complaint was not kept');
      return { id: row.id, reference, receipt, complainant: { kind: 'complainant', caseId: row.id } };
    },
    async token({ personId, sessionId, role, office }) {
      const token = randomBytes(32).toString('base64url');
      const now = world.clock.now();
      await owner(
        `insert into session (id, token_hash, person_id, via, role, office, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, 'api', $4, $5, $6, $6, $7)`,
        [
          sessionId,
          createHash('sha256').update(token, 'utf8').digest(),
          personId,
          role,
          office,
          now,
          new Date(now.getTime() + 3_600_000),
        ],
      );
      return token;
    },
    as: (actor, command, input) => world.perform(actor, command, input),
    async put(of, status) {
      const isEnded = ['closed', 'withdrawn', 'referred', 'inadmissible'].includes(status);
      await owner(`update case_file set status = $2, closed_at = $3, row_version = row_version + 1 where id = $1`, [
        of.id,
        status,
        isEnded ? world.clock.now() : null,
      ]);
    },
    async events(of) {
      const rows = await owner<{ event: string }>('select event from ledger_entry where chain = $1 order by seq', [
        of.id,
      ]);
      return rows.map((row) => row.event);
    },
    async close() {
      await client.end();
      await world.close();
    },
  };
}

/** The code of whatever a use case was refused with; fails when it was not. */
export async function refusalOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => {
      throw new Error('it was not refused');
    },
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
      throw error;
    },
  );
}

/** A command that reads with a row filter of its own, to look behind a wall. */
export function reading<O>(read: (work: Work) => Promise<O>): Command<undefined, O> {
  return (work) => read(work);
}
