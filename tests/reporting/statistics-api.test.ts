import express, { type Express } from 'express';
import request from 'supertest';

import { bookReader } from '../../src/api/book.ts';
import { mountApi } from '../../src/api/index.ts';
import { reportingOperations } from '../../src/api/reporting-operations/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { aDesk, type Desk } from '../support/desk.ts';

let desk: Desk;
let app: Express;
const staff = new Map<string, StaffActor>();
const faults: unknown[] = [];
beforeAll(async () => {
  desk = await aDesk();
  for (const role of ['analyst', 'operator_supervisor', 'commune_officer'] as const) {
    staff.set(role, await desk.staff(role, 'NSAF'));
  }
  const { world } = desk;
  app = express();
  app.use(
    '/api',
    mountApi(reportingOperations, {
      clock: world.clock,
      perform: world.perform,
      book: bookReader(world.perform),
      actorForToken: (token) => Promise.resolve(staff.get(token) ?? null),
      proveReceipt: () => Promise.reject(new Error('no receipt is asked for here')),
      rateLimit: () => Promise.resolve(null),
      denied: () => Promise.resolve(),
      evenTime: () => Promise.resolve(),
      reportFault: (error) => void faults.push(error),
      checkAnswers: true,
      sandbox: true,
      publicUrl: 'https://samleng.example',
      files: openFileStore(`${world.dataDir}/files`),
    }),
  );
});
afterAll(() => desk.close());

const get = (query: string, token = 'analyst') =>
  request(app).get(`/api/v1/statistics${query}`).set('Authorization', `Bearer ${token}`).set('Accept-Language', 'en');

test('figures of a period, by group with its name, and the fact in the ledger', async () => {
  for (let each = 0; each < 5; each += 1) await desk.file();
  const answer = await get('?indicator=received&from=2026-11-01&to=2026-11-30&by=programme');
  expect(faults).toEqual([]);
  expect(answer.body).toEqual({
    from: '2026-11-01',
    to: '2026-11-30',
    by: 'programme',
    countedAt: '2026-11-21T09:00:00+07:00',
    protectedCases: 'left_out',
    items: [
      {
        indicator: 'received',
        kind: 'count',
        value: 5,
        n: 5,
        hidden: false,
        groups: [
          { group: 'FP-PWC', name: 'Cash for pregnant women and children under 2', value: 5, n: 5, hidden: false },
        ],
      },
    ],
  });
  expect(await desk.owner(`select 1 from ledger_entry where event = 'statistics.exported'`)).toHaveLength(1);
});

test('refusals', async () => {
  expect((await get('', 'commune_officer')).status).toBe(403);
  expect((await request(app).get('/api/v1/statistics')).status).toBe(401);
  expect((await get('?indicator=nothing')).status).toBe(422);
  const reversed = await get('?from=2026-12-01&to=2026-11-01');
  expect([reversed.status, reversed.body.errors]).toEqual([
    422,
    [{ field: 'to', code: 'period_reversed', message: 'The last day lies before the first.' }],
  ]);
});

test('a test case is marked over the API by those who watch', async () => {
  const of = await desk.file();
  const mark = (token: string) =>
    request(app).post(`/api/v1/cases/${of.reference}/mark-test`).set('Authorization', `Bearer ${token}`);
  expect((await mark('analyst')).status).toBe(403);
  expect((await mark('operator_supervisor')).status).toBe(200);
  desk.world.clock.advance(61_000);
  expect((await get('?indicator=received')).body.items[0].value).toBe(5);
});
