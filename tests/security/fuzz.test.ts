import { randomUUID } from 'node:crypto';

import type { Express } from 'express';
import fc from 'fast-check';

import { operations } from '../../src/api/operations.ts';
import type { Operation } from '../../src/api/operation.ts';
import { citizenPages, staffPages } from '../../src/web/index.ts';
import { overAll } from '../support/ask.ts';
import { askInside } from './asking.ts';
import { doorsOf, programOf } from './doors.ts';
import { noReference, allPosts, type Posts } from './posts.ts';
import { anything, nearly } from './samples.ts';
import { bodyShape, shapeOf } from './shapes.ts';

/*
 * Whatever is sent to whatever operation or page, by whoever may send it: never a fault of ours. The same seed every time, so
 * that a failure can be looked at; `SAMLENG_FUZZ_SEED` and `SAMLENG_FUZZ_RUNS` try others.
 */
const seed = Number(process.env['SAMLENG_FUZZ_SEED'] ?? 20261121);
const runs = Number(process.env['SAMLENG_FUZZ_RUNS'] ?? 12);

const asForm = { 'Content-Type': 'application/x-www-form-urlencoded' };

let posts: Posts;
/** The API and the staff pages; the citizens' side is asked in the program as a whole. */
let app: Express;
const faultsTold: unknown[] = [];
let tokens: string[];
beforeAll(async () => {
  posts = await allPosts();
  app = doorsOf(programOf(posts.desk.world), posts.people, faultsTold);
  tokens = (
    ['province_officer', 'operator_supervisor', 'regulator_reviewer', 'administrator', 'privacy_officer'] as const
  ).map((role) => posts.of(role).token);
});
afterAll(() => posts.close());

const inPath = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('own', noReference, randomUUID()) },
  fc.constantFrom('%00', '%ff', '..', "'", '1e999', 'SA-26', 'ក', 'a'.repeat(300), 'constructor'),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed()) || '-'),
);

interface Sent {
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly token: string;
}

function sentTo(operation: Operation): fc.Arbitrary<Sent> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const shape = bodyShape(operation);
  const query = operation.request.query === null ? null : shapeOf(operation.request.query);
  return fc
    .record({
      parts: fc.tuple(...names.map(() => inPath)),
      query: query === null ? fc.constant({}) : nearly(query),
      body: shape === null ? fc.constant(undefined) : nearly(shape),
      by: fc.nat({ max: 4 }),
    })
    .map(({ parts, query: asked, body, by }) => {
      const { own } = posts.of('province_officer').cases;
      const values = parts.map((part) => (part === 'own' ? own.reference : part));
      const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => values[names.indexOf(name)] ?? '-');
      const withReceipt =
        operation.permission === 'receipt' && typeof body === 'object' && body !== null && !Array.isArray(body)
          ? { ...body, receipt: own.receipt }
          : body;
      const pairs = typeof asked === 'object' && asked !== null ? Object.entries(asked) : [];
      const text = pairs
        .map(
          ([name, value]) =>
            `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(String(value).toWellFormed())}`,
        )
        .join('&');
      return { path, query: text === '' ? '' : `?${text}`.slice(0, 6_000), body: withReceipt, token: tokens[by] ?? '' };
    });
}

async function send(operation: Operation, sent: Sent): Promise<number> {
  const headers = {
    'Content-Type': 'application/json',
    ...(operation.id === 'signOut' ? {} : { Authorization: `Bearer ${sent.token}` }),
  };
  const isBare = sent.body === undefined || operation.method === 'GET';
  const answer = await askInside(app, `/api/v1${sent.path}${sent.query}`, {
    method: operation.method,
    headers,
    ...(isBare ? {} : { body: JSON.stringify(sent.body) }),
  });
  return answer.status;
}

test('no operation answers nearly right input, or anything at all, with a fault of ours', async () => {
  const faults: string[] = [];
  await overAll(operations, async (operation) => {
    const cases = fc.sample(sentTo(operation), { seed, numRuns: runs });
    const [first] = cases;
    const strange = ['%00', '%ed%a0%80', '1'].map((part) => operation.path.replace(/\{\w+\}/g, part));
    for (const sent of [...cases, ...(first ? strange.map((path) => ({ ...first, path })) : [])]) {
      const status = await send(operation, sent);
      if (status >= 500) faults.push(`${operation.id} ${status}: ${JSON.stringify(sent).slice(0, 400)}`);
    }
  });
  expect([faults, faultsTold]).toEqual([[], []]);
});

test('bodies that are no JSON, of other kinds, too large, too deep or badly encoded are refused as such', async () => {
  const { token } = posts.of('province_officer');
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  const statuses = new Set<number>();
  for (const [type, body] of [
    ['application/json', ''],
    ['application/json', '{'],
    ['application/json', '{"a":1}}'],
    ['application/json', '"text"'],
    ['application/json', 'null'],
    ['application/json', '[]'],
    ['application/json', deep],
    ['application/json', `{"narrative":"${'x'.repeat(2_000_000)}"}`],
    ['application/json', Buffer.from([0xff, 0xfe, 0x00, 0x7b])],
    ['application/json; charset=utf-16', '{}'],
    ['text/plain', '{}'],
    ['text/xml', '<a/>'],
    ['application/x-www-form-urlencoded', 'a=1'],
    ['multipart/form-data; boundary=x', '--x\r\nbroken'],
    ['multipart/form-data', 'no boundary'],
  ] as const) {
    for (const path of ['/complaints', '/cases', `/cases/${noReference}/note`, `/cases/${noReference}/attachments`]) {
      const { status, headers } = await askInside(posts.desk.world.http, `/api/v1${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
        body: Buffer.isBuffer(body) ? body : Buffer.from(body),
      });
      statuses.add(status);
      expect([path, type, status < 500, headers.get('content-type')]).toEqual([
        path,
        type,
        true,
        'application/problem+json; charset=utf-8',
      ]);
    }
  }
  expect([...statuses].every((status) => [400, 404, 411, 413, 415, 422].includes(status))).toBe(true);
});

test('no citizen page answers strange fields with a fault of ours', async () => {
  const faults: string[] = [];
  const { headers, text } = await askInside(posts.desk.world.http, `/en/complaints/new`);
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const field = fc.constantFrom(
    'topic',
    'programme',
    'category',
    'place',
    'province',
    'district',
    'commune',
    'narrative',
    'remedySought',
    'identity',
    'step',
    'go',
    'reference',
    'receipt',
    'complainant.name',
    'complainant.phone',
    'complainant.contact.channel',
    'key',
    '_csrf',
    'do',
    'text',
    'score',
    'remedy',
    '__proto__',
  );
  const form = fc.array(
    fc.tuple(
      field,
      fc.oneof(
        fc.string(),
        anything.map(String),
        fc.constantFrom('next', 'check', 'file', 'mother', 'FP-PWC', '12', '120101', 'named'),
      ),
    ),
    { maxLength: 8 },
  );
  for (const page of citizenPages.filter((each) => each.accepts.includes('POST'))) {
    await overAll(fc.sample(form, { seed, numRuns: runs * 6 }), async (fields) => {
      const body = [['_csrf', token], ...fields.filter(([name]) => name !== '_csrf')]
        .map(([name, value]) => `${name}=${encodeURIComponent(String(value).toWellFormed())}`)
        .join('&');
      const { status } = await askInside(posts.desk.world.http, `/en${page.path}`, {
        method: 'POST',
        headers: { Cookie: cookie, ...asForm },
        body,
      });
      if (status >= 500) faults.push(`${page.path}: ${status} ${body.slice(0, 400)}`);
    });
    for (const query of ['?step=%00', '?step[]=x', '?a=%ff', `?${'x'.repeat(4_000)}`, '?__proto__[x]=1']) {
      const { status } = await askInside(posts.desk.world.http, `${page.path}${query}`);
      if (status >= 500) faults.push(`${page.path}${query}: ${status}`);
    }
  }
  expect(faults).toEqual([]);
});

test('no staff page answers strange fields with a fault of ours', async () => {
  const faults: string[] = [];
  const { own } = posts.of('province_officer').cases;
  const { headers, text } = await askInside(app, `/en/staff/sign-in`);
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const field = fc.constantFrom(
    'version',
    'text',
    'note',
    'question',
    'days',
    'replyWithinWorkingDays',
    'office',
    'reason',
    'outcome',
    'reasons',
    'assignee',
    'other',
    'kind',
    'evidence',
    'remedy',
    'remedyId',
    'go',
    'notice',
    'id',
    'access',
    'verdict',
    'email',
    'password',
    'code',
    'role',
    'person',
    'session',
    'narrative',
    'do',
    'current',
    'next',
    'remedies.0.kind',
    'remedies.0.dueOn',
    'remedies.0.amountKhr',
    'find',
    'q',
  );
  const form = fc.array(
    fc.tuple(
      field,
      fc.oneof(
        fc.string(),
        anything.map(String),
        fc.constantFrom('ask', '1', '-1', randomUUID(), '2026-12-01', 'upheld'),
      ),
    ),
    { maxLength: 10 },
  );
  await overAll(staffPages, async (page) => {
    const path = `/en${page.path.replace(':reference', own.reference).replace(/:\w+/g, randomUUID())}`;
    // A person signs out by it, which is all there is to it.
    if (page.path === '/staff/sign-out') return;
    for (const [at, fields] of fc.sample(form, { seed, numRuns: runs }).entries()) {
      const body = [['_csrf', token], ...fields]
        .map(([name, value]) => `${name}=${encodeURIComponent(String(value).toWellFormed())}`)
        .join('&');
      const by = `${cookie}; samleng_staff=${tokens[at % tokens.length]}`;
      const { status } = page.accepts.includes('POST')
        ? await askInside(app, `${path}`, { method: 'POST', headers: { Cookie: by, ...asForm }, body })
        : await askInside(app, `${path}?${body.slice(0, 3_000)}`, { headers: { Cookie: by } });
      if (status >= 500) faults.push(`${page.path}: ${status} ${body.slice(body.indexOf('&'), 500)}`);
    }
  });
  expect([faults, faultsTold]).toEqual([[], []]);
});
