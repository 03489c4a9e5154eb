import { randomBytes } from 'node:crypto';

import express from 'express';
import pg from 'pg';
import request from 'supertest';

import { mountApi, operations, bookReader, type ApiServices } from '../../src/api/index.ts';
import { openText } from '../../src/cases/index.ts';
import { proveReceipt } from '../../src/intake/index.ts';
import { systemActor, type Role, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { openFileStore } from '../../src/platform/files.ts';
import type { Work } from '../../src/platform/work.ts';
import { aWorld, type World } from '../support/world.ts';

/** What the gateways of these tests show. */
export const deliveryReportToken = 'token of the gateways in tests';

/** Who sits where; names of the tests for them. */
const seats = {
  branch: ['operator_handler', 'NSSF-12', 'SS1A'],
  memberA: ['committee_member', 'NSSF-DSC', 'SS1B'],
  memberB: ['committee_member', 'NSSF-DSC', 'SS1B'],
  memberC: ['committee_member', 'NSSF-DSC', 'SS1B'],
  reviewer: ['regulator_reviewer', 'SSR', 'SS2'],
  reviewer2: ['regulator_reviewer', 'SSR', 'SS2'],
  conciliator1: ['conciliator', 'SSR', 'SS2'],
  conciliator2: ['conciliator', 'SSR', 'SS2'],
  conciliator3: ['conciliator', 'SSR', 'SS2'],
  conciliator4: ['conciliator', 'SSR', 'SS2'],
  nsaf: ['operator_handler', 'NSAF', 'SA4'],
  nsafBoss: ['operator_supervisor', 'NSAF', 'SA4'],
  province: ['province_officer', '12', 'SA3'],
  auditor: ['auditor', 'GS-NSPC', null],
  administrator: ['administrator', 'GS-NSPC', null],
  privacy: ['privacy_officer', 'GS-NSPC', null],
  analyst: ['analyst', 'GS-NSPC', null],
  policy: ['policy_reviewer', 'GS-NSPC', 'SA5'],
  policy2: ['policy_reviewer', 'GS-NSPC', 'SA5'],
  policy3: ['policy_reviewer', 'GS-NSPC', 'SA5'],
  policy4: ['policy_reviewer', 'GS-NSPC', 'SA5'],
} as const satisfies Record<string, readonly [Role, string, string | null]>;
export type Seat = keyof typeof seats;

/** A JSON answer. Tests look into it by path: `at(answer, 'outcome.hash')`. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

/** What stands in an answer at a path of keys and indexes. */
export function at<T = string>(answer: Answer, path: string): T {
  let value: unknown = answer.body;
  for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  return value as T;
}

/** A world with its API door and people on the way of a dispute, and short words for what tests do with one. */
export interface Hearing {
  readonly world: World;
  /** A gateway reports, with the token or another one. */
  report(path: string, body: object, token?: string): Promise<Answer>;
  /** The database past row-level security. */
  readonly behind: pg.Client;
  readonly id: Readonly<Record<Seat, string>>;
  actor(seat: Seat): StaffActor;
  get(seat: Seat, path: string): Promise<Answer>;
  post(seat: Seat, path: string, body?: object): Promise<Answer>;
  put(seat: Seat, path: string, body: object): Promise<Answer>;
  /** By the complainant, with the receipt. */
  own(filed: Filed, path: string, body?: object): Promise<Answer>;
  file(complaint: object): Promise<Filed>;
  /** Sets the clock, in Phnom Penh: `2026-12-07T09:00`. */
  at(local: string): void;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The last text written to a party of this case, opened. */
  lastMessage(reference: string, kind: string): Promise<string>;
  close(): Promise<void>;
}

export interface Filed {
  readonly reference: string;
  readonly receipt: string;
}

export async function aHearing(): Promise<Hearing> {
  const world = await aWorld();
  const behind = new pg.Client({ connectionString: world.ownerUrl });
  behind.on('error', () => undefined);
  await behind.connect();
  const actors = new Map<string, StaffActor>();
  const ids = {} as Record<Seat, string>;
  for (const [seat, [role, office, tier]] of Object.entries(seats)) {
    const personId = newId();
    ids[seat as Seat] = personId;
    await behind.query(
      `insert into person (id, email, name, role, office, created_at) values ($1, $2, $3, $4, $5, now())`,
      [personId, `${personId}@example.org`, `name of ${seat}`, role, office],
    );
    actors.set(seat, {
      kind: 'staff',
      personId,
      role,
      office,
      tier,
      track: null,
      operator: office.startsWith('NSSF') ? 'NSSF' : office === 'NSAF' ? 'NSAF' : null,
      sessionId: newId(),
    });
  }
  const services: ApiServices = {
    clock: world.clock,
    perform: world.perform,
    book: bookReader(world.perform),
    actorForToken: (token) => Promise.resolve(actors.get(token) ?? null),
    proveReceipt: (reference, receipt) => world.perform(systemActor('receipt'), proveReceipt, { reference, receipt }),
    rateLimit: () => Promise.resolve(null),
    denied: () => Promise.resolve(),
    evenTime: () => Promise.resolve(),
    reportFault: (error) => {
      throw error;
    },
    checkAnswers: true,
    sandbox: true,
    publicUrl: 'https://samleng.example',
    deliveryReportToken,
    files: openFileStore(`${world.dataDir}/files`),
  };
  const app = express();
  app.use('/api', mountApi(operations, services));
  // One server for all calls: supertest would start and end one for each.
  const server = app.listen(0, '127.0.0.1');
  const call = (method: 'get' | 'post' | 'put', path: string) =>
    request(server)[method](`/api/v1${path}`).set('Accept-Language', 'en');
  const sent = async (pending: request.Test): Promise<Answer> => {
    const { status, body, text } = await pending;
    return { status, body: body as unknown, text };
  };
  return {
    world,
    behind,
    id: ids,
    actor: (seat) => actors.get(seat)!,
    report: (path, body, token = deliveryReportToken) =>
      sent(call('post', `/gateways/${path}`).set('Authorization', `Bearer ${token}`).send(body)),
    get: (seat, path) => sent(call('get', path).set('Authorization', `Bearer ${seat}`)),
    post: (seat, path, body = {}) => sent(call('post', path).set('Authorization', `Bearer ${seat}`).send(body)),
    put: (seat, path, body) => sent(call('put', path).set('Authorization', `Bearer ${seat}`).send(body)),
    own: (filed, path, body = {}) =>
      sent(call('post', `/complaints/${filed.reference}${path}`).send({ receipt: filed.receipt, ...body })),
    async file(complaint) {
      const answer = await sent(
        call('post', '/complaints').set('Idempotency-Key', randomBytes(12).toString('hex')).send(complaint),
      );
      if (answer.status !== 201) throw new Error(answer.text);
      return { reference: at(answer, 'reference'), receipt: at(answer, 'receipt') };
    },
    at: (local) => world.clock.set(new Date(`${local.length === 10 ? `${local}T09:00` : local}:00+07:00`)),
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      return (await behind.query<Row>(text, [...values])).rows;
    },
    async lastMessage(reference, kind) {
      const { rows } = await behind.query<{ id: string; case_id: string; sealed_body: Buffer }>(
        `select m.id, m.case_id, m.sealed_body from resolution_message m join case_file c on c.id = m.case_id
         where c.reference = $1 and m.kind = $2 order by m.created_at desc, m.id desc limit 1`,
        [reference, kind],
      );
      const row = rows[0];
      if (!row) throw new Error(`no ${kind} was written`);
      const open = async (work: Work) => openText(work, row.case_id, `dispute-message:${row.id}`, row.sealed_body);
      const read = await world.perform(systemActor('test'), open, undefined);
      return read.state === 'readable' ? read.value : '';
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await behind.end();
      await world.close();
    },
  };
}

/** A complaint of a member of the fund about the computation of a pension. */
export function pensionComplaint(more: object = {}): object {
  return {
    language: 'km',
    programme: 'SS-PEN-PRI',
    category: 'PEN-CMP',
    place: '120101',
    narrative: 'ប្រាក់សោធនគណនាខុស។',
    identity: 'named',
    complainant: {
      name: 'សុខ សុភា',
      sex: 'female',
      phone: '012 345 678',
      address: 'ភ្នំពេញ',
      ids: { nssfMemberId: '1234567890' },
      contact: { channel: 'sms', safe: true },
    },
    ...more,
  };
}

/** A complaint of a member about an employer who pays no contributions. */
export function contributionsComplaint(more: object = {}): object {
  return pensionComplaint({
    category: 'EMP-CON',
    narrative: 'និយោជកមិនបង់ភាគទាន។',
    about: [{ kind: 'employer', name: 'រោងចក្រ ក' }],
    ...more,
  });
}

/** The path of a case's dispute. */
export const dispute = (filed: Pick<Filed, 'reference'>) => `/cases/${filed.reference}/dispute`;

/** Expects the status and answers the body; says what came instead. */
export function good(answer: Answer, status = 200): Answer {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
}

/** What a refusal says: its status and code. */
export function refusal(answer: Answer): [number, string] {
  return [answer.status, at(answer, 'code')];
}
