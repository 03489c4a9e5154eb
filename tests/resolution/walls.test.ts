import pg from 'pg';

import { caseKeyOf, openText } from '../../src/cases/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { restrictedUrl } from '../../src/platform/database.ts';
import type { Work } from '../../src/platform/work.ts';
import { readNotes, readOffers } from '../../src/resolution/index.ts';
import {
  aHearing,
  at,
  dispute,
  good,
  pensionComplaint,
  refusal,
  type Filed,
  type Hearing,
  type Seat,
} from './hearing.ts';
import {
  admitWithConsents,
  committee,
  hearSession,
  keepRoster,
  open,
  seatBench,
  sessionAt,
  toCommittee,
  type Parties,
} from './steps.ts';

const secret = 'នាងនឹងទទួលយកពាក់កណ្ដាល SECRET-NOTE';
const offered = 'ខ្ញុំព្រមទទួល ៥០ ភាគរយ SECRET-OFFER';
const passphrase = 'កន្សោមពាក្យសម្ងាត់វែងមួយ';

let of: Hearing;
let filed: Filed;
let parties: Parties;
let session: string;
let offer: string;
let caseId: string;
/** As the restricted role, with settings of whoever looks. */
let client: pg.Client;

/** Everybody who is not the neutral of the dispute. */
const others: readonly Seat[] = [
  'memberA',
  'memberC',
  'branch',
  'reviewer',
  'conciliator1',
  'nsaf',
  'auditor',
  'administrator',
  'privacy',
  'analyst',
  'policy',
];

beforeAll(async () => {
  of = await aHearing();
  client = new pg.Client({ connectionString: restrictedUrl(of.world.ownerUrl) });
  await client.connect();
  await keepRoster(of);
  of.at('2026-11-26');
  filed = await toCommittee(of, pensionComplaint());
  parties = await open(of, filed, committee);
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  of.at('2026-12-02');
  await hearSession(of, filed, committee, parties, '2026-12-10T09:00');
  const apart = sessionAt('2026-12-21T09:00', { kind: 'separate', party: parties.claimant });
  session = at(good(await of.post('memberB', `${dispute(filed)}/sessions`, apart)), 'session');
  offer = at(good(await of.own(filed, '/dispute/offers', { text: offered }), 201), 'id');
  good(await of.put('memberB', '/my/notes-passphrase', { passphrase }), 204);
  good(await of.put('memberB', `${dispute(filed)}/sessions/${session}/notes`, { passphrase, text: secret }), 204);
  caseId = (await of.query<{ id: string }>('select id from case_file where reference = $1', [filed.reference]))[0]!.id;
});
afterAll(async () => {
  await client?.end();
  await of?.close();
});

/** Runs a statement as the restricted role with the settings of somebody: row-level security alone, no code of ours. */
async function rowsSeenBy(seat: Seat | 'system' | 'complainant', statement: string): Promise<number> {
  await client.query('begin');
  try {
    const actor = seat === 'system' || seat === 'complainant' ? null : of.actor(seat);
    for (const [name, value] of Object.entries({
      kind: actor ? 'staff' : seat,
      person: actor?.personId ?? '',
      role: actor?.role ?? '',
      office: actor?.office ?? '',
      case: seat === 'complainant' ? caseId : '',
      now: of.world.clock.now().toISOString(),
    })) {
      await client.query('select set_config($1, $2, true)', [`samleng.${name}`, value]);
    }
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.query('rollback');
  }
}

describe('notes of a separate session', () => {
  test('their neutral reads them, with the passphrase that nobody else knows', async () => {
    const read = good(await of.post('memberB', `/my/notes/${session}`, { passphrase }));
    expect(at(read, 'text')).toBe(secret);
    expect(refusal(await of.post('memberB', `/my/notes/${session}`, { passphrase: 'another passphrase' }))).toEqual([
      409,
      'rule.notes_passphrase_wrong',
    ]);
  });

  test.each(others)('the door refuses %s, even with the passphrase', async (seat) => {
    const answer = await of.post(seat, `/my/notes/${session}`, { passphrase });
    expect([403, 404]).toContain(answer.status);
    const written = await of.put(seat, `${dispute(filed)}/sessions/${session}/notes`, { passphrase, text: 'x' });
    expect([403, 404]).toContain(written.status);
  });

  test.each([...others, 'system', 'complainant'] as const)('row-level security hides them from %s', async (seat) => {
    expect(await rowsSeenBy(seat, 'select 1 from resolution_note')).toBe(0);
    expect(await rowsSeenBy(seat, 'select 1 from neutral_key')).toBe(0);
  });

  test('row-level security shows them to their neutral', async () => {
    expect(await rowsSeenBy('memberB', 'select 1 from resolution_note')).toBe(1);
  });

  test('not even the system, with the master key and the case key, opens them', async () => {
    const [row] = await of.query<{ sealed: Buffer; sealed_note_key: Buffer }>('select * from resolution_note');
    const tried = await of.world.perform(
      systemActor('test'),
      async (work: Work) => {
        const key = await caseKeyOf(work, caseId);
        const field = `note:${session}:${of.id.memberB}`;
        // The case's key takes off the outer wrapping, which is there for erasure, and comes to the neutral's.
        const inner = work.vault.openBytes(key, field, row!.sealed_note_key);
        return [row!.sealed, inner].map((sealed) => {
          try {
            return work.vault.open(key, 'note', sealed);
          } catch (error) {
            return (error as Error).message;
          }
        });
      },
      undefined,
    );
    expect(tried).toEqual(['undecryptable', 'undecryptable']);
    await expect(of.world.perform(systemActor('test'), readNotes, { session, passphrase })).rejects.toThrow();
  });

  test('they are of separate sessions, by whoever sits', async () => {
    const joint = at<{ id: string }[]>(await of.get('memberB', dispute(filed)), 'sessions')[0]!.id;
    const kept = await of.put('memberB', `${dispute(filed)}/sessions/${joint}/notes`, { passphrase, text: 'x' });
    expect(refusal(kept)).toEqual([409, 'rule.notes_are_for_separate_sessions']);
  });
});

describe('offers made without prejudice', () => {
  test('the sitting neutral reads them', async () => {
    const read = good(await of.get('memberB', `${dispute(filed)}/offers`));
    expect(at(read, 'items.0.text')).toBe(offered);
  });

  test.each(others)('the door refuses %s', async (seat) => {
    const answer = await of.get(seat, `${dispute(filed)}/offers`);
    expect([403, 404]).toContain(answer.status);
  });

  test.each([...others, 'system', 'complainant'] as const)('row-level security hides them from %s', async (seat) => {
    expect(await rowsSeenBy(seat, 'select 1 from resolution_offer')).toBe(0);
  });

  test('no bundle, view or complainant page holds them, nor the notes', async () => {
    const texts = [
      (await of.get('memberA', `${dispute(filed)}/bundle`)).text,
      (await of.get('memberB', `${dispute(filed)}/bundle`)).text,
      (await of.get('memberB', dispute(filed))).text,
      (await of.get('auditor', dispute(filed))).text,
      (await of.own(filed, '/dispute')).text,
    ];
    for (const text of texts) {
      expect(text.length).toBeGreaterThan(100);
      expect(text).not.toMatch(/SECRET|ពាក់កណ្ដាល|៥០ ភាគរយ/);
    }
  });

  test('the case key does not open them', async () => {
    const [row] = await of.query<{ sealed: Buffer }>('select sealed from resolution_offer where id = $1', [offer]);
    const read = await of.world.perform(
      systemActor('test'),
      (work: Work) => openText(work, caseId, `offer:${offer}`, row!.sealed),
      undefined,
    );
    expect(read.state).toBe('undecryptable');
  });

  test('once there is an outcome to sign or the neutral is gone, nobody reads them any more', async () => {
    const neutral = at<{ id: string; sits: boolean }[]>(await of.get('memberA', dispute(filed)), 'neutrals')[0]!.id;
    good(await of.post('memberA', `${dispute(filed)}/neutrals/${neutral}/replace`, { reason: 'ឈឺ' }));
    expect(await rowsSeenBy('memberB', 'select 1 from resolution_offer')).toBe(0);
    await expect(of.world.perform(of.actor('memberB'), readOffers, { reference: filed.reference })).rejects.toThrow(
      'forbidden',
    );
    // The notes stay the neutral's own.
    expect(at(good(await of.post('memberB', `/my/notes/${session}`, { passphrase })), 'text')).toBe(secret);
  });
});

test('nothing personal and nothing said stands in ledger or outbox', async () => {
  const rows = await of.query<{ data: unknown }>(
    `select data from ledger_entry where event like 'dispute.%' union all select data from outbox where event like 'dispute.%'`,
  );
  expect(rows.length).toBeGreaterThan(10);
  expect(JSON.stringify(rows)).not.toMatch(/SECRET|សុខ សុភា|85512345678|1234567890/);
});

describe('who knows of a dispute at all', () => {
  test.each(['nsaf', 'reviewer', 'conciliator1', 'administrator', 'analyst', 'privacy', 'policy'] as const)(
    '%s gets the answer for what does not exist',
    async (seat) => {
      expect([403, 404]).toContain((await of.get(seat, dispute(filed))).status);
    },
  );

  test('an auditor sees what was done, not what was said or by whom', async () => {
    const view = good(await of.get('auditor', dispute(filed)));
    expect(view.text).not.toContain('សុខ សុភា');
    expect(view.text).not.toContain('កំណត់ហេតុ');
    expect(at(view, 'stage')).toBeDefined();
  });
});
