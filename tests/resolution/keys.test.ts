import { eraseDue } from '../../src/cases/index.ts';
import { handling } from '../../src/escalation/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { openInstallationVault } from '../../src/platform/installation-vault.ts';
import { openMasterKeys } from '../../src/platform/key-provider.ts';
import { openLog } from '../../src/platform/log.ts';
import { keyFile, writeKeyFile } from '../../src/platform/vault-keys.ts';
import { makePerform, type Perform } from '../../src/platform/work.ts';
import {
  disputeContradictions,
  disputeKeepsCase,
  disputeView,
  openPaper,
  readNotes,
  readOffers,
} from '../../src/resolution/index.ts';
import { runVaultTool } from '../../src/vault-commands.ts';
import { testKeyRing } from '../support/template-database.ts';
import { aHearing, at, contributionsComplaint, dispute, good, type Filed, type Hearing } from './hearing.ts';
import { admitWithConsents, committee, keepRoster, open, seatBench, sessionAt, toCommittee } from './steps.ts';

const passphrase = 'a long passphrase';
const system = systemActor('test');

interface Heard {
  readonly filed: Filed;
  readonly session: string;
}

let of: Hearing;
let toErase: Heard;
let toKeep: Heard;

/** A dispute with an offer made, and notes of what was said apart. */
async function heard(): Promise<Heard> {
  of.at('2026-11-26');
  const filed = await toCommittee(of, contributionsComplaint());
  const parties = await open(of, filed, committee);
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  of.at('2026-12-02');
  good(await of.own(filed, '/dispute/offers', { text: 'half of it' }), 201);
  const alone = { kind: 'separate', party: parties.claimant };
  const day = toErase === undefined ? '2026-12-11T09:00' : '2026-12-14T09:00';
  const set = good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt(day, alone)));
  const notes = { passphrase, text: 'said apart' };
  good(await of.put('memberB', `${dispute(filed)}/sessions/${at(set, 'session')}/notes`, notes), 204);
  return { filed, session: at(set, 'session') };
}

beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  good(await of.put('memberB', '/my/notes-passphrase', { passphrase }), 204);
  toErase = await heard();
  toKeep = await heard();
});
afterAll(() => of.close());

const notesBy = (perform: Perform, { session }: Heard) =>
  perform(of.actor('memberB'), readNotes, { session, passphrase });
const offersBy = (perform: Perform, { filed }: Heard) =>
  perform(of.actor('memberB'), readOffers, { reference: filed.reference });
const namesBy = async (perform: Perform, { filed }: Heard) =>
  (await perform(of.actor('memberA'), disputeView, filed.reference)).parties.map((party) => party.name);

test('a dispute under way or something owed keeps the case; erased, nothing of it can be read again', async () => {
  const { filed } = toErase;
  good(await of.own(filed, '/dispute/withdraw', { reason: 'x' }));
  const paper = at(good(await of.get('memberA', `${dispute(filed)}/papers`)), 'items.0.id');
  good(await of.get('memberA', `${dispute(filed)}/papers/${paper}`));
  expect(await of.world.perform(system, disputeContradictions, undefined)).toEqual([]);
  const ended = `update case_file set status = 'closed', closed_at = $2 where reference = $1`;
  await of.query(ended, [filed.reference, new Date('2026-12-02T09:00:00+07:00')]);
  await of.query(
    `update sla_clock set state = 'cancelled', next_action_at = null where case_id = (select id from case_file where reference = $1)`,
    [filed.reference],
  );
  const stage = (name: string) =>
    of.query('update resolution_file set stage = $2 where case_id = (select id from case_file where reference = $1)', [
      filed.reference,
      name,
    ]);
  const services = { perform: of.world.perform, log: openLog('silent') };
  const sweep = () => eraseDue(services, openFileStore(`${of.world.dataDir}/files`), [disputeKeepsCase]);
  of.at('2040-01-01');
  for (const open of ['sessions', 'obligations']) {
    await stage(open);
    expect(await sweep()).toMatchObject({ erased: 0, kept: 1, failed: 0 });
  }
  await stage('closed');
  // A legal hold keeps the dispute too: parties, papers, and what was said apart or in confidence.
  const privacy = of.actor('privacy');
  const held = { reference: filed.reference, reason: 'តុលាការស្នើសុំ' };
  const { id } = await of.world.perform(privacy, handling.placeHold, held);
  expect(await sweep()).toMatchObject({ erased: 0, failed: 0 });
  expect(await namesBy(of.world.perform, toErase)).toContain('សុខ សុភា');
  expect(await notesBy(of.world.perform, toErase)).toBe('said apart');
  good(await of.get('memberA', `${dispute(filed)}/papers/${paper}`));
  await of.world.perform(privacy, handling.liftHold, { id, reason: 'ចប់' });
  expect(await sweep()).toMatchObject({ erased: 1, kept: 0, failed: 0 });
  await expect(notesBy(of.world.perform, toErase)).rejects.toThrow();
  expect(await namesBy(of.world.perform, toErase)).toEqual([null, null]);
  const asked = { reference: filed.reference, id: paper, party: null, language: null };
  await expect(of.world.perform(of.actor('memberA'), openPaper, asked)).rejects.toThrow();
  // The offers' own key is closed by the key that is gone.
  const [left] = await of.query<{ wrapped: Buffer | null }>(
    'select wrapped from case_key where case_id = (select id from case_file where reference = $1)',
    [filed.reference],
  );
  expect(left?.wrapped).toBeNull();
});

test('changing the master key reaches notes, offers and parties', async () => {
  await writeKeyFile(keyFile(of.world.dataDir), [testKeyRing.current]);
  const code = await runVaultTool(['rotate'], {
    say: () => undefined,
    input: () => Promise.resolve(''),
    config: () => of.world.config,
    openDatabase: () => openDatabase(of.world.database.url, [], 2),
  });
  expect(code).toBe(0);
  const [kept] = await of.query<{ n: number }>(
    'select count(distinct master_id)::int as n from case_key where wrapped is not null',
  );
  expect(kept?.n).toBe(1);
  // A process that knows only the new keys.
  const { provider } = await openMasterKeys(of.world.config);
  const { database, clock } = of.world;
  const vault = await openInstallationVault(database, provider, clock);
  const perform = makePerform({ database, clock, vault, listeners: new Map(), onAnnounced: () => undefined });
  expect(await notesBy(perform, toKeep)).toBe('said apart');
  expect((await offersBy(perform, toKeep)).map((offer) => offer.text)).toEqual(['half of it']);
  expect(await namesBy(perform, toKeep)).toContain('សុខ សុភា');
});
