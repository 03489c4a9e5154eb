import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';

import {
  attachFiles,
  attachStaged,
  checkFilesJob,
  checkWaiting,
  fetchFile,
  newDraftToken,
  stagedFiles,
  stageFiles,
} from '../../src/intake/index.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { clamdScanner, ScannerAway } from '../../src/platform/scanner.ts';
import { aDesk, reading, refusalOf, type Desk } from '../support/desk.ts';

const harmful = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
const pdf = (text: string) => Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF`);

/** As clamd speaks: a command ended by a nought, then pieces with their length before them, then a length of nought. */
function aScannerServer(): Server {
  return createServer((socket) => {
    let kept = Buffer.alloc(0);
    let file = Buffer.alloc(0);
    let isOpen = false;
    socket.on('error', () => undefined);
    socket.on('data', (part: Buffer) => {
      kept = Buffer.concat([kept, part]);
      if (!isOpen) {
        const end = kept.indexOf(0);
        if (end < 0) return;
        if (kept.subarray(0, end).toString() !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
        kept = kept.subarray(end + 1);
        isOpen = true;
      }
      while (kept.length >= 4) {
        const length = kept.readUInt32BE(0);
        if (length === 0) {
          const found = file.includes(harmful);
          return void socket.end(found ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
        }
        if (file.length + length > 2_000_000) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
        if (kept.length < 4 + length) return;
        file = Buffer.concat([file, kept.subarray(4, 4 + length)]);
        kept = kept.subarray(4 + length);
      }
    });
  });
}

let desk: Desk;
let server: Server;
let port: number;
beforeAll(async () => {
  desk = await aDesk();
  server = aScannerServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await desk.close();
});

const stores = (address: string) => ({
  files: openFileStore(join(desk.world.dataDir, 'files'), clamdScanner(address)),
  drafts: openFileStore(join(desk.world.dataDir, 'drafts'), clamdScanner(address)),
});
const here = () => `tcp://127.0.0.1:${port}`;
const away = 'tcp://127.0.0.1:1';

test('speaks to clamd by TCP and by socket, in pieces; what it cannot say is no yes', async () => {
  const large = Buffer.alloc(300_000, 'a');
  expect(await clamdScanner(here()).finds(large)).toBe(false);
  expect(await clamdScanner(here()).finds(Buffer.concat([large, Buffer.from(harmful)]))).toBe(true);
  await expect(clamdScanner(here()).finds(Buffer.alloc(3_000_000))).rejects.toThrow(ScannerAway);
  await expect(clamdScanner(away).finds(large)).rejects.toThrow(ScannerAway);
  const path = join(desk.world.dataDir, 'clamd.sock');
  const local = aScannerServer().listen(path);
  await once(local, 'listening');
  expect(await clamdScanner(`unix:${path}`).finds(Buffer.from(harmful))).toBe(true);
  local.close();
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const mute = `tcp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await expect(clamdScanner(mute, 50).finds(large)).rejects.toThrow(ScannerAway);
  silent.close();
});

test('a clean file is taken, a harmful one refused by name', async () => {
  const filed = await desk.file();
  const attach = (address: string, ...contents: Buffer[]) =>
    attachFiles(desk.world.perform, stores(address).files, filed.complainant, {
      reference: filed.reference,
      files: contents.map((content) => ({ name: 'a.pdf', content })),
    });
  expect(await attach(here(), pdf('clean'))).toHaveLength(1);
  await expect(attach(here(), pdf('also clean'), pdf(harmful))).rejects.toMatchObject({
    fields: [{ field: 'file.1', code: 'file_infected' }],
  });
  expect(await desk.owner('select 1 from attachment where case_id = $1', [filed.id])).toHaveLength(1);
});

test('a file that comes while the scanner is away is lost to nobody and given to nobody: it waits sealed, and is looked at', async () => {
  const filed = await desk.file();
  const { perform, log } = desk.world;
  const officer = await desk.staff('province_officer', '12');
  const lone = { perform, log };
  const attach = (content: Buffer) =>
    attachFiles(perform, stores(away).files, filed.complainant, {
      reference: filed.reference,
      files: [{ name: 'a.pdf', content }],
    });
  const [clean] = await attach(pdf('waits'));
  const [harm] = await attach(pdf(harmful));
  expect([clean?.state, harm?.state]).toEqual(['waiting', 'waiting']);
  const fetched = (id = '') =>
    desk
      .as(filed.complainant, fetchFile(stores(here()).files), { reference: filed.reference, attachmentId: id })
      .then((file) => Buffer.from(file.content).toString());
  const states = async () =>
    (
      await desk.owner<{ state: string }>('select state from attachment where case_id = $1 order by id', [filed.id])
    ).map(({ state }) => state);
  expect(await refusalOf(fetched(clean?.id))).toBe('not_found.attachment');
  // Nobody of staff says by themselves that a file is clean.
  const say = reading(async (work) => {
    const { affectedRows } = await work.em.execute<{ affectedRows: number }>(
      `update attachment set state = 'kept' where case_id = ?`,
      [filed.id],
      'run',
    );
    return affectedRows;
  });
  expect(await desk.as(officer, say, undefined)).toBe(0);
  expect(await checkWaiting(lone, stores(away).files)).toMatchObject({ kept: 0, refused: 0, isAway: true });
  expect(await states()).toEqual(['waiting', 'waiting']);

  // Back again, and two workers look at once: each file is settled once.
  const both = await Promise.all([checkWaiting(lone, stores(here()).files), checkWaiting(lone, stores(here()).files)]);
  const sum = (of: 'kept' | 'refused' | 'failed') => both.reduce((all, each) => all + each[of], 0);
  expect([sum('kept'), sum('refused'), sum('failed')]).toEqual([1, 1, 0]);
  expect(await states()).toEqual(['kept', 'refused']);
  expect(await fetched(clean?.id)).toContain('waits');
  expect(await refusalOf(fetched(harm?.id))).toBe('not_found.attachment');
  // So does the job that runs every minute.
  const [later] = await attach(pdf('later'));
  const job = checkFilesJob(stores(here()).files);
  await job.run({}, { ...lone, clock: desk.world.clock, enqueue: () => Promise.resolve() });
  expect(await fetched(later?.id)).toContain('later');
  const events = await desk.events(filed);
  expect(events.filter((event) => /^attachment\.(cleared|refused)$/.test(event))).toHaveLength(3);
  const removed = await desk.owner('select 1 from file_removal where file = $1', [harm?.id]);
  expect(removed).toHaveLength(1);
});

test('a file of a draft waits in the same way once it hangs on its case; a harmful one never does', async () => {
  const filed = await desk.file();
  const { perform } = desk.world;
  const token = newDraftToken();
  const key = { reference: filed.reference, token };
  await stageFiles(perform, stores(away).drafts, { token, files: [{ name: 'a.pdf', content: pdf('waits') }] });
  expect(await attachStaged(perform, stores(away), filed.complainant, key)).toBe(1);
  expect(await stagedFiles(perform, token)).toEqual([]);

  const other = newDraftToken();
  await stageFiles(perform, stores(away).drafts, {
    token: other,
    files: [{ name: 'b.pdf', content: pdf(harmful) }],
  });
  await expect(
    attachStaged(perform, stores(here()), filed.complainant, { reference: filed.reference, token: other }),
  ).rejects.toMatchObject({ fields: [{ code: 'file_infected' }] });
  expect(await stagedFiles(perform, other)).toEqual([]);
  await expect(
    stageFiles(perform, stores(here()).drafts, { token: other, files: [{ name: 'b.pdf', content: pdf(harmful) }] }),
  ).rejects.toMatchObject({ fields: [{ code: 'file_infected' }] });
  expect(await desk.owner('select 1 from attachment where case_id = $1', [filed.id])).toHaveLength(1);
});
