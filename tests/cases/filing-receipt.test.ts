import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import request from 'supertest';

import { publishedTrust, sealLedger } from '../../src/access/index.ts';
import { issueReceipt, receiptLines, verifyReceipt, type FilingReceipt } from '../../src/cases/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { keyFile, writeKeyFile } from '../../src/platform/vault-keys.ts';
import { signingKeyFrom } from '../../src/platform/signing.ts';
import { runVaultTool } from '../../src/vault-commands.ts';
import { aDesk, refusalOf, type Desk, type FiledCase } from '../support/desk.ts';
import { testKeyRing } from '../support/template-database.ts';

const system = systemActor('test');
const narrative = 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ឧបត្ថម្ភខែតុលាទេ។';

describe('the receipt of a filing', () => {
  let desk: Desk;
  let filed: FiledCase;
  let receipt: FilingReceipt;
  beforeAll(async () => {
    desk = await aDesk();
    filed = await desk.file({ category: 'FRD-COR', narrative });
    receipt = await desk.as(filed.complainant, issueReceipt, { reference: null });
  });
  afterAll(() => desk.close());
  const keys = async () => (await desk.world.perform(system, publishedTrust, undefined)).keys;

  test('proves date and content, verified with the published keys alone', async () => {
    expect(receipt).toMatchObject({
      reference: filed.reference,
      filedAt: '2026-11-21T09:00:00+07:00',
      ledger: { entry: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      seal: null,
    });
    const sent = JSON.parse(JSON.stringify(receipt)) as unknown;
    expect(verifyReceipt(sent, await keys())).toMatchObject({ fault: null, contentFits: null });
    // Typed from paper: other line ends and spaces around it do not matter, a changed word does.
    expect(verifyReceipt(sent, await keys(), { narrative: ` ${narrative}\r\n`, remedySought: null }).contentFits).toBe(
      true,
    );
    expect(verifyReceipt(sent, await keys(), { narrative: `${narrative} ទេ`, remedySought: null }).contentFits).toBe(
      false,
    );
    expect(verifyReceipt(sent, await keys(), { narrative, remedySought: 'x' }).contentFits).toBe(false);
  });

  test('hints neither at the nature of the case nor at its text', () => {
    expect(JSON.stringify(receipt)).not.toMatch(/FRD|COR|FP-PWC|NSAF|protected|ប្រាក់/);
    expect(receiptLines(receipt).map((line) => line.value)).toContain(filed.reference);
  });

  test.each([
    ['another date', { filedAt: '2026-01-01T09:00:00+07:00' }, 'signature_wrong'],
    ['another reference', { reference: 'SA-26-0000099-1' }, 'signature_wrong'],
    ['another content', { content: { algorithm: 'sha256', salt: 'AAAA', hash: '00' } }, 'signature_wrong'],
    ['something added', { amountKhr: 1_000_000 }, 'signature_wrong'],
    ['another key', { keyId: '0123456789abcdef' }, 'unknown_key'],
    ['no signature', { signature: '' }, 'signature_wrong'],
    ['another kind', { kind: 'x' }, 'not_a_receipt'],
  ] as const)('with %s is not genuine', async (_what, change, fault) => {
    expect(verifyReceipt({ ...receipt, ...change }, await keys()).fault).toBe(fault);
  });

  test.each([null, 'x', 7, [], {}, { kind: 'samleng.filing-receipt', version: 1 }])('%j is none', async (given) => {
    expect(verifyReceipt(given, await keys()).fault).toBe('not_a_receipt');
  });

  test('signed by somebody else under our name is not genuine', async () => {
    const own = signingKeyFrom(Buffer.alloc(32, 1)).published;
    const [ours] = await keys();
    expect(verifyReceipt(receipt, [{ ...own, id: ours?.id ?? '' }]).fault).toBe('signature_wrong');
  });

  test('says the same of the filing when asked again, and names the last seal', async () => {
    await desk.world.perform(system, sealLedger, undefined);
    desk.world.clock.advance(86_400_000);
    const again = await desk.as(filed.complainant, issueReceipt, { reference: null });
    expect(again).toMatchObject({ filedAt: receipt.filedAt, content: receipt.content, ledger: receipt.ledger });
    expect(again.issuedAt).toBe('2026-11-22T09:00:00+07:00');
    expect(again.seal).toMatchObject({ number: 1 });
    expect(verifyReceipt(again, await keys()).fault).toBeNull();
    expect(await desk.events(filed)).toEqual(expect.arrayContaining(['receipt.issued']));
  });

  test('is issued to staff who may read the case, not to auditors or others', async () => {
    const ordinary = await desk.file();
    const issue = (actor: Parameters<Desk['as']>[0]) => desk.as(actor, issueReceipt, { reference: ordinary.reference });
    expect(await issue(await desk.staff('province_officer', '12'))).toMatchObject({ reference: ordinary.reference });
    expect(await refusalOf(issue(await desk.staff('auditor', 'GS-NSPC')))).toBe('forbidden.action');
    expect(await refusalOf(issue(await desk.staff('province_officer', '11')))).toBe('not_found.case');
  });

  test('cannot be made once the content is erased; an earlier one stays genuine', async () => {
    const gone = await desk.file();
    const before = await desk.as(gone.complainant, issueReceipt, { reference: null });
    await desk.owner('update case_key set wrapped = null, erased_at = now() where case_id = $1', [gone.id]);
    expect(await refusalOf(desk.as(gone.complainant, issueReceipt, { reference: null }))).toBe('rule.content_erased');
    expect(verifyReceipt(before, await keys()).fault).toBeNull();
  });

  test('a key that is not at hand is said as such by every door, and nothing is added or taken for erased', async () => {
    const locked = await desk.file();
    await desk.owner(
      'update case_key set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20)) where case_id = $1',
      [locked.id],
    );
    const { reference, receipt } = locked;
    const send = (path: string, body: object) => request(desk.world.http).post(`/api/v1/complaints/${path}`).send(body);
    for (const answer of [
      await send(`${reference}/receipt`, { receipt }),
      await send(`${reference}/replies`, { receipt, text: 'បន្ថែម' }),
      await send(`${reference}/withdraw`, { receipt, reason: 'ឈប់' }),
    ]) {
      expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
        503,
        'unreadable',
        expect.stringMatching(/^កូនសោរបស់វាមិននៅទីនេះទេ។.*[0-9A-F]{10}/),
      ]);
    }
    const followed = await send('lookup', { reference, receipt });
    expect([followed.status, followed.body.status]).toEqual([200, 'filed']);
    const agent = request.agent(desk.world.http);
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await agent.get('/en/complaints/track')).text)?.[1];
    const page = await agent
      .post('/en/complaints/receipt')
      .type('form')
      .send({ reference, receipt, go: 'open', _csrf: csrf });
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('This complaint cannot be opened now')]);
  });

  test('is verified from the command line, without any database when the keys are at hand', async () => {
    const path = (name: string): string => join(desk.world.dataDir, name);
    await writeFile(path('receipt.json'), JSON.stringify(receipt));
    await writeFile(path('forged.json'), JSON.stringify({ ...receipt, filedAt: '2020-01-01T00:00:00+07:00' }));
    await writeFile(path('keys.json'), JSON.stringify({ keys: await keys(), lastSeal: null }));
    await writeKeyFile(keyFile(desk.world.dataDir), [testKeyRing.current]);
    const tool = async (withDatabase: boolean, ...args: string[]) => {
      const said: string[] = [];
      const code = await runVaultTool(['verify', ...args], {
        say: (line) => void said.push(line),
        input: () => Promise.resolve(''),
        config: () => desk.world.config,
        openDatabase: () =>
          withDatabase ? openDatabase(desk.world.database.url, [], 2) : Promise.reject(new Error('no database here')),
      });
      return [code, said[0]];
    };
    const genuine = [0, `genuine: ${filed.reference} was filed at 2026-11-21T09:00:00+07:00`];
    expect(await tool(false, path('receipt.json'), '--keys', path('keys.json'))).toEqual(genuine);
    expect(await tool(true, path('receipt.json'))).toEqual(genuine);
    expect(await tool(false, path('forged.json'), '--keys', path('keys.json'))).toEqual([
      1,
      'not genuine: it was altered after it was signed, or signed by somebody else',
    ]);
    await expect(tool(false, path('absent.json'))).rejects.toThrow(/absent\.json cannot be read: ENOENT/);
    await expect(tool(false, path('receipt.json'), '--keys', path('receipt.json'))).rejects.toThrow(/holds no keys/);
  });
});
