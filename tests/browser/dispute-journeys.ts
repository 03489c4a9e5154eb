import type { Page } from 'playwright-core';
import {
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
  open,
  partiesOf,
  regulator,
  seatBench,
  toCommittee,
} from '../resolution/steps.ts';
import { unfold } from '../support/chromium.ts';
import { on } from '../web/dispute-pages.ts';

type Typed = Readonly<Record<string, string>>;

/** Somebody at a page in Chromium; each thing done answers what stands on the page that comes of it. */
export function somebodyAt(page: () => Page, visit: (seat: Seat | null, path: string) => Promise<unknown>) {
  const said = async () => (await page().innerText('main')).replace(/\s+/g, ' ');
  /** Fills in the fields of a form as a person would, and presses its button. */
  const fill = async (typed: Typed, button = '#action button[value="do"]', within = 'main') => {
    for (const [name, value] of Object.entries(typed)) {
      const field = `${within} [name="${name}"]:not([type="hidden"])`;
      const kind = await page().evaluate(`document.querySelector(${JSON.stringify(field)})?.type`);
      if (kind === 'radio' || kind === 'checkbox') await page().check(`${field}[value="${value}"]`, { force: true });
      else if (kind === 'select-one') await page().selectOption(field, value);
      else await page().fill(field, value);
    }
    await page().click(button);
    await page().waitForLoadState();
    return said();
  };
  return {
    fill,
    async read(seat: Seat, path: string) {
      await visit(seat, path);
      return said();
    },
    async press(name: string, value: string) {
      await page().click(`button[name="${name}"][value="${value}"]`);
      return said();
    },
    /** Opens the party's own page from the page on which it follows its complaint. */
    async ownPage({ reference, receipt }: Filed, language = '/en') {
      await visit(null, `${language}/complaints/track`);
      await page().fill('#reference', reference);
      await page().fill('#receipt', receipt);
      await page().click('#track button[value="open"]');
      await page().click('form[action$="/complaints/dispute"] button');
      await page().waitForSelector('#people');
      return said();
    },
    /** On the party's own page that is open: unfolds the forms, fills one in and sends it. */
    async ownAct(name: string, typed: Typed = {}) {
      await unfold(page());
      const form = `form:has(button[name="go"][value="${name}"])`;
      return fill(typed, `${form} button[value="${name}"]`, form);
    },
  };
}

/** Disputes from the first day to the last, each step on its page; what other people do elsewhere goes in behind the pages. */
export function disputeJourneys(world: () => Hearing, somebody: ReturnType<typeof somebodyAt>): void {
  const { read, fill, ownPage, ownAct: here, press } = somebody;
  const path = (filed: Filed, act = '') => `/en/staff/cases/${filed.reference}/dispute${act === '' ? '' : `/${act}`}`;
  const act = async (seat: Seat, filed: Filed, name: string, typed: Typed = {}) => {
    await read(seat, path(filed, name));
    return fill(typed);
  };
  const ownAct = async (filed: Filed, name: string, typed: Typed = {}) => {
    await ownPage(filed);
    return here(name, typed);
  };

  test('a member against an employer: invited, heard, agreed, signed by code and on paper, issued, done', async () => {
    const of = world();
    const filed = await toCommittee(of, contributionsComplaint());
    const parties = await open(of, filed, committee);
    await admitWithConsents(of, filed, committee, parties);
    await seatBench(of, filed, committee);
    of.at('2026-12-02');
    const set = { ...on('on', '2026-12-10'), startsAt: '09:00', endsAt: '11:00', room: 'Room 1' };
    expect(await act('memberB', filed, 'schedule', set)).toContain('10 December 2026, 09:00 – 11:00');
    expect(await ownPage(filed)).toContain('Both sides are heard at meetings.');
    expect(await press('answer', 'coming')).toContain('You said that you will come.');
    expect(await here('offer', { text: 'Half now, half in March' })).toContain(
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
    expect(await ownAct(filed, 'sign', { code: await codeOf(of, filed), sure: 'yes' })).toContain('You signed.');
    const paper = { party: parties.respondent, readAloud: 'yes' };
    await act('memberA', filed, 'sign-paper', paper);
    expect(await act('memberB', filed, 'sign-paper', paper)).toContain('The office has to issue the outcome.');
    expect(await act('memberA', filed, 'issue')).toContain('What was agreed has to be done.');
    const obligation = at(good(await of.get('memberA', dispute(filed))), 'obligations.0.id');
    await act('memberA', filed, `report-obligation?obligation=${obligation}`, { evidence: 'Receipt 45' });
    expect(await ownAct(filed, 'obligation', { done: 'yes' })).toContain('This dispute is over.');
  }, 600_000);

  test('a member against the fund: not settled, an officer files with the Regulator, an award after conciliation failed', async () => {
    const of = world();
    const below = await toCommittee(of, pensionComplaint());
    const first = await open(of, below, committee);
    await admitWithConsents(of, below, committee, first);
    await seatBench(of, below, committee);
    of.at('2026-12-02');
    await hearSession(of, below, committee, first, '2026-12-10T14:00');
    const failed = { kind: 'failed', reasons: 'No agreement', failedPoints: 'The years counted' };
    await act('memberB', below, 'outcome', failed);
    expect(await act('memberA', below, 'issue')).toContain('Last day to go to the Regulator');
    expect(await read('memberA', `/en/staff/cases/${below.reference}/appeal`)).toContain(
      'In time: the party may go to the Regulator until 26 January 2027.',
    );
    const gone = await fill({ grounds: 'The pension is computed from too few years.' });
    const reference = gone.match(/SS-26-\d{7}-\d/g)?.at(-1) ?? '';
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
  }, 600_000);

  test('an employer objects to a fine: more time by joint request, a challenge sustained, failed, to court', async () => {
    const of = world();
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
    expect(await ownAct(filed, 'extend', on('until', limit))).toContain(
      'Every side asked for it: the time is extended.',
    );
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
  }, 600_000);
}

async function codeOf(of: Hearing, filed: Filed): Promise<string> {
  return /\d{6}/.exec((await of.lastMessage(filed.reference, 'code')).replace(filed.reference, ''))?.[0] ?? '';
}
