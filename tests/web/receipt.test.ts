import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { textOf as textOfPdf } from '../notifications/letters/pdf-text.ts';
import { ask } from '../support/ask.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { servedAt } from '../support/served.ts';
import { textOf, tokenIn } from '../support/staff-agent.ts';

const narrative = 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ឧបត្ថម្ភខែតុលាទេ។';

let desk: Desk;
let address: string;
let stop: () => Promise<void>;
let filed: FiledCase;
beforeAll(async () => {
  desk = await aDesk();
  ({ address, stop } = await servedAt(desk.world.http));
  filed = await desk.file({ protected: true, category: 'PRT-GBV' });
});
afterAll(async () => {
  await stop();
  await desk.close();
});

async function send(path: string, fields: Readonly<Record<string, string>>) {
  const shown = await ask(address + path);
  const cookie = shown.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const body = new URLSearchParams({ _csrf: tokenIn(shown.text), ...fields }).toString();
  const headers = { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(address + path, { method: 'POST', headers, body });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes, text: bytes.toString('utf8') };
}

const key = () => ({ reference: filed.reference, receipt: filed.receipt });

test('the receipt is shown in both languages, says nothing of the matter, and a wrong pair gets the form again', async () => {
  const en = await send('/en/complaints/receipt', key());
  expect(en.status).toBe(200);
  expect(textOf(en.text)).toContain(`Reference ${filed.reference}`);
  expect(textOf(en.text)).toContain('2026-11-21T09:00:00+07:00');
  expect(textOf(en.text)).toContain('Signature (Ed25519)');
  expect(textOf((await send('/complaints/receipt', key())).text)).toContain('បង្កាន់ដៃចុះហត្ថលេខា');
  expect(en.text).not.toMatch(/GBV|FP-PWC|violence|ឧបត្ថម្ភ/);
  const wrong = await send('/en/complaints/receipt', { ...key(), receipt: '0000-0000-0000-0000' });
  const none = await send('/en/complaints/receipt', { ...key(), reference: 'SA-26-9999999-9' });
  const plain = (text: string) => textOf(text).replaceAll(filed.reference, '').replaceAll('SA-26-9999999-9', '');
  expect([wrong.status, none.status]).toEqual([404, 404]);
  expect(plain(wrong.text)).toBe(plain(none.text));
  const track = await send('/en/complaints/track', key());
  expect(track.text).toContain('action="/en/complaints/receipt"');
});

test('as PDF it bears the same values, and its file and title say nothing', async () => {
  const pdf = await send('/en/complaints/receipt', { ...key(), take: 'pdf' });
  expect([pdf.status, pdf.type, pdf.bytes.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  const words = textOfPdf(pdf.bytes);
  expect(words).toContain(filed.reference);
  expect(words).not.toMatch(/GBV|FP-PWC|violence/);
  const km = await send('/complaints/receipt', { ...key(), take: 'pdf' });
  expect(km.type).toBe('application/pdf');
});

test('the file is verified by a program of its own, offline, with the published keys; changed, it is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'samleng-receipt-'));
  const file = (name: string) => join(folder, name);
  const receipt = await send('/en/complaints/receipt', { ...key(), take: 'json' });
  await writeFile(file('receipt.json'), receipt.bytes);
  await writeFile(file('keys.json'), (await ask(`${address}/api/v1/keys`)).text);
  await writeFile(file('text.txt'), `${narrative}\r\n`);
  await writeFile(file('other.txt'), `${narrative} ទេ`);
  const changed = { ...(JSON.parse(receipt.text) as object), filedAt: '2026-01-01T00:00:00+07:00' };
  await writeFile(file('changed.json'), JSON.stringify(changed));
  await writeFile(file('nokeys.json'), '{"keys":[]}');
  const run = (...names: string[]): Promise<{ code: number; said: string }> =>
    new Promise((resolve) =>
      execFile(process.execPath, ['scripts/verify-receipt.mjs', ...names.map(file)], (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + err }),
      ),
    );
  expect(await run('receipt.json', 'keys.json')).toEqual({
    code: 0,
    said: `genuine: ${filed.reference} was filed 2026-11-21T09:00:00+07:00\n`,
  });
  expect(await run('receipt.json', 'keys.json', 'text.txt')).toMatchObject({
    code: 0,
    said: expect.stringContaining('this is the text that was filed'),
  });
  expect((await run('receipt.json', 'keys.json', 'other.txt')).code).toBe(1);
  expect((await run('changed.json', 'keys.json')).said).toContain('the signature does not fit');
  expect((await run('receipt.json', 'nokeys.json')).code).toBe(1);
  expect((await run('missing.json', 'keys.json')).code).toBe(2);
});
