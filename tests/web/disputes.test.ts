import { aBrowser, textOf } from '../support/staff-agent.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import {
  aHearing,
  at,
  contributionsComplaint,
  dispute,
  good,
  type Filed,
  type Hearing,
  type Seat,
} from '../resolution/hearing.ts';
import { keepRoster, partiesOf, toCommittee, type Parties } from '../resolution/steps.ts';
import { on, sessionOn, type Fields } from './dispute-pages.ts';
import { inOtherLanguage } from './other-language.ts';

let of: Hearing;
let web: StaffWeb;
let browser: ReturnType<typeof aBrowser>;
let filed: Filed;
let parties: Parties;
let session = '';
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  web = aStaffWeb(of.world);
  browser = aBrowser(web);
  of.at('2026-11-26');
  filed = await toCommittee(of, contributionsComplaint());
});
afterAll(() => of.close());

const page = (act = '', language: '/en' | '' = '/en') =>
  `${language}/staff/cases/${filed.reference}/dispute${act === '' ? '' : `/${act}`}`;

async function open(seat: Seat, path: string) {
  web.actor = of.actor(seat);
  return browser.open(path);
}

/** Opens a page as somebody and sends its form, with what stands in it and these fields. */
async function send(seat: Seat, act: string, fields: Fields = {}, language: '/en' | '' = '/en') {
  const shown = await open(seat, page(act, language));
  return browser.sendFrom(shown.text, page(act, language), { go: 'do', ...fields });
}

/** The same, done: answers the page of the dispute afterwards. */
async function done(seat: Seat, act: string, fields: Fields = {}): Promise<string> {
  const answer = await send(seat, act, fields);
  if (answer.status !== 303) throw new Error(`${act}: ${answer.status} ${textOf(answer.text)}`);
  return textOf((await open(seat, String(answer.headers['location']))).text);
}

describe('a member against an employer, from the open file to what is owed, on pages alone', () => {
  test('a case without a dispute offers to open one, to whoever may', async () => {
    expect(textOf((await open('memberA', page())).text)).toContain('Open a dispute file');
    expect((await open('memberA', `/en/staff/cases/${filed.reference}`)).text).toContain(page().slice(3));
    const refused = await send('memberA', 'open', { panelSize: '1' });
    expect([refused.status, textOf(refused.text)]).toEqual([422, expect.stringContaining('Choose one of the answers')]);
    const arbitration = await send('memberA', 'open', { mode: 'arbitration', panelSize: '1' });
    expect([arbitration.status, textOf(arbitration.text)]).toEqual([
      409,
      expect.stringContaining('Arbitration rests on an agreement of the parties: open it by agreement.'),
    ]);
    const shown = await done('memberA', 'open', { mode: 'conciliation', panelSize: '1' });
    expect(shown).toContain('Done: Open a dispute file.');
    expect(shown).toContain('សុខ សុភា (Claimant)');
    expect(shown).toContain('រោងចក្រ ក (Respondent)');
    expect((await open('memberA', '/en/staff/disputes?view=office')).text).toContain(page());
    const archive = (await open('memberA', '/en/staff/disputes?view=archive')).text;
    expect(archive).toContain('No dispute of your office is sealed');
    expect(archive).not.toContain(page());
    parties = await partiesOf(of, filed, 'memberA');
  });

  test('what the stage forbids is told with its rule, before and after sending', async () => {
    const early = await open('memberA', page('appoint'));
    expect([early.status, textOf(early.text)]).toEqual([
      409,
      expect.stringContaining('Neutrals are appointed once every party has consented'),
    ]);
    const unscreened = await open('memberA', page('admit'));
    expect(textOf(unscreened.text)).toContain('Say first whether the facts speak of a crime.');
    expect((await open('memberA', page('declare'))).status).toBe(409);
    await done('memberA', 'screen', { finding: 'clear' });
  });

  test('parties are completed, with contact safety, interpreter and needs; a mandate that has lapsed does not speak', async () => {
    const wrong = await send('memberA', `change-party?party=${parties.respondent}`, {
      name: 'រោងចក្រ ក',
      phone: '12',
      channel: 'sms',
      safe: 'yes',
      language: 'km',
      interpreter: 'Sign language',
      accessibility: 'No steps',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="Sign language"');
    const shown = await done('memberA', `change-party?party=${parties.respondent}`, {
      name: 'រោងចក្រ ក',
      phone: '០១២ ៩៩៩ ៨៨៨',
      channel: 'sms',
      safe: 'yes',
      language: 'km',
      interpreter: 'Sign language',
      accessibility: 'No steps',
    });
    expect(shown).toMatch(
      /An interpreter is needed: Sign language\..*No steps.*Messages are safe|Messages are safe.*No steps/,
    );
    const mandate = {
      name: 'មេធាវី',
      ...on('validFrom', '2026-01-01'),
      ...on('validUntil', '2026-11-20'),
      proven: 'yes',
    };
    expect(await done('memberA', `add-representative?party=${parties.respondent}`, mandate)).toContain(
      'Mandate lapsed',
    );
    await done('memberA', 'admit');
    const [representative] = at<{ representatives: { id: string }[] }[]>(
      good(await of.get('memberA', dispute(filed))),
      'parties',
    ).flatMap((party) => party.representatives);
    const said = { party: parties.respondent, given: 'yes', way: 'paper', representative: representative?.id ?? '' };
    const lapsed = await send('memberA', 'consent', said);
    expect([lapsed.status, textOf(lapsed.text)]).toEqual([
      409,
      expect.stringContaining('The mandate ended on 20 November 2026: ask for a new one'),
    ]);
    await done('memberA', 'consent', { ...said, representative: '' });
    expect(await done('memberA', 'consent', { party: parties.claimant, given: 'yes', way: 'in_person' })).toContain(
      'The office has to appoint: 0 of 1 seats are taken.',
    );
  });

  test('a neutral is suggested with reasons, appointed, declares; the parties may challenge', async () => {
    const suggested = textOf((await open('memberA', page('appoint'))).text);
    expect(suggested).toContain('name of memberB');
    expect(suggested).toContain('competent in this matter · speaks the languages of all parties · sits in 0 disputes');
    await done('memberA', 'appoint', { person: of.id.memberB });
    expect((await open('memberC', page('declare'))).status).toBe(403);
    expect(textOf((await open('memberB', '/en/staff/disputes')).text)).toContain(filed.reference);
    expect(await done('memberB', 'declare', { conflict: 'no' })).toContain('May be challenged until');
  });

  test('a session inside the notice period, or in a taken room, is refused; what was typed stays', async () => {
    of.at('2026-12-02');
    const late = await send('memberB', 'schedule', sessionOn('2026-12-09'));
    expect([late.status, textOf(late.text)]).toEqual([
      409,
      expect.stringContaining('choose a time after 9 December 2026'),
    ]);
    expect(late.text).toContain('value="Room 4"');
    const without = await send('memberB', 'schedule', sessionOn('2026-12-10', { startsAt: '9 o’clock' }));
    expect([without.status, textOf(without.text)]).toEqual([
      422,
      expect.stringContaining('Write a time such as 09:00'),
    ]);
    const set = await done('memberB', 'schedule', sessionOn('2026-12-10'));
    expect(set).toContain('10 December 2026, 09:00 – 11:30');
    expect(set).toContain('The parties and the neutrals meet at the next session.');
    session = at(good(await of.get('memberB', dispute(filed))), 'sessions.0.id');
    const file = await open('memberB', page(`sessions/${session}.ics`));
    expect([file.status, file.headers['content-type'], file.text]).toEqual([
      200,
      expect.stringContaining('text/calendar'),
      expect.stringContaining('DTSTART:20261210T020000Z'),
    ]);
    const twice = await send('memberB', 'schedule', sessionOn('2026-12-10', { startsAt: '10:00' }));
    expect([twice.status, textOf(twice.text)]).toEqual([409, expect.stringContaining('choose another')]);
    const week = textOf((await open('memberC', '/en/staff/hearings?week=2026-12-10')).text);
    expect(week).toContain('Week of 7 December 2026 to 11 December 2026');
    expect(week).toMatch(/name of memberB.*09:00–11:30/);
    // Whoever does not see the dispute learns that the time is taken, and no more.
    expect(textOf((await open('reviewer', '/en/staff/hearings?week=2026-12-10')).text)).not.toContain(filed.reference);
  });

  test('service, attendance and minutes, approved as they stand', async () => {
    for (const party of [parties.claimant, parties.respondent]) {
      const served = { party, state: 'delivered', channel: 'letter', proof: 'Receipt 12' };
      await done('memberA', `serve?session=${session}`, served);
    }
    of.at('2026-12-10');
    const half = await send('memberB', `hold?session=${session}`, { [`came.${parties.claimant}`]: 'yes' });
    expect(half.status).toBe(422);
    const came = { [`came.${parties.claimant}`]: 'yes', [`came.${parties.respondent}`]: 'yes' };
    const called = [parties.claimant, parties.respondent];
    await done('memberB', `hold?session=${session}`, { called, ...came });
    expect(await done('memberB', `minutes?session=${session}`, { text: 'កំណត់ហេតុ' })).toContain('កំណត់ហេតុ');
    await done('memberB', `approve-minutes?session=${session}`, { party: parties.claimant, way: 'phone' });
    const approved = await done('memberB', `approve-minutes?session=${session}`, {
      party: parties.respondent,
      way: 'in_person',
    });
    expect(approved).toMatch(/Approved by សុខ សុភា.*រោងចក្រ ក|Approved by រោងចក្រ ក.*សុខ សុភា/);
  });

  test('the outcome: faults named beside each term; signed on paper by two officers and by code; issued', async () => {
    const faulty = await send('memberB', 'outcome', { kind: 'agreement', 'terms.0.text': 'បង់', sets: '1' });
    expect([faulty.status, textOf(faulty.text)]).toEqual([
      422,
      expect.stringContaining('Term 1, Due on: Write a real date'),
    ]);
    const more = await send('memberB', 'outcome', { go: 'more', kind: 'agreement', 'terms.0.text': 'បង់ភាគទាន' });
    expect([more.status, more.text]).toEqual([200, expect.stringContaining('name="terms.1.text"')]);
    expect(more.text).toContain('បង់ភាគទាន');
    const written = await done('memberB', 'outcome', {
      kind: 'agreement',
      sets: '2',
      'terms.0.debtor': parties.respondent,
      'terms.0.creditor': parties.claimant,
      'terms.0.text': 'បង់ភាគទាន ៦ ខែ',
      'terms.0.amountKhr': '២.៤០០.០០០',
      ...on('terms.0.dueOn', '2026-12-30'),
    });
    expect(written).toContain('2,400,000 riel · due 30 December 2026');
    expect(written).toContain('No further legal effect is claimed');
    const paper = { party: parties.respondent, readAloud: 'yes' };
    expect(await done('memberA', 'sign-paper', paper)).toContain('One officer has attested: រោងចក្រ ក');
    expect(await done('memberB', 'sign-paper', paper)).toContain('On paper, attested by two officers, read aloud');
    const sent = await send('memberB', 'send-code', { party: parties.claimant });
    expect([sent.status, sent.headers['location']]).toEqual([303, `${page('sign-code')}?party=${parties.claimant}`]);
    const wrong = await send('memberB', 'sign-code', { party: parties.claimant, code: '000000x' });
    expect([wrong.status, textOf(wrong.text)]).toEqual([409, expect.stringContaining('The code is not right.')]);
    const written2 = (await of.lastMessage(filed.reference, 'code')).replace(filed.reference, '');
    const code = /\d{6}/.exec(written2)?.[0] ?? '';
    expect(await done('memberB', 'sign-code', { party: parties.claimant, code })).toContain('By one-time code');
    expect((await open('branch', page('issue'))).status).toBe(403);
    expect(await done('memberA', 'issue')).toContain('What was agreed has to be done.');
  });

  test('whoever was slower is told, and what was typed stays', async () => {
    const obligation = at(good(await of.get('memberA', dispute(filed))), 'obligations.0.id');
    const act = `report-obligation?obligation=${obligation}`;
    const stale = await open('memberA', page(act));
    expect(textOf(stale.text)).toMatch(/The obligation .*បង់ភាគទាន ៦ ខែ 2,400,000 riel/);
    expect(textOf((await open('memberA', page())).text)).not.toContain('{"text"');
    await done('memberA', act, { evidence: 'Bank receipt 45' });
    const slower = await browser.sendFrom(stale.text, page(act), { go: 'do', evidence: 'Second receipt' });
    expect([slower.status, textOf(slower.text)]).toEqual([
      409,
      expect.stringContaining('The dispute changed while you were working'),
    ]);
    expect(slower.text).toContain('Second receipt');
    const answered = await done('memberA', `answer-obligation?obligation=${obligation}`, { done: 'yes' });
    expect(answered).toContain('Nobody: the dispute is over.');
  });

  test('the same file in Khmer', async () => {
    const text = textOf((await open('memberA', page('', ''))).text);
    expect(text).toContain('គ្មាននរណា៖ វិវាទបានបញ្ចប់ហើយ។');
    expect(text).not.toMatch(/undefined|\{\w+\}|Claimant/);
  });
});

describe('what is said apart', () => {
  const secret = 'នាងនឹងទទួលយកពាក់កណ្តាល SECRET-NOTE';
  const offered = 'SECRET-OFFER ៥០ ភាគរយ';
  const passphrase = 'a passphrase of five words';
  const others = ['memberA', 'memberC', 'branch', 'reviewer', 'auditor', 'administrator', 'analyst', 'policy'] as const;
  let apart: string;
  beforeAll(async () => {
    of.at('2026-11-26');
    filed = await toCommittee(of, contributionsComplaint());
    await done('memberA', 'open', { mode: 'conciliation', panelSize: '1' });
    parties = await partiesOf(of, filed, 'memberA');
    await done('memberA', 'screen', { finding: 'clear' });
    await done('memberA', 'admit');
    for (const party of [parties.claimant, parties.respondent]) {
      await done('memberA', 'consent', { party, given: 'yes', way: 'paper' });
    }
    await done('memberA', 'appoint', { person: of.id.memberB });
    await done('memberB', 'declare', { conflict: 'no' });
    of.at('2026-12-11');
    const alone = sessionOn('2026-12-21', { kind: 'separate', party: parties.claimant });
    await done('memberB', 'schedule', alone);
    apart = at(good(await of.get('memberB', dispute(filed))), 'sessions.0.id');
  });

  test('notes open with the passphrase that their neutral alone knows, and to nobody else', async () => {
    const act = `notes?session=${apart}`;
    const short = await send('memberB', act, { go: 'set', password: 'short', passwordAgain: 'short' });
    expect([short.status, textOf(short.text)]).toEqual([422, expect.stringContaining('Use at least 12 characters')]);
    await send('memberB', act, { go: 'set', password: passphrase, passwordAgain: passphrase });
    const wrong = await send('memberB', act, { go: 'keep', password: 'not the passphrase', text: secret });
    expect([wrong.status, wrong.text]).toEqual([409, expect.stringContaining(secret)]);
    expect(wrong.text).not.toContain('not the passphrase');
    expect((await send('memberB', act, { go: 'keep', password: passphrase, text: secret })).status).toBe(200);
    const closed = await open('memberB', page(act));
    expect(closed.text).not.toContain('SECRET-NOTE');
    expect(closed.headers['cache-control']).toBe('no-store');
    const opened = await send('memberB', act, { go: 'read', password: passphrase });
    expect(textOf(opened.text)).toContain('SECRET-NOTE');
    for (const seat of others) {
      web.actor = of.actor(seat);
      expect([403, 404]).toContain((await browser.open(page(act))).status);
      const tried = await browser.sendFrom(closed.text, page(act), { go: 'read', password: passphrase });
      expect([403, 404]).toContain(tried.status);
      expect(tried.text).not.toContain('SECRET-NOTE');
    }
  });

  test('offers are read by the sitting neutral until they leave, and stand on no other page', async () => {
    const kept = await send('memberB', 'offers', { party: parties.claimant, text: offered });
    expect(kept.status).toBe(303);
    const offers = await open('memberB', page('offers'));
    expect(textOf(offers.text)).toContain('SECRET-OFFER');
    const half = { go: 'do', party: 'nobody', text: '' };
    const refused = await send('memberB', 'offers', half);
    const typed = { ...half, text: 'ពាក់កណ្តាល' };
    expect(await inOtherLanguage(browser, refused, typed)).toMatch(/>\s*ពាក់កណ្តាល<\/textarea>/);
    for (const seat of others) expect([403, 404]).toContain((await open(seat, page('offers'))).status);
    for (const seat of ['memberA', 'memberB', 'auditor'] as const) {
      for (const path of [page(), `/en/staff/cases/${filed.reference}`]) {
        expect((await open(seat, path)).text).not.toMatch(/SECRET/);
      }
    }
    const neutral = at(good(await of.get('memberA', dispute(filed))), 'neutrals.0.id');
    await done('memberA', 'replace', { neutral, reason: 'ill' });
    expect([403, 404]).toContain((await open('memberB', page('offers'))).status);
  });

  test('an auditor sees what was done, not who or what', async () => {
    const text = textOf((await open('auditor', page())).text);
    expect(text).toContain('Left: replaced');
    expect(text).not.toMatch(/សុខ សុភា|012 ?345/);
  });

  test('what cannot be opened is said to be so, and takes nothing else of the file away', async () => {
    await of.query('update case_key set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20))');
    const shown = await open('memberA', page());
    expect(shown.status).toBe(200);
    expect(textOf(shown.text)).toContain('Name cannot be opened');
    const { body } = good(await of.get('memberA', dispute(filed)));
    expect(body).toMatchObject({
      parties: [
        { name: null, unreadable: true },
        { name: null, unreadable: true },
      ],
    });
    const auditor = good(await of.get('auditor', dispute(filed)));
    expect(auditor.body).toMatchObject({ parties: [{ unreadable: false }, { unreadable: false }] });
  });
});
