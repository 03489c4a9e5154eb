import { randomBytes } from 'node:crypto';

import express, { type Express } from 'express';
import pg from 'pg';
import request from 'supertest';

import { mountApi, type ApiServices } from '../../src/api/index.ts';
import { bookReader } from '../../src/api/book.ts';
import { publicOperations } from '../../src/api/public/index.ts';
import { proveReceipt } from '../../src/intake/index.ts';
import { systemActor, type Role, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { aWorld, type World } from '../support/world.ts';

/** The API door over a world of its own. */
export interface Api {
  readonly world: World;
  readonly app: Express;
  readonly services: ApiServices;
  /** Staff by the token that stands for them. */
  readonly staff: Map<string, StaffActor>;
  /** Limits that are used up, with the seconds to wait. */
  readonly exhausted: Map<string, number>;
  readonly faults: unknown[];
  file(body: object, key?: string): request.Test;
}

export async function anApi(): Promise<Api> {
  const world = await aWorld();
  const staff = new Map<string, StaffActor>();
  const exhausted = new Map<string, number>();
  const faults: unknown[] = [];
  const services: ApiServices = {
    clock: world.clock,
    perform: world.perform,
    book: bookReader(world.perform),
    actorForToken: (token) => Promise.resolve(staff.get(token) ?? null),
    proveReceipt: (reference, receipt) => world.perform(systemActor('receipt'), proveReceipt, { reference, receipt }),
    rateLimit: (_request, limit) => Promise.resolve(exhausted.get(limit) ?? null),
    denied: () => Promise.resolve(),
    evenTime: () => Promise.resolve(),
    reportFault: (error) => void faults.push(error),
    checkAnswers: true,
    sandbox: true,
    publicUrl: 'https://samleng.example',
    files: openFileStore(`${world.dataDir}/files`),
  };
  const app = express();
  app.use('/api', mountApi(publicOperations, services));
  return {
    world,
    app,
    services,
    staff,
    exhausted,
    faults,
    file: (body, key = randomBytes(12).toString('hex')) =>
      request(app).post('/api/v1/complaints').set('Idempotency-Key', key).send(body),
  };
}

/** A complaint as the contract takes it. */
export function aComplaint(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    language: 'km',
    programme: 'FP-PWC',
    category: 'PAY-NOT',
    place: '120101',
    narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ឧបត្ថម្ភខែតុលាទេ។',
    identity: 'named',
    complainant: { name: 'សុខ សុភា', sex: 'female', phone: '០១២ ៣៤៥ ៦៧៨' },
    ...more,
  };
}

/** Rows as the owner sees them, past row-level security. */
export async function behindTheWall<Row extends pg.QueryResultRow>(
  world: World,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Somebody who works at an office; the token `role` stands for them. */
export async function hire(api: Api, role: Role, office: string, tier: string | null = null): Promise<StaffActor> {
  const personId = newId();
  await behindTheWall(
    api.world,
    `insert into person (id, email, name, role, office, created_at) values ($1, $2, 'សុខ', $3, $4, $5)`,
    [personId, `${personId}@example.org`, role, office, api.world.clock.now()],
  );
  const actor: StaffActor = {
    kind: 'staff',
    personId,
    role,
    office,
    tier,
    track: null,
    operator: null,
    sessionId: newId(),
  };
  api.staff.set(role, actor);
  return actor;
}
