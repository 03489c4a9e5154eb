import express from 'express';
import request from 'supertest';
import { z } from 'zod';

import { mountApi, noContent, operation, type ApiServices, type Operation } from '../../src/api/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { Conflict, Forbidden, NotFound, RuleBroken, Unavailable } from '../../src/kernel/errors.ts';

const officer: StaffActor = {
  kind: 'staff',
  personId: '0193a000-0000-7000-8000-000000000001',
  role: 'commune_officer',
  office: '120101',
  tier: 'SA1',
  track: 'social_assistance',
  operator: null,
  sessionId: '0193a000-0000-7000-8000-000000000002',
};

const thrown: Record<string, () => Error> = {
  missing: () => new NotFound('not_found.case'),
  forbidden: () => new Forbidden('forbidden.action'),
  rule: () => new RuleBroken('already_acknowledged'),
  conflict: () => new Conflict('conflict.case_changed', { version: 7 }),
  away: () => new Unavailable('unavailable.database'),
  fault: () => new Error('the narrative was: secret'),
};

const operations: Operation[] = [
  operation({
    method: 'POST',
    path: '/echoes',
    id: 'echo',
    tag: 'Reference',
    summary: 'Says it again',
    permission: 'public',
    audit: { none: 'nothing happens' },
    request: {
      body: z.strictObject({ word: z.string().min(1).max(5), count: z.int().optional(), kind: z.enum(['a', 'b']) }),
    },
    response: { 201: z.object({ word: z.string() }) },
    handler: ({ body }) => ({ status: 201, body: { word: body.word } }),
  }),
  operation({
    method: 'GET',
    path: '/failures/{how}',
    id: 'fail',
    tag: 'Reference',
    summary: 'Fails',
    permission: 'public',
    audit: { none: 'nothing happens' },
    request: { params: z.object({ how: z.string() }) },
    response: { 204: noContent },
    handler: ({ params }) => {
      throw thrown[params.how]?.() ?? new Error('unknown');
    },
  }),
  operation({
    method: 'GET',
    path: '/secrets',
    id: 'readSecret',
    tag: 'Cases',
    summary: 'For officers',
    permission: { roles: ['commune_officer'] },
    audit: { none: 'nothing happens' },
    limit: 'secrets',
    response: { 200: z.object({ office: z.string() }) },
    handler: ({ actor }) => ({ status: 200, body: { office: actor.office } }),
  }),
];

function anApi() {
  const faults: [unknown, string][] = [];
  const limits = new Map<string, number>();
  const services: ApiServices = {
    clock: fixedClock(new Date('2026-11-21T02:00:00Z')),
    perform: () => Promise.reject(new Error('no database here')),
    book: () => Promise.reject(new Error('no book here')),
    actorForToken: (token) =>
      Promise.resolve(token === 'good' ? officer : token === 'analyst' ? { ...officer, role: 'analyst' } : null),
    proveReceipt: () => Promise.reject(new NotFound('not_found.pair')),
    rateLimit: (_request, limit) => Promise.resolve(limits.get(limit) ?? null),
    denied: () => Promise.resolve(),
    evenTime: () => Promise.resolve(),
    reportFault: (error, reference) => void faults.push([error, reference]),
    checkAnswers: true,
    sandbox: true,
    publicUrl: 'https://samleng.example',
    files: openFileStore('/nonexistent'),
  };
  const app = express();
  app.use('/api', mountApi(operations, services));
  return { app, faults, limits };
}

describe('what the door refuses', () => {
  const { app } = anApi();

  test('every bad field at once, in Khmer by default and in English when preferred', async () => {
    const body = { word: 'too long', count: 1.5, colour: 'red' };
    const khmer = await request(app).post('/api/v1/echoes').send(body);
    expect(khmer.status).toBe(422);
    expect(khmer.type).toBe('application/problem+json');
    expect(khmer.headers['content-language']).toBe('km');
    expect(khmer.headers['cache-control']).toBe('no-store');
    expect(khmer.body.requestId).toBe(khmer.headers['x-request-id']);
    expect(khmer.body.errors.map((each: { field: string; code: string }) => [each.field, each.code])).toEqual([
      ['word', 'too_long'],
      ['count', 'must_be_whole_number'],
      ['kind', 'required'],
      ['colour', 'unknown_field'],
    ]);
    expect(khmer.body.errors.every((each: { message: string }) => /\p{Script=Khmer}/u.test(each.message))).toBe(true);
    const english = await request(app).post('/api/v1/echoes').set('Accept-Language', 'en;q=0.9, fr').send(body);
    expect(english.body.errors[0].message).toBe('This may have at most 5 characters.');
    expect(english.body.code).toBe('invalid_input');
  });

  test('JSON that breaks off is named by position', async () => {
    const answer = await request(app)
      .post('/api/v1/echoes')
      .set('Content-Type', 'application/json')
      .set('Accept-Language', 'en')
      .send('{"word": "a",\n "kind" }');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'malformed_json',
      detail: 'Reading stopped at position 22 (line 2, column 9).',
    });
  });

  test('text that is not UTF-8, another content type, too much', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    const broken = await request(app)
      .post('/api/v1/echoes')
      .set('Content-Type', 'application/json')
      .serialize(() => bytes as unknown as string)
      .send({});
    expect([broken.status, broken.body.code]).toEqual([400, 'malformed_text']);
    const type = await request(app).post('/api/v1/echoes').set('Content-Type', 'text/plain').send('{}');
    expect([type.status, type.body.code]).toEqual([415, 'media_type']);
    const large = await request(app)
      .post('/api/v1/echoes')
      .send({ word: 'x'.repeat(1_048_576) });
    expect([large.status, large.body.code]).toEqual([413, 'too_large']);
  });

  test('another method, an unknown path, a broken path', async () => {
    const method = await request(app).delete('/api/v1/echoes');
    expect([method.status, method.headers['allow']]).toEqual([405, 'POST, OPTIONS']);
    const options = await request(app).options('/api/v1/secrets');
    expect([options.status, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect((await request(app).get('/api/v1/nowhere')).status).toBe(404);
    expect((await request(app).get('/api/v1/failures/%E0%A4%A')).body.code).toBe('malformed_path');
  });

  test('an absent body is read as an empty one, so that what is missing is named', async () => {
    const answer = await request(app).post('/api/v1/echoes');
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toHaveLength(2);
  });
});

describe('who may', () => {
  test('no token, a wrong token, a role that may not, a role that may', async () => {
    const { app } = anApi();
    const none = await request(app).get('/api/v1/secrets');
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer realm="samleng"']);
    expect((await request(app).get('/api/v1/secrets').set('Authorization', 'Bearer wrong')).status).toBe(401);
    expect((await request(app).get('/api/v1/secrets').set('Authorization', 'Bearer analyst')).status).toBe(403);
    const answer = await request(app).get('/api/v1/secrets').set('Authorization', 'Bearer good');
    expect([answer.status, answer.body]).toEqual([200, { office: '120101' }]);
    const head = await request(app).head('/api/v1/secrets').set('Authorization', 'Bearer good');
    expect(head.status).toBe(200);
  });

  test('a used-up limit says how long to wait', async () => {
    const { app, limits } = anApi();
    limits.set('secrets', 30);
    const answer = await request(app).get('/api/v1/secrets').set('Authorization', 'Bearer good');
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '30']);
  });
});

describe('what a use case throws', () => {
  test.each([
    ['missing', 404, 'not_found.case'],
    ['forbidden', 403, 'forbidden.action'],
    ['rule', 409, 'rule.already_acknowledged'],
    ['conflict', 409, 'conflict.case_changed'],
    ['away', 503, 'unavailable.database'],
  ])('%s is %i', async (how, status, code) => {
    const { app } = anApi();
    const answer = await request(app).get(`/api/v1/failures/${how}`).set('Accept-Language', 'en');
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
    expect(answer.body.detail).not.toMatch(/\{\w+\}/);
  });

  test('a fault of ours is a 500 with a reference that the log also bears, and says nothing else', async () => {
    const { app, faults } = anApi();
    const answer = await request(app).get('/api/v1/failures/fault');
    expect(answer.status).toBe(500);
    expect(answer.body.reference).toBe(faults[0]?.[1]);
    expect(answer.text).not.toContain('secret');
  });
});

test('two operations of one path and method are refused at start', () => {
  const [first] = operations;
  expect(() => mountApi([first!, { ...first!, id: 'other' }], {} as ApiServices)).toThrow('POST /echoes');
});
