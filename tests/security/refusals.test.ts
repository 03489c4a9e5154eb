import { mostOfOne, openRefusalLog } from '../../src/access/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { openRateLimits } from '../../src/platform/rate-limits.ts';
import { ask } from '../support/ask.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { servedAt } from '../support/served.ts';
import { noReference } from './posts.ts';

let desk: Desk;
let address: string;
let stop: () => Promise<void>;
let hidden: FiledCase;
beforeAll(async () => {
  desk = await aDesk();
  ({ address, stop } = await servedAt(desk.world.http));
  hidden = await desk.file({ protected: true });
});
afterAll(async () => {
  await stop();
  await desk.close();
});

interface Entry {
  readonly chain: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const refusedOf = (actor: string) =>
  desk.owner<Entry>(
    `select chain, actor_kind, actor_id, data from ledger_entry where event = 'access.refused' and actor_id = $1 order by seq`,
    [actor],
  );

const api = (path: string, token: string | null, body?: object) =>
  ask(`${address}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const page = (path: string, token: string) => ask(address + path, { headers: { Cookie: `samleng_staff=${token}` } });

async function somebody(role: StaffActor['role'], office: string): Promise<StaffActor & { token: string }> {
  const actor = await desk.staff(role, office);
  return { ...actor, token: await desk.token(actor) };
}

test('an operation or page that is denied is in the ledger; what is hidden reads as what does not exist', async () => {
  const officer = await somebody('province_officer', '23');
  const tried = async (reference: string) => {
    const before = (await refusedOf(officer.personId)).length;
    expect((await api(`/cases/${reference}`, officer.token)).status).toBe(404);
    expect((await page(`/en/staff/cases/${reference}`, officer.token)).status).toBe(404);
    return (await refusedOf(officer.personId)).slice(before);
  };
  const ofHidden = await tried(hidden.reference);
  expect(ofHidden).toEqual(await tried(noReference));
  const by = { role: 'province_officer', sessionId: officer.sessionId };
  expect(ofHidden.map((entry) => [entry.chain, entry.data])).toEqual([
    ['system', { action: 'readCase', code: 'not_found.case', ...by }],
    ['system', { action: '/staff/cases/:reference', code: 'not_found.case', ...by }],
  ]);
  expect(JSON.stringify(ofHidden)).not.toContain(hidden.reference);

  const analyst = await somebody('analyst', 'GS-NSPC');
  expect((await api(`/cases/${hidden.reference}`, analyst.token)).status).toBe(403);
  expect((await page('/en/staff/people', analyst.token)).status).toBe(403);
  expect((await refusedOf(analyst.personId)).map((entry) => [entry.data['action'], entry.data['code']])).toEqual([
    ['readCase', 'forbidden.action'],
    ['/staff/people', 'forbidden'],
  ]);
});

test('so is whoever has no token, a wrong one, or the wrong receipt', async () => {
  const before = (await refusedOf('door')).length;
  expect((await api('/cases', null)).status).toBe(401);
  expect((await api('/cases', 'bm90IGEgdG9rZW4')).status).toBe(401);
  const wrong = { reference: hidden.reference, receipt: '0000-0000-0000-0000' };
  expect((await api('/complaints/lookup', null, wrong)).status).toBe(404);
  const found = (await refusedOf('door')).slice(before);
  expect(found.map((entry) => [entry.data['action'], entry.data['code']])).toEqual([
    ['listCases', 'unauthenticated'],
    ['listCases', 'unauthenticated'],
    ['lookUpComplaint', 'not_found.pair'],
  ]);
  expect(JSON.stringify(found)).not.toContain(hidden.reference);
});

test('a flood is counted, not written; another person is still written; the count comes when the minute is over', async () => {
  const [flooding, other] = [await somebody('analyst', 'GS-NSPC'), await somebody('analyst', 'GS-NSPC')];
  let now = 0;
  const faults: unknown[] = [];
  const log = openRefusalLog(
    desk.world.perform,
    (error) => faults.push(error),
    () => Promise.resolve(null),
    () => now,
  );
  const refusal = (actor: StaffActor) => ({ actor, action: 'readCase', code: 'forbidden.action' });
  for (let n = 0; n < mostOfOne + 500; n += 1) await log.note(refusal(flooding));
  await log.note({ ...refusal(flooding), action: 'listCases' });
  expect(await refusedOf(flooding.personId)).toHaveLength(mostOfOne);
  await log.note(refusal(other));
  expect(await refusedOf(other.personId)).toHaveLength(1);
  now = 60_001;
  await log.note(refusal(other));
  const after = (await refusedOf(flooding.personId)).slice(mostOfOne);
  expect(after.map((entry) => [entry.data['action'], entry.data['times'] ?? 1])).toEqual([
    ['readCase', 500],
    ['listCases', 1],
  ]);
  // A new minute, written singly again; what is left is written at the end.
  for (let n = 0; n < mostOfOne + 3; n += 1) await log.note(refusal(flooding));
  await log.settle();
  expect((await refusedOf(flooding.personId)).at(-1)?.data['times']).toBe(3);
  expect(faults).toEqual([]);
});

test('two processes write down no more of one person than one does; the rest of both is counted', async () => {
  const flooding = await somebody('analyst', 'GS-NSPC');
  const { vault, log } = desk.world;
  const processes = [1, 2].map(() => {
    const limits = openRateLimits({ redisUrl: null, databaseUrl: desk.world.database.url, factor: 1, vault, log });
    const refusals = openRefusalLog(desk.world.perform, (error) => log.error({ err: error }), limits.consume);
    return { limits, refusals };
  });
  for (let n = 0; n < mostOfOne; n += 1) {
    const refusal = { actor: flooding, action: 'readCase', code: 'forbidden.action' };
    await Promise.all(processes.map(({ refusals }) => refusals.note(refusal)));
  }
  expect(await refusedOf(flooding.personId)).toHaveLength(mostOfOne);
  for (const { limits, refusals } of processes) {
    await refusals.settle();
    await limits.close();
  }
  const times = (await refusedOf(flooding.personId)).map((entry) => Number(entry.data['times'] ?? 1));
  expect(times.reduce((sum, each) => sum + each, 0)).toBe(2 * mostOfOne);
});

test('what leaves the system leaves an entry: figures, letters, files of a case', async () => {
  const officer = await somebody('province_officer', '12');
  const analyst = await somebody('analyst', 'GS-NSPC');
  const own = await desk.file();
  expect((await page('/en/staff/dashboard/figures.csv', analyst.token)).status).toBe(200);
  expect((await api('/statistics?indicator=received', analyst.token)).status).toBe(200);
  expect((await api(`/cases/${own.reference}/letters/acknowledgement?language=km`, officer.token)).status).toBe(200);
  const form = new FormData();
  form.set('file', new Blob(['%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF'], { type: 'application/pdf' }), 'a.pdf');
  const sent = await ask(`${address}/api/v1/cases/${own.reference}/attachments`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${officer.token}` },
    body: form,
  });
  expect([sent.status, sent.text.slice(0, 200)]).toEqual([201, expect.anything()]);
  const [file] = (JSON.parse(sent.text) as { items: { id: string }[] }).items;
  expect((await api(`/cases/${own.reference}/attachments/${file?.id ?? ''}`, officer.token)).status).toBe(200);
  const figures = await desk.owner<{ data: { format: string } }>(
    `select data from ledger_entry where event = 'statistics.exported' and actor_id = $1 order by seq`,
    [analyst.personId],
  );
  expect(figures.map((entry) => entry.data.format)).toEqual(['csv', 'json']);
  expect(await desk.events(own)).toEqual(expect.arrayContaining(['letter.made', 'attachment.fetched']));
});
