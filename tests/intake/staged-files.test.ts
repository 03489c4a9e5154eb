import sharp from 'sharp';

import { attachmentsOf } from '../../src/cases/index.ts';
import {
  attachStaged,
  dropStagedFile,
  newDraftToken,
  stagedFiles,
  stageFiles,
  tidyDraftsJob,
} from '../../src/intake/index.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { openLog } from '../../src/platform/log.ts';
import { join } from 'node:path';
import { aDesk, type Desk } from '../support/desk.ts';

let desk: Desk;
let photo: Buffer;
const stores = () => ({
  files: openFileStore(join(desk.world.dataDir, 'files')),
  drafts: openFileStore(join(desk.world.dataDir, 'drafts')),
});

beforeAll(async () => {
  desk = await aDesk();
  photo = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => desk.close());

const stage = (token: string, name: string, content: Uint8Array = photo) =>
  stageFiles(desk.world.perform, stores().drafts, { token, files: [{ name, content }] });
const names = async (token: string) => (await stagedFiles(desk.world.perform, token)).map(({ name }) => name);

test('files wait for their complaint, seen by whoever has the token, and follow it once', async () => {
  const token = newDraftToken();
  await stage(token, 'ប័ណ្ណ.jpeg');
  await stage(token, 'letter.jpg');
  expect(await names(token)).toEqual(['ប័ណ្ណ.jpg', 'letter.jpg']);
  expect(await names(newDraftToken())).toEqual([]);
  const [, letter] = await stagedFiles(desk.world.perform, token);
  await dropStagedFile(desk.world.perform, stores().drafts, newDraftToken(), letter?.id ?? '');
  expect(await names(token)).toHaveLength(2);
  await dropStagedFile(desk.world.perform, stores().drafts, token, letter?.id ?? '');
  expect(await names(token)).toEqual(['ប័ណ្ណ.jpg']);

  const filed = await desk.file();
  const attach = () =>
    attachStaged(desk.world.perform, stores(), filed.complainant, { reference: filed.reference, token });
  // Twice at once, as when the answer was lost and the button pressed again.
  await Promise.allSettled([attach(), attach()]);
  expect(await attach()).toBe(0);
  const kept = await desk.as(filed.complainant, attachmentsOf, filed.reference);
  expect(kept.map(({ name }) => name)).toEqual([{ state: 'readable', value: 'ប័ណ្ណ.jpg' }]);
  expect(await names(token)).toEqual([]);
  expect(await stores().drafts.names()).toEqual([]);
});

test('what is refused is named, and at most ten wait', async () => {
  const token = newDraftToken();
  await expect(stage(token, 'a.exe', Buffer.from('MZ not a picture'))).rejects.toMatchObject({
    fields: [{ field: 'file', code: 'file_type_refused' }],
  });
  for (let index = 0; index < 10; index += 1) await stage(token, `${index}.jpg`);
  await expect(stage(token, 'eleventh.jpg')).rejects.toMatchObject({ fields: [{ code: 'too_many' }] });
  expect(await stores().drafts.names()).toHaveLength(10);
});

test('neither row nor file says what it is; after a day both are gone', async () => {
  const token = newDraftToken();
  await stage(token, 'SECRETNAME.jpg');
  const rows = await desk.owner<Record<string, unknown>>('select * from staged_file');
  const kept = Buffer.concat(
    await Promise.all(
      (await stores().drafts.names()).map(async (name) => (await stores().drafts.get(name)) ?? Buffer.alloc(0)),
    ),
  );
  const all = `${rows.map((row) => Object.values(row).map(String).join()).join()}${kept.toString('latin1')}`;
  expect(all).not.toContain('SECRETNAME');
  expect(all).not.toContain('JFIF');
  expect(all).not.toContain(token);
  desk.world.clock.advance(25 * 3_600_000);
  expect(await names(token)).toEqual([]);
  const { perform, clock } = desk.world;
  await tidyDraftsJob(stores().drafts).run(
    {},
    { perform, clock, log: openLog('silent'), enqueue: async () => undefined },
  );
  expect(await desk.owner('select 1 from staged_file')).toEqual([]);
});
