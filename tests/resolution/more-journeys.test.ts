import { systemActor } from '../../src/kernel/actor.ts';
import { composeNotices } from '../../src/notifications/commands/compose-notices.ts';
import { noticeTemplates } from '../../src/notifications/index.ts';
import { sweepObligations } from '../../src/resolution/index.ts';
import {
  aHearing,
  at,
  contributionsComplaint,
  dispute,
  good,
  pensionComplaint,
  refusal,
  type Answer,
  type Filed,
  type Hearing,
} from './hearing.ts';
import {
  admitWithConsents,
  atRegulator,
  committee,
  hearSession,
  keepRoster,
  open,
  regulator,
  seatBench,
  sessionAt,
  signByPhone,
  signPaper,
  toCommittee,
  type Bench,
  type Parties,
} from './steps.ts';

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-11-26'));

test('a member against an employer: part agreed at the committee, breached, referred for enforcement', async () => {
  const filed = await toCommittee(of, contributionsComplaint());
  const parties = await open(of, filed, committee);
  const kinds = at<{ side: string; kind: string }[]>(await of.get('memberA', dispute(filed)), 'parties');
  expect(kinds.map((party) => [party.side, party.kind])).toEqual([
    ['claimant', 'member'],
    ['respondent', 'employer'],
  ]);
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  of.at('2026-12-02');
  await hearSession(of, filed, committee, parties, '2026-12-10T09:00');
  const term = (amountKhr: number, dueOn: string) => ({
    debtor: parties.respondent,
    creditor: parties.claimant,
    text: 'បង់ភាគទាន',
    amountKhr,
    dueOn,
    evidence: null,
  });
  const drafted = good(
    await of.post('memberB', `${dispute(filed)}/outcome`, {
      kind: 'partial',
      terms: [term(500_000, '2026-12-18'), term(700_000, '2026-12-31')],
      failedPoints: ['ការពិន័យ'],
    }),
  );
  const hash = at(drafted, 'hash');
  good(await signByPhone(of, filed, hash));
  // One officer cannot attest twice.
  const twice = good(await signPaper(of, filed, ['memberA', 'memberA'], parties.respondent, hash));
  expect(at(twice, 'signed')).toBe(false);
  good(
    await of.post('memberB', `${dispute(filed)}/signatures/paper`, {
      party: parties.respondent,
      hash,
      readAloud: false,
    }),
  );
  const issued = good(await of.post('memberA', `${dispute(filed)}/issue`));
  expect([at(issued, 'stage'), at(issued, 'caseOutcome')]).toEqual(['obligations', 'partly_settled']);

  const sweep = () => sweepObligations(of.world.perform, { limit: 50 });
  of.at('2026-12-15T08:00');
  expect(await sweep()).toEqual({ reminded: 1, breached: 0, failed: 0 });
  expect(await sweep()).toEqual({ reminded: 0, breached: 0, failed: 0 });
  of.at('2026-12-18T17:31');
  expect(await sweep()).toEqual({ reminded: 0, breached: 1, failed: 0 });
  expect(await sweep()).toEqual({ reminded: 0, breached: 0, failed: 0 });
  const view = good(await of.get('memberA', dispute(filed)));
  const [first, second] = at<{ id: string; state: string }[]>(view, 'obligations');
  expect([first?.state, second?.state]).toEqual(['breached', 'due']);
  const refer = (obligation: string | undefined) =>
    of.post('memberA', `${dispute(filed)}/referrals/enforcement`, { obligation, text: 'ជូនអធិការកិច្ច' });
  expect(refusal(await refer(second?.id))).toEqual([409, 'rule.no_obligation_breached']);
  good(await refer(first?.id));
  expect(at(good(await of.own(filed, `/dispute/obligations/${second?.id}/answer`, { done: true })), 'stage')).toBe(
    'closed',
  );
});

test('an employer objects to a fine: three conciliators, failed, to the court of the province of the workplace', async () => {
  const three: Bench = { registrar: 'reviewer', neutrals: ['conciliator1', 'conciliator2', 'conciliator3'] };
  const { filed, parties } = await atRegulator(
    of,
    pensionComplaint({
      programme: 'SS-OR-PRI',
      category: 'EMP-OBJ',
      complainant: { name: 'ក្រុមហ៊ុន ខ', phone: '012 777 666', address: 'ភ្នំពេញ' },
    }),
    three,
  );
  const roles = at<{ side: string; kind: string }[]>(await of.get('reviewer', dispute(filed)), 'parties');
  expect(roles.map((party) => [party.side, party.kind])).toEqual([
    ['claimant', 'employer'],
    ['respondent', 'operator'],
  ]);
  await admitWithConsents(of, filed, three, parties);
  await seatBench(of, filed, three);
  of.at('2026-12-02');
  await hearSession(of, filed, three, parties, '2026-12-10T14:00');
  good(
    await of.post('conciliator2', `${dispute(filed)}/outcome`, {
      kind: 'failed',
      reasons: 'x',
      failedPoints: ['ការពិន័យ'],
    }),
  );
  const issued = good(await of.post('reviewer', `${dispute(filed)}/issue`));
  expect([at(issued, 'stage'), at(issued, 'caseOutcome')]).toEqual(['closed', 'failed']);
  const court = good(
    await of.post('reviewer', `${dispute(filed)}/referrals/court`, { workplace: '120101', text: 'បញ្ជូនទៅសាលាដំបូង' }),
  );
  expect([at(court, 'stage'), at(court, 'venue')]).toEqual(['court', '12']);
  expect(
    refusal(await of.post('reviewer', `${dispute(filed)}/referrals/court`, { workplace: '120101', text: 'x' })),
  ).toEqual([409, 'rule.referral_needs_outcome']);
});

test('conciliation in social assistance, at the operator: settled, and the case with it', async () => {
  const bench: Bench = { registrar: 'nsafBoss', neutrals: ['nsaf'] };
  const filed = await of.file(
    pensionComplaint({ programme: 'FP-PWC', category: 'PAY-NOT', narrative: 'មិនបានទទួលប្រាក់។' }),
  );
  good(await of.post('province', `/cases/${filed.reference}/acknowledge`));
  good(await of.post('province', `/cases/${filed.reference}/escalate`, { reason: 'ត្រូវការប្រតិបត្តិករ' }));
  good(await of.post('nsafBoss', `/cases/${filed.reference}/acknowledge`));
  const parties = await open(of, filed, bench);
  await admitWithConsents(of, filed, bench, parties);
  await seatBench(of, filed, bench);
  of.at('2026-12-02');
  await hearSession(of, filed, bench, parties, '2026-12-10T09:00');
  const terms = [
    { debtor: parties.respondent, creditor: parties.claimant, text: 'បើកប្រាក់', amountKhr: 80_000, dueOn: '2026-12-20' },
  ];
  const hash = at(good(await of.post('nsaf', `${dispute(filed)}/outcome`, { kind: 'agreement', terms })), 'hash');
  good(await signByPhone(of, filed, hash));
  good(await signPaper(of, filed, ['nsaf', 'nsafBoss'], parties.respondent, hash));
  const issued = good(await of.post('nsafBoss', `${dispute(filed)}/issue`));
  expect([at(issued, 'stage'), at(issued, 'caseOutcome')]).toEqual(['obligations', 'resolved_on_spot']);
  const owed = at(good(await of.get('nsaf', dispute(filed))), 'obligations.0.id');
  good(await of.own(filed, `/dispute/obligations/${owed}/answer`, { done: true }));
});

describe('one dispute at the Regulator, from its extension to an award that is opposed', () => {
  let filed: Filed;
  let parties: Parties;
  const third: Bench = { registrar: 'reviewer', neutrals: ['conciliator3'] };
  beforeAll(async () => {
    of.at('2026-11-26');
    ({ filed, parties } = await atRegulator(of, contributionsComplaint()));
  });
  const sittingIn = (view: Answer) =>
    at<{ id: string; sits: boolean }[]>(view, 'neutrals').find((seat) => seat.sits)?.id ?? '';

  test('time is extended when every party asks for the same day, and never past the statutory date', async () => {
    const before = good(await of.get('reviewer', dispute(filed)));
    const limit = at(before, 'limit.at').slice(0, 10);
    const ask = (until: string) =>
      of.post('reviewer', `${dispute(filed)}/extensions`, { party: parties.respondent, until });
    expect(refusal(await ask('2026-12-01'))).toEqual([409, 'rule.extension_has_its_time']);
    await admitWithConsents(of, filed, regulator, parties);
    const past = await ask('2027-06-01');
    expect(refusal(past)).toEqual([409, 'rule.extension_past_limit']);
    expect(at(past, 'detail')).toContain(limit);
    expect(at<boolean>(good(await ask(limit)), 'granted')).toBe(false);
    expect(at(good(await of.get('reviewer', dispute(filed))), 'dueAt')).toBe(at(before, 'dueAt'));
    expect(at<boolean>(good(await of.own(filed, '/dispute/extension', { until: limit })), 'granted')).toBe(true);
    expect(at(good(await of.get('reviewer', dispute(filed))), 'dueAt')).toBe(at(before, 'limit.at'));
  });

  test('a neutral of another office sees this one case while they sit, and no longer', async () => {
    good(
      await of.put('reviewer', `/neutrals/${of.id.policy}`, {
        modes: ['conciliation'],
        competences: ['*'],
        languages: ['km'],
        active: true,
      }),
      204,
    );
    expect((await of.get('policy', dispute(filed))).status).toBe(404);
    const outside: Bench = { registrar: 'reviewer', neutrals: ['policy'] };
    await seatBench(of, filed, outside);
    const seen = good(await of.get('policy', dispute(filed)));
    expect(at(seen, 'capacities')).toEqual(['neutral']);
    const neutral = sittingIn(seen);
    good(await of.post('reviewer', `${dispute(filed)}/neutrals/${neutral}/replace`, { reason: 'មិនទំនេរ' }));
    expect((await of.get('policy', dispute(filed))).status).toBe(404);
  });

  test('a challenge is decided by somebody else; sustained, another neutral comes and the record stays', async () => {
    await seatBench(of, filed, regulator);
    const seated = good(await of.get('reviewer', dispute(filed)));
    const neutral = sittingIn(seated);
    expect(at(seated, 'stage')).toBe('challenge_period');
    const challenge = good(await of.own(filed, '/dispute/challenges', { neutral, reason: 'ស្គាល់គ្នា' }));
    const path = `${dispute(filed)}/challenges/${at(challenge, 'challenge')}/decide`;
    expect((await of.post('conciliator1', path, { sustained: false, reasons: 'x' })).status).toBe(403);
    // While it waits, nothing goes on, however late it gets.
    of.at('2026-12-10');
    expect(refusal(await of.post('conciliator1', `${dispute(filed)}/sessions`, sessionAt('2026-12-28T09:00')))).toEqual(
      [409, 'rule.sessions_have_their_time'],
    );
    good(await of.post('reviewer2', path, { sustained: true, reasons: 'មានមូលដ្ឋាន' }));
    // Whoever was challenged with success sits no more, may not come back, and the record keeps both.
    expect(refusal(await of.post('reviewer', `${dispute(filed)}/neutrals`, { person: of.id.conciliator1 }))).toEqual([
      409,
      'rule.neutral_declared_conflict',
    ]);
    const next = good(await of.post('reviewer', `${dispute(filed)}/neutrals`, { person: of.id.conciliator2 }));
    const after = good(await of.get('reviewer', dispute(filed)));
    const seats = at<{ id: string; sits: boolean; endReason: string | null; replaces: string | null }[]>(
      after,
      'neutrals',
    );
    expect(seats.slice(-2).map(({ sits, endReason, replaces }) => ({ sits, endReason, replaces }))).toEqual([
      { sits: false, endReason: 'challenge_sustained', replaces: expect.any(String) },
      { sits: true, endReason: null, replaces: neutral },
    ]);
    expect(at(next, 'stage')).toBe('declarations');
    // A declared conflict ends the seat at once.
    const declared = good(
      await of.post('conciliator2', `${dispute(filed)}/declaration`, { conflict: true, text: 'ញាតិ' }),
    );
    expect(at(declared, 'stage')).toBe('appointment');
    expect(refusal(await of.post('reviewer', `${dispute(filed)}/neutrals`, { person: of.id.conciliator2 }))).toEqual([
      409,
      'rule.neutral_declared_conflict',
    ]);
  });

  test('messages to parties go out through the mail room: the code to the one telephone, the invitation where that is safe', async () => {
    of.at('2026-12-10');
    await seatBench(of, filed, third);
    of.at('2026-12-16');
    good(await of.post('conciliator3', `${dispute(filed)}/sessions`, sessionAt('2026-12-24T14:00')));
    const facts = await of.query<{ fact_id: string }>(
      `select o.fact_id from outbox o join case_file c on c.id = o.case_id where c.reference = $1 and o.event = 'dispute.message'`,
      [filed.reference],
    );
    // That the complaint is complete, and the invitation: to both.
    expect(facts).toHaveLength(4);
    const compose = composeNotices({ templates: noticeTemplates(), publicUrl: 'https://samleng.example' });
    for (const { fact_id: factId } of facts) {
      await of.world.perform(systemActor('test'), compose, { factId });
      // A second round writes nothing more.
      await of.world.perform(systemActor('test'), compose, { factId });
    }
    const notices = await of.query<{ recipient: string; channel: string; template: string; state: string }>(
      `select n.recipient, n.channel, n.template, n.state from notice n join case_file c on c.id = n.case_id
       where c.reference = $1 and n.event = 'dispute.message' order by n.recipient, n.template`,
      [filed.reference],
    );
    expect(notices).toEqual([
      { recipient: 'complainant', channel: 'sms', template: 'dispute.complete', state: 'queued' },
      { recipient: 'complainant', channel: 'sms', template: 'dispute.invitation', state: 'queued' },
      { recipient: `party:${parties.respondent}`, channel: 'sms', template: 'dispute.complete', state: 'queued' },
      { recipient: `party:${parties.respondent}`, channel: 'sms', template: 'dispute.invitation', state: 'queued' },
    ]);
  });

  test('arbitration by agreement after conciliation failed: an award, signed by the neutral, opposed in time', async () => {
    of.at('2026-12-16');
    await hearSession(of, filed, third, parties, '2026-12-25T09:00');
    good(
      await of.post('conciliator3', `${dispute(filed)}/outcome`, {
        kind: 'failed',
        reasons: 'x',
        failedPoints: ['ទាំងអស់'],
      }),
    );
    good(await of.post('reviewer', `${dispute(filed)}/issue`));
    const arbitration: Bench = { registrar: 'reviewer', neutrals: ['conciliator4'] };
    const sides = await open(of, filed, arbitration, { mode: 'arbitration', byAgreement: true });
    good(await of.post('reviewer', `${dispute(filed)}/screening`, { finding: 'clear' }));
    good(await of.post('reviewer', `${dispute(filed)}/admit`));
    const consent = (party: string, more: object) =>
      of.post('reviewer', `${dispute(filed)}/consents`, { party, given: true, way: 'paper', ...more });
    good(await consent(sides.claimant, { agreementSigned: true }));
    // Without a signed agreement there is no consent to arbitration.
    expect(at(good(await consent(sides.respondent, {})), 'stage')).toBe('consents');
    expect(at(good(await consent(sides.respondent, { agreementSigned: true })), 'stage')).toBe('appointment');
    await seatBench(of, filed, arbitration);
    of.at('2027-01-04');
    await hearSession(of, filed, arbitration, sides, '2027-01-13T09:00');
    const terms = [
      { debtor: sides.respondent, creditor: sides.claimant, text: 'បង់', amountKhr: 1_000_000, dueOn: '2027-01-29' },
    ];
    const award = { kind: 'award', terms, reasons: 'ភាគទានត្រូវបង់' };
    const hash = at(good(await of.post('conciliator4', `${dispute(filed)}/outcome`, award)), 'hash');
    expect(refusal(await of.post('reviewer', `${dispute(filed)}/issue`))).toEqual([409, 'rule.signatures_missing']);
    good(await of.post('conciliator4', `${dispute(filed)}/signatures/own`, { hash }));
    const issued = good(await of.post('reviewer', `${dispute(filed)}/issue`));
    expect([at(issued, 'stage'), at(issued, 'caseOutcome')]).toEqual(['obligations', null]);
    const view = good(await of.get('reviewer', dispute(filed)));
    expect(at(view, 'outcome.legalEffect')).toContain('not such minutes');
    expect(at(view, 'oppositionUntil')).toBe('2027-01-21T17:30:00+07:00');
    of.at('2027-01-21T17:29');
    const opposed = good(
      await of.post('reviewer', `${dispute(filed)}/opposition`, { party: sides.respondent, reason: 'x' }),
    );
    expect(at(opposed, 'stage')).toBe('court');
  });
});

describe('a dispute at the committee', () => {
  let filed: Filed;
  beforeAll(async () => {
    of.at('2026-11-26');
    filed = await toCommittee(of, pensionComplaint());
    const parties = await open(of, filed, committee);
    await admitWithConsents(of, filed, committee, parties);
    await seatBench(of, filed, committee);
  });

  test('work lists: what the office keeps, and in what one sits', async () => {
    const listed = async (seat: 'memberA' | 'memberB' | 'memberC' | 'reviewer', view: string) =>
      at<{ reference: string; youSit: boolean }[]>(good(await of.get(seat, `/disputes?view=${view}`)), 'items');
    const mine = (items: { reference: string; youSit: boolean }[]) =>
      items.find((each) => each.reference === filed.reference);
    expect(mine(await listed('memberA', 'office'))).toMatchObject({
      youSit: false,
      stage: 'challenge_period',
      overdue: false,
    });
    expect(mine(await listed('memberB', 'mine'))).toMatchObject({ youSit: true });
    expect(mine(await listed('memberC', 'mine'))).toBeUndefined();
    expect(mine(await listed('reviewer', 'office'))).toBeUndefined();
  });

  test('a case that goes elsewhere takes its dispute with it', async () => {
    good(await of.own(filed, '/withdraw', { reason: 'មិនបន្ត' }));
    const view = good(await of.get('memberA', dispute(filed)));
    expect(at(view, 'stage')).toBe('discontinued');
  });
});

test('the figures: agreements kept by their last day, and what was referred to a court', async () => {
  of.at('2027-12-31');
  const figures = good(await of.get('analyst', '/statistics?from=2026-11-01&to=2027-12-31'));
  const figure = (indicator: string) =>
    at<{ indicator: string; value: number | null; n: number | null }[]>(figures, 'items').find(
      (each) => each.indicator === indicator,
    );
  expect([figure('agreements_complied'), figure('court_referrals')]).toMatchObject([
    // One of social assistance was kept; one at the committee was breached. An award is no agreement.
    { value: 50, n: 2 },
    { value: 2, n: 2 },
  ]);
});
