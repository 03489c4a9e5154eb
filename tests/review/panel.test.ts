import { sql } from 'kysely';

import { systemActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { composeNotices, noticeTemplates } from '../../src/notifications/index.ts';
import { casesWithoutPanel } from '../../src/review/index.ts';
import {
  at,
  aHearing,
  good,
  refusal,
  type Answer,
  type Filed,
  type Hearing,
  type Seat,
} from '../resolution/hearing.ts';

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
});
beforeEach(() => of.at('2026-11-26T09:00'));
afterAll(() => of.close());

const complaint = (more: object = {}) => ({
  language: 'km',
  programme: 'FP-PWC',
  category: 'PAY-NOT',
  place: '120101',
  narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ទេ។',
  identity: 'named',
  complainant: { name: 'សុខ សុភា', sex: 'female', phone: '012345678', contact: { channel: 'sms', safe: true } },
  ...more,
});
const path = (filed: Filed, rest = '') => `/cases/${filed.reference}/panel${rest}`;
const members = ['policy', 'policy2', 'policy3'] as const;

/** A complaint on its way up to the last body, each officer passing it on, acknowledged there. */
async function aCase(): Promise<Filed> {
  const filed = await of.file(complaint());
  for (const seat of ['province', 'nsaf'] as const) {
    good(await of.post(seat, `/cases/${filed.reference}/acknowledge`));
    good(await of.post(seat, `/cases/${filed.reference}/escalate`, { reason: 'លើសសមត្ថកិច្ច' }));
  }
  good(await of.post('policy', `/cases/${filed.reference}/acknowledge`));
  return filed;
}

const appoint = (filed: Filed, by: Seat = 'policy4', chair: Seat = 'policy') =>
  of.post(by, path(filed), { members: members.map((seat) => of.id[seat]), chair: of.id[chair] });
const declare = (filed: Filed, seat: Seat, conflict = false) =>
  of.post(seat, path(filed, '/declaration'), { conflict });
const vote = (filed: Filed, seat: Seat, outcome: string, more: object = {}) =>
  of.post(seat, path(filed, '/votes'), { outcome, reasons: `ហេតុផលរបស់ ${seat}`, ...more });
const sign = (filed: Filed, seat: Seat = 'policy', more: object = {}) =>
  of.post(seat, path(filed, '/signature'), { reasons: 'ក្រុមបានពិនិត្យ', ...more });
const standing = async (filed: Filed) =>
  (
    await of.query<{ status: string; outcome: string | null }>(
      'select status, outcome from case_file where reference = $1',
      [filed.reference],
    )
  )[0];

/** Whom the panel wrote to, and about what, in its order. */
const tasks = async (filed: Filed) =>
  (
    await of.query<{ data: { personId: string; task: string } }>(
      `select l.data from ledger_entry l join case_file c on c.id::text = l.chain
       where c.reference = $1 and l.event = 'panel.awaited' order by l.seq`,
      [filed.reference],
    )
  ).map(({ data }) => [data.personId, data.task]);

async function aDeclaredPanel(): Promise<Filed> {
  const filed = await aCase();
  good(await appoint(filed));
  for (const seat of members) good(await declare(filed, seat));
  return filed;
}

test('three are appointed, declare and vote; the chair signs, and the case is decided', async () => {
  const filed = await aCase();
  // Nobody alone: a client that decides is told which steps are needed.
  const alone = await of.post('policy', `/cases/${filed.reference}/decide`, { outcome: 'upheld', reasons: 'x' });
  expect(refusal(alone)).toEqual([409, 'rule.decide_needs_panel']);
  expect(at(alone, 'detail')).toContain('/panel/signature');
  const record = good(await of.get('policy', `/cases/${filed.reference}`));
  expect(at<string[]>(record, 'permittedActions')).not.toContain('decide');

  const suggested = good(await of.get('policy4', path(filed, '/suggestions')));
  expect(
    at<{ person: string }[]>(suggested, 'items')
      .map((each) => each.person)
      .sort(),
  ).toEqual((['policy', 'policy2', 'policy3', 'policy4'] as const).map((seat) => of.id[seat]).sort());
  const awaited = async (seat: Seat) =>
    at<{ reference: string; waits: string }[]>(good(await of.get(seat, '/panels')), 'items').flatMap((each) =>
      each.reference === filed.reference ? each.waits : [],
    );
  expect(await awaited('policy4')).toEqual(['appoint']);
  expect(at(good(await appoint(filed)), 'stage')).toBe('declarations');
  expect(await awaited('policy4')).toEqual([]);
  expect(refusal(await vote(filed, 'policy', 'upheld'))).toEqual([409, 'rule.panel_declare_first']);
  expect(await awaited('policy2')).toEqual(['declare']);
  expect(at(good(await of.get('policy2', path(filed))), 'matter.complainant')).toBe('សុខ សុភា');
  for (const seat of members) good(await declare(filed, seat));

  good(await vote(filed, 'policy', 'not_upheld', { dissent: 'ខ្ញុំយល់ខុសពីគេ' }));
  // Nobody follows another: votes are seen once one has voted oneself; not by colleagues, nor by auditors yet.
  for (const seat of ['policy2', 'policy4', 'auditor'] as const) {
    expect(at(good(await of.get(seat, path(filed))), 'panel.votes')).toBeNull();
  }
  expect(refusal(await sign(filed))).toEqual([409, 'rule.panel_votes_missing']);
  good(await vote(filed, 'policy2', 'upheld'));
  good(await vote(filed, 'policy3', 'partly_upheld'));
  expect(await awaited('policy')).toEqual(['talk']);
  expect(refusal(await sign(filed))).toEqual([409, 'rule.panel_no_majority']);
  good(await vote(filed, 'policy3', 'upheld'));
  expect(refusal(await sign(filed, 'policy2'))).toEqual([409, 'rule.panel_chair_signs']);
  const seen = good(await of.get('policy', path(filed)));
  expect(at(seen, 'panel.majority.code')).toBe('upheld');
  expect(at<unknown[]>(seen, 'panel.votes')).toHaveLength(4);

  const signed = good(
    await sign(filed, 'policy', { remedies: [{ kind: 'pay_arrears', amountKhr: 400_000, dueOn: '2026-12-20' }] }),
  );
  expect(at(signed, 'stage')).toBe('signed');
  // Each is written to when something is waited for, and never in words from which a vote could be told.
  const [a, b, c] = members.map((seat) => of.id[seat]);
  expect(await tasks(filed)).toEqual([
    ...[a, b, c].map((member) => [member, 'declare']),
    ...[a, b, c].map((member) => [member, 'vote']),
    [a, 'conclude'],
  ]);
  expect(await standing(filed)).toEqual({ status: 'decided', outcome: 'upheld' });
  const decided = good(await of.get('policy', `/cases/${filed.reference}`));
  const told = at<{ kind: string }[]>(good(await of.get('policy', `/cases/${filed.reference}/timeline`)), 'items');
  expect(told.map((each) => each.kind).slice(-2)).toEqual(['panel.signed', 'case.decided']);
  expect(at(decided, 'decisions.0')).toMatchObject({ tier: 'SA5', nextBody: null, remedies: [{ amountKhr: 400_000 }] });
  // What the chair had voted is no secret among them afterwards; an auditor sees who voted what, not what was said.
  const audited = good(await of.get('auditor', path(filed)));
  expect(at(audited, 'panel.votes.0')).toMatchObject({
    outcome: { code: 'not_upheld' },
    reasons: null,
    unreadable: 'withheld',
  });
  expect(refusal(await vote(filed, 'policy2', 'upheld'))).toEqual([409, 'rule.panel_needs_undecided_case']);
  const above = await of.own(filed, '/appeal', { reason: 'មិនយល់ព្រម' });
  expect(refusal(above)).toEqual([409, 'rule.no_body_above']);
});

test('who handled the case below neither sits nor appoints, and nobody outside the body does', async () => {
  const filed = await of.file(complaint());
  good(await of.post('province', `/cases/${filed.reference}/acknowledge`));
  const [{ id = '' } = {}] = await of.query<{ id: string }>('select id from case_file where reference = $1', [
    filed.reference,
  ]);
  // One of the body had worked on the case while it was at the operator.
  await of.query(
    `insert into ledger_entry (chain, id, at, actor_kind, actor_id, actor_office, event, data)
     values ($1, $2, now() - interval '1 year', 'staff', $3, 'NSAF', 'note.added', '{}')`,
    [id, newId(), of.id.policy3],
  );
  good(await of.post('province', `/cases/${filed.reference}/escalate`, { reason: 'x' }));
  good(await of.post('nsaf', `/cases/${filed.reference}/acknowledge`));
  good(await of.post('nsaf', `/cases/${filed.reference}/escalate`, { reason: 'x' }));
  expect(refusal(await appoint(filed))).toEqual([409, 'rule.panel_member_is_barred']);
  expect(refusal(await appoint(filed, 'policy3'))).toEqual([409, 'rule.panel_appointer_is_barred']);
  expect(refusal(await appoint(filed, 'nsaf'))[0]).toBe(403);
  const wrong = async (people: readonly Seat[], chair: Seat) =>
    at<{ code: string }[]>(
      await of.post('policy4', path(filed), { members: people.map((seat) => of.id[seat]), chair: of.id[chair] }),
      'errors',
    ).map((each) => each.code);
  expect(await wrong(['policy', 'policy2'], 'policy')).toEqual(['three_members']);
  expect(await wrong(['policy', 'policy2', 'policy4'], 'nsaf')).toEqual(['chair_is_a_member']);
  expect(await wrong(['policy', 'policy2', 'nsaf'], 'policy')).toEqual(['unknown_member']);
  const suggested = good(await of.get('policy4', path(filed, '/suggestions')));
  expect(JSON.stringify(suggested.body)).not.toContain(of.id.policy3);
});

test('a member in conflict leaves and is replaced; the record stays, and the new one declares and votes anew', async () => {
  const filed = await aCase();
  good(await appoint(filed));
  good(await declare(filed, 'policy'));
  good(await declare(filed, 'policy2'));
  expect(at(good(await declare(filed, 'policy3', true)), 'stage')).toBe('appointment');
  expect(refusal(await vote(filed, 'policy', 'upheld'))).toEqual([409, 'rule.panel_seat_is_empty']);
  const seats = at<{ seat: string; person: string; sits: boolean; isEmpty: boolean }[]>(
    good(await of.get('policy4', path(filed))),
    'panel.members',
  );
  const empty = seats.find((seat) => seat.isEmpty);
  expect(at<{ reference: string }[]>(good(await of.get('policy', '/panels')), 'items')).toContainEqual(
    expect.objectContaining({ reference: filed.reference, waits: 'replace' }),
  );
  const replace = (person: Seat) =>
    of.post('policy4', path(filed, '/replacements'), { seat: empty?.seat, person: of.id[person], reason: 'ទំនាស់' });
  expect(refusal(await replace('policy3'))).toEqual([409, 'rule.panel_member_declared_conflict']);
  expect(refusal(await replace('policy'))).toEqual([409, 'rule.panel_member_sits_already']);
  good(await replace('policy4'));
  good(await declare(filed, 'policy4'));
  const now = at<{ person: string; sits: boolean; replaces: string | null }[]>(
    good(await of.get('policy', path(filed))),
    'panel.members',
  );
  expect(now).toHaveLength(4);
  expect(now.find((seat) => seat.person === of.id.policy3)).toMatchObject({ sits: false, declaration: 'conflict' });
  for (const seat of ['policy', 'policy2', 'policy4'] as const) good(await vote(filed, seat, 'not_upheld'));
  expect(refusal(await vote(filed, 'policy3', 'upheld'))).toEqual([409, 'rule.panel_members_only']);
  good(await sign(filed));
  expect(await standing(filed)).toEqual({ status: 'decided', outcome: 'not_upheld' });
});

describe('PostgreSQL by itself', () => {
  const asSystem = (text: string, values: readonly unknown[]) =>
    of.query(text, values).then(
      () => 'done',
      (error: unknown) => (error as Error).message,
    );

  test('refuses a decision without the signature of a panel, and a signature without votes', async () => {
    const filed = await aDeclaredPanel();
    const [panel] = await of.query<{ id: string; case_id: string }>(
      'select p.id, p.case_id from review_panel p join case_file c on c.id = p.case_id where c.reference = $1',
      [filed.reference],
    );
    const decision = `insert into case_decision (id, case_id, tier, office, decided_by, outcome, sealed, decided_at)
      values ($1, $2, 'SA5', 'GS-NSPC', $3, 'upheld', '\\x00', now())`;
    expect(await asSystem(decision, [newId(), panel?.case_id, of.id.policy])).toContain(
      "a decision at SA5 is a panel's",
    );
    const signature = `update review_panel set signed_at = now(), signed_by = $2, outcome = 'upheld' where id = $1`;
    expect(await asSystem(signature, [panel?.id, of.id.policy])).toContain('a panel needs three clear declarations');
    good(await vote(filed, 'policy', 'upheld'));
    good(await vote(filed, 'policy2', 'upheld'));
    good(await vote(filed, 'policy3', 'not_upheld'));
    expect(await asSystem(signature, [panel?.id, of.id.policy2])).toContain('a panel needs three clear declarations');
    // What was said stands, and nobody says it for another.
    const seats = (set: string) => asSystem(`update review_seat set ${set} where panel_id = $1`, [panel?.id]);
    expect(await asSystem(signature, [panel?.id, of.id.policy])).toContain('nobody signs for another');
    expect(await seats(`declaration = 'none', declared_at = null, voted_at = null`)).toContain('said stands');
    expect(await seats('voted_at = now()')).toContain('nobody declares or votes for another');
    expect(await asSystem(`update review_vote set outcome = 'upheld' where panel_id = $1`, [panel?.id])).toContain(
      'a vote stands as it was cast',
    );
    good(await sign(filed));
    expect(await asSystem(`update review_vote set outcome = 'not_upheld' where panel_id = $1`, [panel?.id])).toContain(
      'a signed panel does not change',
    );
  });

  test('shows votes to members who voted, to auditors once it is signed, and to nobody else', async () => {
    const filed = await aDeclaredPanel();
    const [{ id = '' } = {}] = await of.query<{ id: string }>('select id from case_file where reference = $1', [
      filed.reference,
    ]);
    good(await vote(filed, 'policy', 'upheld'));
    const seenBy = (seat: Seat) =>
      of.world.perform(
        of.actor(seat),
        async (work) => {
          const { rows } = await sql`select v.id from review_vote v where v.case_id = ${id}::uuid`.execute(work.db());
          return rows.length;
        },
        undefined,
      );
    const all = async () =>
      Promise.all(
        (['policy', 'policy2', 'policy4', 'nsaf', 'auditor', 'administrator', 'privacy'] as const).map(seenBy),
      );
    expect(await all()).toEqual([1, 0, 0, 0, 0, 0, 0]);
    good(await vote(filed, 'policy2', 'upheld'));
    good(await vote(filed, 'policy3', 'upheld'));
    expect(await all()).toEqual([3, 3, 0, 0, 0, 0, 0]);
    good(await sign(filed));
    expect(await all()).toEqual([3, 3, 0, 0, 3, 0, 0]);
  });
});

test('a protected case is out of a member’s sight until it has declared that nothing stands in the way', async () => {
  const filed = await aCase();
  const [{ id = '' } = {}] = await of.query<{ id: string }>('select id from case_file where reference = $1', [
    filed.reference,
  ]);
  await of.query('update case_file set protected = true where id = $1', [id]);
  await of.query(
    `insert into case_access (id, case_id, person_id, kind, granted_at) values ($1, $2, $3, 'named', now())`,
    [newId(), id, of.id.policy4],
  );
  expect((await of.get('policy2', path(filed))).status).toBe(404);
  good(await appoint(filed));
  expect((await of.get('policy2', `/cases/${filed.reference}`)).status).toBe(404);
  expect((await of.get('nsaf', path(filed))).status).toBe(404);
  const seen: Answer = good(await of.get('policy2', path(filed)));
  expect(at(seen, 'waitsForYou')).toBe('declare');
  // The message that it waits for them says nothing of the case.
  const compose = composeNotices({ templates: noticeTemplates(), publicUrl: 'https://samleng.example' });
  for (const { fact_id: factId } of await of.query<{ fact_id: string }>(
    `select fact_id from outbox where case_id = $1 and event = 'panel.awaited'`,
    [id],
  )) {
    await of.world.perform(systemActor('test'), compose, { factId });
  }
  const written = await of.query<{ person_id: string; channel: string; template: string }>(
    `select person_id, channel, template from notice where case_id = $1 and event = 'panel.awaited'`,
    [id],
  );
  expect(written.map((each) => each.person_id).sort()).toEqual(members.map((seat) => of.id[seat]).sort());
  expect(new Set(written.map((each) => `${each.channel} ${each.template}`))).toEqual(new Set(['email staff.discreet']));
  const reads = await of.query(
    `select 1 from ledger_entry where chain = $1 and event = 'case.read' and actor_id = $2 and data ->> 'what' = 'panel'`,
    [id, of.id.policy2],
  );
  expect(reads).toHaveLength(1);
  await of.query(
    `insert into case_access (id, case_id, person_id, kind, granted_at) values ($1, $2, $3, 'named', now())`,
    [newId(), id, of.id.policy3],
  );
  good(await of.get('policy3', `/cases/${filed.reference}`));
  // A conflict ends also the access that was there before.
  good(await declare(filed, 'policy3', true));
  expect((await of.get('policy3', path(filed))).status).toBe(404);
  good(await declare(filed, 'policy2'));
  good(await of.get('policy2', `/cases/${filed.reference}`));
  good(await declare(filed, 'policy'));
  const left = at<{ seat: string; isEmpty: boolean }[]>(good(await of.get('policy4', path(filed))), 'panel.members');
  good(
    await of.post('policy4', path(filed, '/replacements'), {
      seat: left.find((each) => each.isEmpty)?.seat,
      person: of.id.policy4,
      reason: 'ទំនាស់',
    }),
  );
  good(await declare(filed, 'policy4'));
  for (const seat of ['policy', 'policy2', 'policy4'] as const) good(await vote(filed, seat, 'not_upheld'));
  good(await sign(filed));
  // The chair goes on with the remedies; a member's access ends with the panel; who was named before stays so.
  const sees = async (seat: Seat) => (await of.get(seat, `/cases/${filed.reference}`)).status;
  expect([await sees('policy'), await sees('policy2'), await sees('policy4')]).toEqual([200, 404, 200]);
});

test('two votes of one member, or two signatures, at once: one counts, and the case is decided once', async () => {
  const filed = await aDeclaredPanel();
  for (const seat of ['policy2', 'policy3'] as const) good(await vote(filed, seat, 'upheld'));
  const { version } = at<{ version: number }>(good(await of.get('policy', path(filed))), 'panel');
  const both = await Promise.all([
    vote(filed, 'policy', 'upheld', { version }),
    vote(filed, 'policy', 'not_upheld', { version }),
  ]);
  expect(both.map((each) => each.status).sort()).toEqual([200, 409]);
  expect(both.flatMap((each) => at(each, 'code') ?? [])).toEqual(['conflict.panel_changed']);
  // Without a version both are heard, one after the other, and the later word counts.
  await Promise.all(['upheld', 'not_upheld'].map((outcome) => vote(filed, 'policy', outcome)));
  const counted = await of.query(
    `select 1 from review_vote v join case_file c on c.id = v.case_id
     where c.reference = $1 and v.superseded_at is null`,
    [filed.reference],
  );
  expect(counted).toHaveLength(3);
  const signed = await Promise.all([sign(filed), sign(filed)]);
  expect(signed.map((each) => each.status).sort()).toEqual([200, 409]);
  const decisions = await of.query(
    'select 1 from case_decision d join case_file c on c.id = d.case_id where c.reference = $1',
    [filed.reference],
  );
  expect(decisions).toHaveLength(1);
});

test('a panel ends with a case that leaves; the doctor names a case past its warning without one', async () => {
  const filed = await aDeclaredPanel();
  good(await of.own(filed, '/withdraw'));
  expect(at(good(await of.get('policy', path(filed))), 'panel.stage')).toBe('ended');
  const late = await aCase();
  const named = async () => of.world.perform(systemActor('doctor'), (work) => casesWithoutPanel(work), undefined);
  expect(await named()).not.toContain(late.reference);
  of.at('2027-01-20T09:00');
  expect(await named()).toContain(late.reference);
  good(await appoint(late));
  expect(await named()).not.toContain(late.reference);
});
