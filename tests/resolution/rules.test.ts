import {
  aHearing,
  at,
  contributionsComplaint,
  dispute,
  good,
  pensionComplaint,
  refusal,
  type Filed,
  type Hearing,
} from './hearing.ts';
import {
  admitWithConsents,
  committee,
  keepRoster,
  open,
  seatBench,
  sessionAt,
  toCommittee,
  type Parties,
} from './steps.ts';

let of: Hearing;
/** Three disputes whose panel may set sessions: what one test sets stands in the way of no other. */
let one: Ready;
let two: Ready;
let three: Ready;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  one = await ready();
  two = await ready();
  three = await ready();
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-11-26'));

type Ready = { readonly filed: Filed; readonly parties: Parties };

async function ready(): Promise<Ready> {
  of.at('2026-11-26');
  const filed = await toCommittee(of, pensionComplaint());
  const parties = await open(of, filed, committee);
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  return { filed, parties };
}

describe('a session', () => {
  beforeEach(() => of.at('2026-12-02'));

  test('binds nobody where there was none: an agreement is refused', async () => {
    const { filed, parties } = two;
    const terms = [{ debtor: parties.respondent, creditor: parties.claimant, text: 'x', dueOn: '2026-12-30' }];
    expect(refusal(await of.post('memberB', `${dispute(filed)}/outcome`, { kind: 'agreement', terms }))).toEqual([
      409,
      'rule.no_session_with_notice',
    ]);
  });

  test('inside the notice period is refused with the first day possible', async () => {
    const { filed } = one;
    const late = await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-09T09:00'));
    expect(refusal(late)).toEqual([409, 'rule.session_inside_notice_period']);
    expect(at(late, 'detail')).toContain('2026-12-09');
    good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-10T07:30')));
  });

  test('takes its neutral and its room: neither is taken twice', async () => {
    const time = '2026-12-14T09:00';
    good(await of.post('memberB', `${dispute(one.filed)}/sessions`, sessionAt(time, { room: 'បន្ទប់ ធំ' })));
    expect(refusal(await of.post('memberB', `${dispute(two.filed)}/sessions`, sessionAt(time)))).toEqual([
      409,
      'rule.neutral_double_booked',
    ]);
    const sameRoom = sessionAt('2026-12-14T11:00', { room: ' បន្ទប់  ធំ ' });
    const answer = await of.post('memberA', `${dispute(two.filed)}/sessions`, sameRoom);
    expect(answer.status).toBe(409);
    // Both at once: PostgreSQL lets one pass, whoever asked first.
    const both = await Promise.all(
      [two, three].map(({ filed }) => of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-15T09:00'))),
    );
    expect(both.map((each) => each.status).sort()).toEqual([200, 409]);
  });

  test('that is cancelled gives neutral and room back', async () => {
    const time = '2026-12-16T09:00';
    const set = good(await of.post('memberB', `${dispute(one.filed)}/sessions`, sessionAt(time, { room: 'ក' })));
    good(await of.post('memberB', `${dispute(one.filed)}/sessions/${at(set, 'session')}/cancel`, { reason: 'ជំងឺ' }));
    good(await of.post('memberB', `${dispute(two.filed)}/sessions`, sessionAt(time, { room: 'ក' })));
  });

  test('is not held without an absent party that was not served, and adjourned with invitations of its own', async () => {
    const { filed, parties } = three;
    const set = good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-17T09:00')));
    const path = `${dispute(filed)}/sessions/${at(set, 'session')}`;
    const attendance = [
      { party: parties.claimant, present: true },
      { party: parties.respondent, present: false },
    ];
    expect(refusal(await of.post('memberB', `${path}/hold`, { attendance }))).toEqual([409, 'rule.session_not_begun']);
    good(
      await of.post('memberB', `${path}/service`, {
        party: parties.respondent,
        state: 'returned',
        channel: 'letter',
        proof: null,
      }),
    );
    of.at('2026-12-17T09:30');
    expect(refusal(await of.post('memberB', `${path}/hold`, { attendance }))).toEqual([409, 'rule.party_not_served']);
    const next = good(
      await of.post('memberB', `${path}/adjourn`, { ...sessionAt('2026-12-28T09:00'), reason: 'មិនបានជូនដំណឹង' }),
    );
    const view = good(await of.get('memberB', dispute(filed)));
    const sessions = at<{ id: string; state: string; adjournedFrom: string | null }[]>(view, 'sessions');
    expect(sessions.slice(-2).map((each) => [each.state, each.adjournedFrom])).toEqual([
      ['cancelled', null],
      ['scheduled', at(set, 'session')],
    ]);
    const calendar = await of.get('memberB', `${dispute(filed)}/sessions/${at(next, 'next')}/calendar`);
    expect(calendar.status).toBe(200);
    expect(calendar.text).toContain('DTSTART:20261228T020000Z');
    expect(calendar.text).toMatch(/\r\n/);
    expect(calendar.text).not.toContain('សុខ');
  });
});

describe('a representative', () => {
  let filed: Filed;
  let parties: Parties;
  beforeAll(async () => {
    of.at('2026-11-26');
    filed = await toCommittee(of, pensionComplaint());
    parties = await open(of, filed, committee);
    good(await of.post('memberA', `${dispute(filed)}/screening`, { finding: 'clear' }));
    good(await of.post('memberA', `${dispute(filed)}/admit`));
  });
  const path = () => `${dispute(filed)}/parties/${parties.respondent}/representatives`;
  const consentBy = (representative: string) =>
    of.post('memberA', `${dispute(filed)}/consents`, {
      party: parties.respondent,
      given: true,
      way: 'paper',
      representative,
    });

  test.each([
    ['mandate_lapsed', { validFrom: '2026-01-01', validUntil: '2026-11-25', proven: true }],
    ['mandate_not_yet_valid', { validFrom: '2026-12-01', proven: true }],
    ['mandate_not_proven', { validFrom: '2026-01-01', proven: false }],
  ])('%s', async (rule, mandate) => {
    const representative = at(good(await of.post('memberA', path(), { name: 'មេធាវី', ...mandate })), 'representative');
    const answer = await consentBy(representative);
    expect(refusal(answer)).toEqual([409, `rule.${rule}`]);
    expect(at(answer, 'detail')).not.toMatch(/\{\w+\}/);
  });

  test('whose mandate was revoked', async () => {
    const mandate = { name: 'មេធាវី', validFrom: '2026-01-01', proven: true };
    const representative = at(good(await of.post('memberA', path(), mandate)), 'representative');
    good(await of.post('memberA', `${path()}/${representative}/revoke`));
    expect(refusal(await consentBy(representative))).toEqual([409, 'rule.mandate_revoked']);
  });
});

describe('what never enters', () => {
  test('a crime is referred out, and the case is handled further', async () => {
    const filed = await toCommittee(of, contributionsComplaint());
    await open(of, filed, committee);
    expect(refusal(await of.post('memberA', `${dispute(filed)}/admit`))).toEqual([409, 'rule.criminal_screen_missing']);
    good(await of.post('memberA', `${dispute(filed)}/screening`, { finding: 'crime' }));
    expect(refusal(await of.post('memberA', `${dispute(filed)}/admit`))).toEqual([
      409,
      'rule.crime_is_never_conciliated',
    ]);
    const referred = good(await of.post('memberA', `${dispute(filed)}/crime-referral`, { text: 'ជូនអយ្យការ' }));
    expect(at(referred, 'stage')).toBe('refused');
    expect(at(good(await of.get('memberA', `/cases/${filed.reference}`)), 'status')).toBe('in_progress');
  });

  test('a wage deduction is referred by law', async () => {
    const filed = await toCommittee(of, contributionsComplaint({ category: 'EMP-DED' }));
    await open(of, filed, committee);
    good(await of.post('memberA', `${dispute(filed)}/screening`, { finding: 'clear' }));
    expect(refusal(await of.post('memberA', `${dispute(filed)}/admit`))).toEqual([
      409,
      'rule.matter_is_referred_by_law',
    ]);
  });

  test('a protected case', async () => {
    const filed = await toCommittee(of, pensionComplaint());
    const parties = await open(of, filed, committee);
    expect(parties.claimant).not.toBe('');
    good(await of.post('memberA', `/cases/${filed.reference}/mark-protected`, { reason: 'ហានិភ័យ' }));
    // Whoever marked it sees it no more; the dispute under way has ended.
    expect((await of.get('memberA', dispute(filed))).status).toBe(404);
    const [row] = await of.query<{ stage: string }>(
      'select stage from resolution_file f join case_file c on c.id = f.case_id where c.reference = $1',
      [filed.reference],
    );
    expect(row?.stage).toBe('discontinued');
  });

  test('a case at a tier that settles no disputes, a second dispute, an anonymous complainant', async () => {
    const filed = await of.file(pensionComplaint());
    good(await of.post('branch', `/cases/${filed.reference}/acknowledge`));
    expect(refusal(await of.post('branch', dispute(filed), { mode: 'conciliation', panelSize: 1 }))).toEqual([
      409,
      'rule.no_dispute_at_this_tier',
    ]);
    const other = await toCommittee(of, pensionComplaint());
    expect((await of.post('memberA', dispute(other), { mode: 'conciliation', panelSize: 2 })).status).toBe(422);
    expect(refusal(await of.post('memberA', dispute(other), { mode: 'arbitration', panelSize: 1 }))).toEqual([
      409,
      'rule.mode_needs_agreement',
    ]);
    await open(of, other, committee);
    expect(refusal(await of.post('memberA', dispute(other), { mode: 'conciliation', panelSize: 1 }))).toEqual([
      409,
      'rule.dispute_is_open',
    ]);
    const nameless = await toCommittee(of, pensionComplaint({ identity: 'anonymous', complainant: undefined }));
    expect(refusal(await of.post('memberA', dispute(nameless), { mode: 'conciliation', panelSize: 1 }))).toEqual([
      409,
      'rule.anonymous_cannot_dispute',
    ]);
  });
});

describe('who may', () => {
  test('only who keeps the file appoints; only who sits declares and reports', async () => {
    const filed = await toCommittee(of, pensionComplaint());
    const parties = await open(of, filed, committee);
    await admitWithConsents(of, filed, committee, parties);
    expect(refusal(await of.post('branch', `${dispute(filed)}/neutrals`, { person: of.id.memberB }))).toEqual([
      403,
      'forbidden.dispute',
    ]);
    expect((await of.post('auditor', `${dispute(filed)}/neutrals`, { person: of.id.memberB })).status).toBe(403);
    expect((await of.post('reviewer', `${dispute(filed)}/neutrals`, { person: of.id.memberB })).status).toBe(404);
    good(await of.post('memberA', `${dispute(filed)}/neutrals`, { person: of.id.memberB }));
    expect((await of.post('memberA', `${dispute(filed)}/declaration`, { conflict: false })).status).toBe(403);
    expect((await of.post('memberA', `${dispute(filed)}/outcome`, { kind: 'agreement' })).status).toBe(403);
  });

  test('an act on an old version is a conflict', async () => {
    const filed = await toCommittee(of, pensionComplaint());
    await open(of, filed, committee);
    good(await of.post('memberA', `${dispute(filed)}/screening`, { finding: 'clear' }));
    const old = await of.post('memberA', `${dispute(filed)}/screening`, { finding: 'crime', version: 1 });
    expect(refusal(old)).toEqual([409, 'conflict.dispute_changed']);
  });

  test('a code mistyped five times is good no more', async () => {
    const { filed, parties } = one;
    of.at('2026-12-02');
    const set = good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-18T09:00')));
    const attendance = [parties.claimant, parties.respondent].map((party) => ({ party, present: true }));
    of.at('2026-12-18T09:10');
    good(await of.post('memberB', `${dispute(filed)}/sessions/${at(set, 'session')}/hold`, { attendance }));
    const terms = [{ debtor: parties.respondent, creditor: parties.claimant, text: 'x', dueOn: '2026-12-30' }];
    const propose = () => of.post('memberB', `${dispute(filed)}/outcome`, { kind: 'agreement', terms });
    expect(refusal(await propose())).toEqual([409, 'rule.minutes_missing']);
    good(await of.post('memberB', `${dispute(filed)}/sessions/${at(set, 'session')}/minutes`, { text: 'x' }));
    const hash = at(good(await propose()), 'hash');
    good(await of.own(filed, '/dispute/signature-code', { hash }));
    const code = /\d{6}/.exec((await of.lastMessage(filed.reference, 'code')).replace(filed.reference, ''))?.[0] ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tried = 0; tried < 5; tried += 1) {
      expect(refusal(await of.own(filed, '/dispute/signature', { hash, code: wrong }))[1]).toBe('rule.code_wrong');
    }
    expect(refusal(await of.own(filed, '/dispute/signature', { hash, code }))[1]).toBe('rule.code_used_up');
    good(await of.own(filed, '/dispute/signature-code', { hash }));
    of.world.clock.advance(16 * 60_000);
    expect(refusal(await of.own(filed, '/dispute/signature', { hash, code }))[1]).toBe('rule.code_expired');
  });
});
