import {
  aHearing,
  at,
  contributionsComplaint,
  dispute,
  good,
  pensionComplaint,
  type Filed,
  type Hearing,
  type Seat,
} from '../resolution/hearing.ts';
import {
  admitWithConsents,
  atRegulator,
  committee,
  hearSession,
  keepRoster,
  open,
  partiesOf,
  regulator,
  seatBench,
  toCommittee,
} from '../resolution/steps.ts';
import { textOf } from '../support/staff-agent.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import { disputePages, on, sessionOn, type Fields } from './dispute-pages.ts';

/** Disputes on pages, from the first to the last: those of the fund, of its Regulator, of social assistance and its panel. */
let of: Hearing;
let pages: ReturnType<typeof disputePages>;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  pages = disputePages(of, aStaffWeb(of.world, { citizens: true }));
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-11-26'));

const visit = (seat: Seat, path: string) => pages.open(seat, path);
const read = (seat: Seat, path: string) => pages.read(seat, path);
const path = (filed: Filed, act = '') => pages.path(filed, act);
const press: typeof pages.press = (...sent) => pages.press(...sent);
const act = (seat: Seat, filed: Filed, name: string, typed?: Fields) => pages.act(seat, filed, name, typed);
const done = (seat: Seat, filed: Filed, name: string, typed?: Fields) => pages.done(seat, filed, name, typed);
const ownPage = (filed: Filed) => pages.ownPage(filed);
const ownAct = async (filed: Filed, name: string, typed: Fields = {}) =>
  textOf((await press(await ownPage(filed), ['go', name], typed)).text);

async function codeOf(filed: Filed): Promise<string> {
  return /\d{6}/.exec((await of.lastMessage(filed.reference, 'code')).replace(filed.reference, ''))?.[0] ?? '';
}

test('a member against an employer: invited, heard, agreed, signed by code and on paper, issued, done', async () => {
  const filed = await toCommittee(of, contributionsComplaint());
  const parties = await open(of, filed, committee);
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  of.at('2026-12-02');
  const set = { ...on('on', '2026-12-10'), startsAt: '09:00', endsAt: '11:00', room: 'Room 1' };
  expect(await act('memberB', filed, 'schedule', set)).toContain('10 December 2026, 09:00 – 11:00');
  const own = await ownPage(filed);
  expect(textOf(own)).toContain('Both sides are heard at meetings.');
  expect(textOf((await press(own, ['answer', 'coming'])).text)).toContain('You said that you will come.');
  expect(await ownAct(filed, 'offer', { text: 'Half now, half in March' })).toContain(
    'Your offer lies with those who hear you.',
  );
  expect(await read('memberB', path(filed))).toContain('Says it will come');
  expect(await read('memberB', path(filed, 'offers'))).toContain('Half now, half in March');
  const session = at(good(await of.get('memberB', dispute(filed))), 'sessions.0.id');
  of.at('2026-12-10');
  const came = { [`came.${parties.claimant}`]: 'yes', [`came.${parties.respondent}`]: 'yes' };
  await act('memberB', filed, `hold?session=${session}`, came);
  await act('memberB', filed, `minutes?session=${session}`, { text: 'Both sides came.' });
  await act('memberB', filed, `approve-minutes?session=${session}`, { party: parties.respondent });
  expect(await ownAct(filed, 'approve', { sure: 'yes' })).toContain('You approved the minutes.');
  const term = {
    kind: 'agreement',
    'terms.0.text': 'Pay six months of contributions',
    'terms.0.amountKhr': '2,400,000',
    ...on('terms.0.dueOn', '2026-12-30'),
  };
  expect(await act('memberB', filed, 'outcome', term)).toContain('The terms wait for signatures');
  expect(await ownAct(filed, 'code')).toContain('A code was sent to your telephone.');
  const wrong = await ownAct(filed, 'sign', { code: '12', sure: 'yes' });
  expect(wrong).toContain('The code is not right.');
  expect(await ownAct(filed, 'sign', { code: await codeOf(filed), sure: 'yes' })).toContain('You signed.');
  const paper = { party: parties.respondent, readAloud: 'yes' };
  await act('memberA', filed, 'sign-paper', paper);
  expect(await act('memberB', filed, 'sign-paper', paper)).toContain('The office has to issue the outcome.');
  expect(await act('memberA', filed, 'issue')).toContain('What was agreed has to be done.');
  const obligation = at(good(await of.get('memberA', dispute(filed))), 'obligations.0.id');
  await act('memberA', filed, `report-obligation?obligation=${obligation}`, { evidence: 'Receipt 45' });
  expect(await ownAct(filed, 'obligation', { done: 'yes' })).toContain('This dispute is over.');
});

test('a member against the fund: not settled, an officer files with the Regulator, an award after conciliation failed', async () => {
  const below = await toCommittee(of, pensionComplaint());
  const first = await open(of, below, committee);
  await admitWithConsents(of, below, committee, first);
  await seatBench(of, below, committee);
  of.at('2026-12-02');
  await hearSession(of, below, committee, first, '2026-12-10T14:00');
  const failed = { kind: 'failed', reasons: 'No agreement', failedPoints: 'The years counted' };
  await act('memberB', below, 'outcome', failed);
  expect(await act('memberA', below, 'issue')).toContain('Last day to go to the Regulator');
  const appeal = (await visit('memberA', `/en/staff/cases/${below.reference}/appeal`)).text;
  expect(textOf(appeal)).toContain('In time: the party may go to the Regulator until 26 January 2027.');
  const gone = await press(appeal, ['go', 'do'], { grounds: 'The pension is computed from too few years.' });
  const reference =
    textOf(gone.text)
      .match(/SS-26-\d{7}-\d/g)
      ?.at(-1) ?? '';
  const filed = { reference, receipt: below.receipt };
  good(await of.post('reviewer', `/cases/${reference}/acknowledge`));
  expect(await act('reviewer', filed, 'open', { mode: 'conciliation', panelSize: '1' })).toContain(
    'Still missing (Decision 017)',
  );
  const parties = await partiesOf(of, filed, 'reviewer');
  const known = { name: 'NSSF', address: 'Phnom Penh', phone: '023 111 222' };
  await act('reviewer', filed, `change-party?party=${parties.respondent}`, known);
  const items = { object: 'Pension', facts: 'Worked 20 years', claims: 'Compute anew', disputed_points: 'The years' };
  expect(await ownAct(filed, 'state', items)).toContain('It was added to your complaint.');
  expect(await read('reviewer', path(filed))).toContain('Complete by the list of Decision 017.');
  await admitWithConsents(of, filed, regulator, parties);
  await seatBench(of, filed, regulator);
  of.at('2026-12-16');
  await hearSession(of, filed, regulator, parties, '2026-12-24T09:00');
  await act('conciliator1', filed, 'outcome', failed);
  await act('reviewer', filed, 'issue');
  // By agreement, on signed paper, to arbitration before another neutral.
  await act('reviewer', filed, 'open', { mode: 'arbitration', panelSize: '1', byAgreement: 'yes' });
  await act('reviewer', filed, 'screen', { finding: 'clear' });
  await act('reviewer', filed, 'admit');
  for (const party of Object.values(await partiesOf(of, filed, 'reviewer'))) {
    await act('reviewer', filed, 'consent', { party, given: 'yes', way: 'paper', agreementSigned: 'yes' });
  }
  const arbitration = { registrar: 'reviewer', neutrals: ['conciliator4'] } as const;
  await seatBench(of, filed, arbitration);
  of.at('2027-01-04');
  const sides = await partiesOf(of, filed, 'reviewer');
  await hearSession(of, filed, arbitration, sides, '2027-01-13T09:00');
  const award = {
    kind: 'award',
    'terms.0.text': 'Pay what is missing',
    ...on('terms.0.dueOn', '2027-01-29'),
    reasons: 'Twenty years are proven.',
  };
  await act('conciliator4', filed, 'outcome', award);
  await act('conciliator4', filed, 'sign-own');
  expect(await act('reviewer', filed, 'issue')).toContain('An award may be opposed until 21 January 2027');
  expect(await ownAct(filed, 'oppose', { reason: 'One year is missing' })).toContain('The matter went to court.');
});

test('an employer objects to a fine: more time by joint request, a challenge sustained, failed, to court', async () => {
  const objection = {
    programme: 'SS-OR-PRI',
    category: 'EMP-OBJ',
    complainant: { name: 'ក្រុមហ៊ុន ខ', phone: '012 777 666', address: 'ភ្នំពេញ' },
  };
  const { filed, parties } = await atRegulator(of, pensionComplaint(objection));
  await admitWithConsents(of, filed, regulator, parties);
  const limit = at(good(await of.get('reviewer', dispute(filed))), 'limit.at').slice(0, 10);
  const past = await act('reviewer', filed, 'extend', { party: parties.respondent, ...on('until', '2027-06-01') });
  expect(past).toContain('No extension passes');
  expect(await act('reviewer', filed, 'extend', { party: parties.respondent, ...on('until', limit) })).toContain(
    'More time asked for',
  );
  expect(await ownAct(filed, 'extend', on('until', limit))).toContain('Every side asked for it: the time is extended.');
  await seatBench(of, filed, regulator);
  const neutral = at(good(await of.get('reviewer', dispute(filed))), 'neutrals.0.id');
  expect(await ownAct(filed, 'challenge', { neutral, reason: 'They were at school together' })).toContain(
    'Somebody else will decide on it.',
  );
  const challenge = at(good(await of.get('reviewer', dispute(filed))), 'challenges.0.id');
  const decide = `decide-challenge?challenge=${challenge}`;
  expect(await read('reviewer2', path(filed, decide))).toContain('They were at school together');
  expect(await act('reviewer2', filed, decide, { sustained: 'yes', reasons: 'Well founded' })).toContain(
    'Left: challenged with success',
  );
  const next = { registrar: 'reviewer', neutrals: ['conciliator2'] } as const;
  expect(await read('reviewer', path(filed, 'appoint'))).not.toContain('name of conciliator1');
  await seatBench(of, filed, next);
  of.at('2026-12-02');
  await hearSession(of, filed, next, parties, '2026-12-11T14:00');
  const failed = { kind: 'failed', reasons: 'No agreement', failedPoints: 'The fine' };
  await act('conciliator2', filed, 'outcome', failed);
  await act('reviewer', filed, 'issue');
  const court = await act('reviewer', filed, 'court', { workplace: '120101', text: 'The fine' });
  expect(court).toContain('With the court');
  expect(court).toMatch(/Referred: Court.*Venue: Phnom Penh/);
});

describe('social assistance, on pages alone', () => {
  /** A complaint passed up by each officer to the operator, and on to the last body; acknowledged there. */
  async function upTo(tier: 'SA4' | 'SA5'): Promise<Filed> {
    of.at('2027-01-11');
    const complaint = { programme: 'FP-PWC', category: 'PAY-NOT', narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ទេ។' };
    const case_ = await of.file(contributionsComplaint({ ...complaint, about: [] }));
    const path = `/cases/${case_.reference}`;
    for (const seat of tier === 'SA4' ? (['province'] as const) : (['province', 'nsaf'] as const)) {
      good(await of.post(seat, `${path}/acknowledge`));
      good(await of.post(seat, `${path}/escalate`, { reason: 'លើសសមត្ថកិច្ច' }));
    }
    good(await of.post(tier === 'SA4' ? 'nsafBoss' : 'policy4', `${path}/acknowledge`));
    return case_;
  }

  /** From the open file to the agreement that is issued, each step on its page; what the registrar reads at the end. */
  async function conciliated(filed: Filed, registrar: Seat, neutral: Seat): Promise<string> {
    await done(registrar, filed, 'open', { mode: 'conciliation', panelSize: '1' });
    const sides = await partiesOf(of, filed, registrar);
    const both = [sides.claimant, sides.respondent];
    await done(registrar, filed, 'screen', { finding: 'clear' });
    await done(registrar, filed, 'admit');
    for (const party of both) await done(registrar, filed, 'consent', { party, given: 'yes', way: 'in_person' });
    await done(registrar, filed, 'appoint', { person: of.id[neutral] });
    await done(neutral, filed, 'declare', { conflict: 'no' });
    of.at('2027-01-15');
    await done(neutral, filed, 'schedule', sessionOn('2027-01-25', { room: `Room of ${neutral}` }));
    const meeting: string = at(good(await of.get(neutral, dispute(filed))), 'sessions.0.id');
    for (const party of both) {
      await done(registrar, filed, `serve?session=${meeting}`, {
        party,
        state: 'delivered',
        channel: 'letter',
        proof: 'x',
      });
    }
    of.at('2027-01-25');
    const came = Object.fromEntries(both.map((party) => [`came.${party}`, 'yes']));
    await done(neutral, filed, `hold?session=${meeting}`, { called: both, ...came });
    await done(neutral, filed, `minutes?session=${meeting}`, { text: 'កំណត់ហេតុ' });
    for (const party of both)
      await done(neutral, filed, `approve-minutes?session=${meeting}`, { party, way: 'in_person' });
    await done(neutral, filed, 'outcome', {
      kind: 'agreement',
      sets: '1',
      'terms.0.debtor': sides.respondent,
      'terms.0.creditor': sides.claimant,
      'terms.0.text': 'បើកប្រាក់ដែលនៅសល់',
      ...on('terms.0.dueOn', '2027-02-20'),
    });
    for (const party of both) {
      for (const officer of [registrar, neutral]) await done(officer, filed, 'sign-paper', { party });
    }
    return done(registrar, filed, 'issue');
  }

  const standing = async (filed: Filed) => {
    const read = good(await of.get('auditor', `/cases/${filed.reference}`));
    return [
      at(read, 'status'),
      at<{ outcome: { code: string } }[]>(read, 'decisions').map((each) => each.outcome.code),
    ];
  };

  test('at the operator a conciliation by agreement decides the case', async () => {
    const there = await upTo('SA4');
    expect((await visit('nsafBoss', `/en/staff/cases/${there.reference}`)).text).toContain(
      `${there.reference}/dispute`,
    );
    expect(await conciliated(there, 'nsafBoss', 'nsaf')).toContain('What was agreed has to be done.');
    expect(await standing(there)).toEqual(['decided', ['resolved_on_spot']]);
  });

  test('at the last body the panel refers to conciliation, and decides what comes back: appoint, declare, vote, sign', async () => {
    const there = await upTo('SA5');
    const entry = { modes: ['conciliation'], competences: ['PAY-NOT'], languages: ['km'], active: true };
    good(await of.put('policy4', `/neutrals/${of.id.policy3}`, entry), 204);
    const main = `/en/staff/cases/${there.reference}`;
    const act = async (seat: Seat, name: string, fields: Fields = {}) => {
      const shown = await visit(seat, `${main}/panel/${name}`);
      return pages.browser.sendFrom(shown.text, `${main}/panel/${name}`, { go: 'do', ...fields });
    };
    const acted = async (seat: Seat, name: string, fields: Fields = {}) => {
      const answer = await act(seat, name, fields);
      if (answer.status !== 303) throw new Error(`${name}: ${answer.status} ${textOf(answer.text)}`);
      return textOf((await visit(seat, String(answer.headers['location']))).text);
    };
    const first = await visit('policy4', main);
    expect(textOf(first.text)).toContain('No panel is appointed yet');
    expect(first.text).not.toContain(`${main}/decide"`);
    expect(textOf((await visit('policy4', `${main}/decide`)).text)).toContain('At this level a panel of three decides');
    expect((await visit('nsaf', `${main}/panel/appoint`)).status).toBe(403);

    const two = await act('policy4', 'appoint', { members: [of.id.policy, of.id.policy2], chair: of.id.policy });
    expect([two.status, textOf(two.text)]).toEqual([422, expect.stringContaining('Choose three people')]);
    const listed = textOf((await visit('policy4', `${main}/panel/appoint`)).text);
    expect(listed).toMatch(/name of policy3 Knows the matter · Sits in 0/);
    const three = [of.id.policy, of.id.policy2, of.id.policy4];
    expect(await acted('policy4', 'appoint', { members: three, chair: of.id.policy })).toContain(
      'The panel is appointed.',
    );

    const panel = await visit('policy4', `${main}/panel`);
    expect(panel.text).toContain(`${main}/dispute`);
    expect(await conciliated(there, 'policy4', 'policy3')).toContain('What was agreed has to be done.');
    expect(await standing(there)).toEqual(['in_progress', []]);

    expect(textOf((await visit('policy2', '/en/staff')).text)).toMatch(
      /Panels wait for you Declare on conflicts of interest/,
    );
    expect((await visit('policy2', `${main}/panel/vote`)).status).toBe(409);
    for (const seat of ['policy', 'policy2', 'policy4'] as const) {
      expect(textOf((await visit(seat, `${main}/panel/declare`)).text)).toContain('សុខ សុភា');
      await acted(seat, 'declare', { conflict: 'no' });
    }
    await acted('policy', 'vote', { outcome: 'resolved_on_spot', reasons: 'ភាគីបានព្រមព្រៀង' });
    expect(textOf((await visit('policy2', `${main}/panel`)).text)).not.toContain('ភាគីបានព្រមព្រៀង');
    await acted('policy2', 'vote', { outcome: 'upheld', reasons: 'ត្រឹមត្រូវ', dissent: 'ខ្ញុំយល់ផ្សេង' });
    const seen = await acted('policy4', 'vote', { outcome: 'resolved_on_spot', reasons: 'យល់ព្រម' });
    expect(seen).toContain('ខ្ញុំយល់ផ្សេង');
    expect((await visit('policy2', `${main}/panel/sign`)).status).toBe(409);
    const without = await act('policy', 'sign', { reasons: '', sets: '1' });
    expect([without.status, without.text]).toEqual([422, expect.stringContaining('href="#reasons"')]);
    // What is signed is shown before: the letter as the complainant will read it, and the message.
    const reasons = 'ភាគីបានព្រមព្រៀងគ្នា។';
    const look = await act('policy', 'sign', { go: 'check', reasons, sets: '1' });
    expect([look.status, textOf(look.text)]).toEqual([
      200,
      expect.stringMatching(
        /A panel of 3 members of this office decided together\..*Reasons ភាគីបានព្រមព្រៀងគ្នា។.*If you do not agree.*ក្រុម ៣នាក់បានសម្រេច/,
      ),
    ]);
    expect(await standing(there)).toEqual(['in_progress', []]);
    const edit = await pages.browser.sendFrom(look.text, `${main}/panel/sign`, { go: 'edit' });
    expect(edit.text).toContain(reasons);
    const given = await pages.browser.sendFrom(look.text, `${main}/panel/sign`, { go: 'do' });
    const signed = textOf((await visit('policy', String(given.headers['location']))).text);
    expect(signed).toContain('The panel has signed; the case is decided');
    expect(await standing(there)).toEqual(['decided', ['resolved_on_spot']]);
    const khmer = textOf((await visit('policy', `${main.slice(3)}/panel`)).text);
    expect(khmer).toContain('ក្រុមបានចុះហត្ថលេខា');
    expect(khmer).not.toMatch(/undefined|\{\w+\}|Votes/);
  });
});
