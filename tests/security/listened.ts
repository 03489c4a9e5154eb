import { createHash, randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';

import pg from 'pg';
import { pino } from 'pino';
import request from 'supertest';

import type { Role } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { describeError } from '../../src/platform/log.ts';
import { aRedis, redisProgram, type RedisServer } from '../support/redis-server.ts';
import { aWorld, type World } from '../support/world.ts';

export interface Filed {
  readonly reference: string;
  readonly receipt: string;
}

/** Somebody of staff, signed in. */
export interface Hired {
  readonly id: string;
  readonly token: string;
}

/** A program with workers, of which everything is kept that it logs, refuses and says in headers. */
export interface Listened {
  readonly world: World;
  readonly owner: pg.Client;
  readonly redis: RedisServer | null;
  readonly logged: readonly string[];
  readonly refusals: readonly string[];
  readonly headersSeen: readonly string[];
  hire(role: Role, office: string): Promise<Hired>;
  heard(asked: request.Test): Promise<request.Response>;
  post(path: string, body: object | string, token?: string): Promise<request.Response>;
  get(path: string, token: string): Promise<request.Response>;
  filed(body: object): Promise<Filed>;
  attach(of: Filed, name: string, content: Buffer): Promise<request.Response>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function aProgramListenedTo(): Promise<Listened> {
  const logged: string[] = [];
  const refusals: string[] = [];
  const headersSeen: string[] = [];
  const log = pino(
    { level: 'trace', base: null, serializers: { err: describeError } },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString('utf8'));
        done();
      },
    }),
  );
  const redis = redisProgram ? await aRedis() : null;
  const world = await aWorld(
    { RATE_LIMIT_FACTOR: '100', TRUST_PROXY: '1', ...(redis ? { REDIS_URL: redis.url } : {}) },
    log,
  );
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  await world.startWorkers();

  async function hire(role: Role, office: string): Promise<Hired> {
    const id = newId();
    const token = randomBytes(32).toString('base64url');
    const now = world.clock.now();
    await owner.query(
      `insert into person (id, email, name, role, office, active, created_at) values ($1, $2, 'មន្ត្រី', $3, $4, true, $5)`,
      [id, `${id}@example.test`, role, office, now],
    );
    await owner.query(
      `insert into session (id, token_hash, person_id, via, role, office, created_at, last_seen_at, expires_at)
       values ($1, $2, $3, 'api', $4, $5, $6, $6, $7)`,
      [
        newId(),
        createHash('sha256').update(token).digest(),
        id,
        role,
        office,
        now,
        new Date(now.getTime() + 3_600_000),
      ],
    );
    return { id, token };
  }

  /** What came back, kept when it was a refusal: with headers in any case. */
  async function heard(asked: request.Test): Promise<request.Response> {
    const answer = await asked;
    headersSeen.push(JSON.stringify(answer.headers));
    if (answer.status >= 400) refusals.push(`${asked.method} ${asked.url}\n${answer.status} ${answer.text ?? ''}`);
    return answer;
  }

  const post = (path: string, body: object | string, token?: string) => {
    const asked = request(world.http).post(`/api/v1${path}`).set('Content-Type', 'application/json');
    if (token) void asked.set('Authorization', `Bearer ${token}`);
    return heard(asked.send(body));
  };
  const get = (path: string, token: string) =>
    heard(request(world.http).get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`));

  const filed = async (body: object): Promise<Filed> => {
    const { status, body: answer } = await post('/complaints', body);
    if (status !== 201) throw new Error(`the complaint was not taken: ${JSON.stringify(answer.errors)}`);
    return answer as Filed;
  };

  const attach = (of: Filed, name: string, content: Buffer) =>
    heard(
      request(world.http)
        .post(`/api/v1/complaints/${of.reference}/attachments`)
        .field('receipt', of.receipt)
        .attach('file', content, { filename: name }),
    );

  /** Waits until everything that was announced has been turned into messages. */
  async function settled(): Promise<void> {
    for (let round = 0; round < 100; round += 1) {
      const { rows } = await owner.query<{ n: string }>('select count(*) as n from outbox where composed_at is null');
      if (rows[0]?.n === '0') return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('messages were not written in time');
  }

  return {
    ...{ world, owner, redis, logged, refusals, headersSeen, hire, heard, post, get, filed, attach, settled },
    async close() {
      await owner.end();
      await world.close();
      await redis?.stop();
    },
  };
}
