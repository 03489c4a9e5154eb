import pg from 'pg';
import { handling } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { aStaffActor } from '../access/members.ts';
import { aBrowser, hiddenIn, textOf } from '../support/staff-agent.ts';
import { aFiledCase, aFullCase } from '../support/staff-cases.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import { aWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let web: StaffWeb;
let officer: StaffActor;
let colleague: StaffActor;

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
  officer = await aStaffActor(world, 'commune_officer', '120101');
  colleague = await aStaffActor(world, 'commune_officer', '120101');
});
beforeEach(() => {
  web.actor = officer;
});
afterAll(() => world.close());

async function aCase(over: object = {}): Promise<string> {
  return (await aFiledCase(world, officer, over)).reference;
}

describe.each([
  ['km', ''],
  ['en', '/en'],
] as const)('a case in %s', (language, prefix) => {
  test('says at a glance who waits for whom until when, and offers only what may be done', async () => {
    const reference = await aCase();
    const page = await aBrowser(web).open(`${prefix}/staff/cases/${reference}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<html lang="${language}"`);
    const text = textOf(page.text);
    expect(text).toContain(
      language === 'en'
        ? 'The complainant waits for Sangkat Tonle Basak to take the case up'
        : 'អ្នកប្តឹង រង់ចាំ សង្កាត់ទន្លេបាសាក់ ទទួលពិនិត្យ',
    );
    expect(text).toContain(language === 'en' ? '3 working days left' : 'នៅសល់ ៣ ថ្ងៃធ្វើការ');
    expect(text).toContain('គ្រួសារខ្ញុំបានសម្ភាសរួចហើយ');
    expect(text).toContain('សុខ សុភា');
    expect(text).toContain(language === 'en' ? 'Why this date' : 'ហេតុអ្វីថ្ងៃនេះ');
    const offered = [...page.text.matchAll(/class="do__link[^"]*" href="[^"]*\/([a-z-]+)"/g)].map(([, name]) => name);
    expect(offered).toEqual([
      'acknowledge',
      'reply',
      'assign',
      'note',
      'attach',
      'transfer',
      'escalate',
      'link',
      'mark-protected',
      'withdraw',
    ]);
  });

  test('with everything on it shows messages, decision, remedies, timeline', async () => {
    const reference = await aFullCase(world, officer);
    const text = textOf((await aBrowser(web).open(`${prefix}/staff/cases/${reference}`)).text);
    for (const said of ['មេភូមិថាបញ្ជីនៅស្រុក។', 'តើលោកស្រីមានបង្កាន់ដៃសម្ភាសទេ?', 'បង្កាន់ដៃលេខ ៤៥៦', 'ប័ណ្ណលេខ 77']) {
      expect(text).toContain(said);
    }
    expect(text).toContain(language === 'en' ? '40,000 riel' : '៤០.០០០៛');
    expect(text).toContain(language === 'en' ? 'Reported as done' : 'រាយការណ៍ថាបានធ្វើ');
  });
});

describe('who may', () => {
  test('somebody elsewhere is told that there is no such case, on its page and on every action', async () => {
    const reference = await aCase();
    web.actor = await aStaffActor(world, 'commune_officer', '120110');
    const browser = aBrowser(web);
    for (const action of ['', '/acknowledge', '/decide', '/transfer', '/note']) {
      expect([action, (await browser.open(`/staff/cases/${reference}${action}`)).status]).toEqual([action, 404]);
    }
    expect((await browser.open('/staff/cases/SA-26-0000001-9')).status).toBe(404);
    expect((await browser.open('/staff/cases/nonsense')).status).toBe(404);
  });

  test('whoever passed a case on still reads it but does nothing with it', async () => {
    const reference = await aCase();
    const browser = aBrowser(web);
    await browser.send(`/staff/cases/${reference}/escalate`, { reason: 'មិនអាចដោះស្រាយ' });
    const page = await browser.open(`/en/staff/cases/${reference}`);
    expect(page.status).toBe(200);
    expect(textOf(page.text)).toContain('At the moment you can only read this case.');
    expect((await browser.open(`/staff/cases/${reference}/decide`)).status).toBe(403);
  });

  test('an auditor sees that and what was done, not what was said', async () => {
    const reference = await aFullCase(world, officer);
    web.actor = await aStaffActor(world, 'auditor', 'NSAF');
    const page = await aBrowser(web).open(`/en/staff/cases/${reference}`);
    expect(page.status).toBe(200);
    expect(textOf(page.text)).toContain('Not shown to your role');
    expect(page.text).not.toContain('គ្រួសារខ្ញុំ');
    expect(page.text).not.toContain('សុខ សុភា');
  });

  test('a confidential complainant has no name for the officer, and looking leaves a trace', async () => {
    const reference = await aCase({ identity: 'confidential' });
    const page = await aBrowser(web).open(`/en/staff/cases/${reference}`);
    expect(page.text).not.toContain('សុខ សុភា');
    expect(page.text).not.toContain('85512345678');
    const list = await aBrowser(web).open('/en/staff');
    expect(textOf(list.text)).toContain('Complainant: Confidential');
  });

  test('protecting a case takes it out of sight', async () => {
    const reference = await aCase();
    const browser = aBrowser(web);
    const unsure = await browser.send(`/en/staff/cases/${reference}/mark-protected`, { reason: 'គំរាមកំហែង' });
    expect(unsure.status).toBe(422);
    expect(unsure.text).toContain('គំរាមកំហែង');
    const sent = await browser.send(`/en/staff/cases/${reference}/mark-protected`, { reason: 'គំរាមកំហែង', sure: 'yes' });
    expect(sent.headers['location']).toBe('/en/staff?done=protected');
    expect((await browser.open(`/staff/cases/${reference}`)).status).toBe(404);
  });

  test('emergency access is asked for without learning anything, and a second person reviews it', async () => {
    const reference = await aCase();
    web.actor = await aStaffActor(world, 'district_officer', '1202');
    const browser = aBrowser(web);
    const asked = await browser.send(`/en/staff/cases/${reference}/break-glass`, { reason: 'A life is in danger' });
    expect(asked.headers['location']).toBe(`/en/staff/cases/${reference}?done=break-glass`);
    expect(textOf((await browser.open(`/en/staff/cases/${reference}`)).text)).toContain('by emergency access until');
    web.actor = await aStaffActor(world, 'privacy_officer', 'NSAF');
    const list = await browser.open('/en/staff/emergency-access');
    expect(textOf(list.text)).toContain('A life is in danger');
    const access = hiddenIn(list.text)['access'] ?? '';
    const judged = await browser.send('/en/staff/emergency-access', { access, verdict: 'not_justified' });
    expect(judged.headers['location']).toBe('/en/staff/emergency-access?done=reviewed');
    web.actor = await aStaffActor(world, 'district_officer', '1202');
    expect((await browser.open(`/en/staff/cases/${reference}`)).status).toBe(404);
  });
});

describe('what is done', () => {
  test('a form without its token is refused, and nothing is done', async () => {
    const reference = await aCase();
    const refused = await aBrowser(web).post(`/staff/cases/${reference}/acknowledge`, {});
    expect(refused.status).toBe(403);
    const view = await world.perform(officer, handling.view, reference);
    expect(view.file.status).toBe('filed');
  });

  test('from acknowledging to closing', async () => {
    const reference = await aCase();
    const browser = aBrowser(web);
    const at = `/en/staff/cases/${reference}`;
    const send = async (action: string, fields: Record<string, string>) => {
      const answer = await browser.send(`${at}/${action}`, fields);
      expect([action, answer.status, answer.headers['location']]).toEqual([action, 303, `${at}?done=${action}`]);
    };
    await send('acknowledge', { note: 'ខ្ញុំទទួល' });
    await send('assign', { assignee: colleague.personId });
    await send('request-information', { question: 'តើមានបង្កាន់ដៃទេ?', replyWithinWorkingDays: '៥' });
    expect(textOf((await browser.open(at)).text)).toContain('waits for an answer of the complainant');
    await send('reply', { text: 'មាន' });
    await send('note', { text: 'បានពិនិត្យ' });
    await send('decide', { go: 'decide', outcome: 'not_upheld', reasons: 'បានទទួលប័ណ្ណរួចហើយ' });
    await send('close', {});
    expect(textOf((await browser.open(at)).text)).toContain('Nobody waits: the case has ended');
    await send('reopen', { reason: 'មានភស្តុតាងថ្មី' });
  });

  test('a decision grows and shrinks by rows, is looked over, and then given', async () => {
    const reference = await aCase();
    await world.perform(officer, handling.acknowledge, { reference });
    const browser = aBrowser(web);
    const at = `/en/staff/cases/${reference}/decide`;
    const typed = { outcome: 'upheld', reasons: 'គ្រួសារនេះមានក្នុងបញ្ជី' };
    const two = {
      rows: '2',
      'remedies.0.kind': 'apology',
      'remedies.1.kind': 'pay_arrears',
      'remedies.1.amountKhr': '៤០.០០០',
    };
    const open = await browser.open(at);
    const grown = await browser.sendFrom(open.text, at, { ...typed, go: 'add' });
    expect(hiddenIn(grown.text)['rows']).toBe('1');
    expect(grown.text).toContain('គ្រួសារនេះមានក្នុងបញ្ជី');
    const shrunk = await browser.sendFrom(open.text, at, { ...typed, ...two, go: 'remove:0' });
    expect(hiddenIn(shrunk.text)['rows']).toBe('1');
    expect(shrunk.text).toContain('<option value="pay_arrears" selected>');
    expect(shrunk.text).toContain('value="៤០.០០០"');

    const faulty = await browser.sendFrom(open.text, at, { ...typed, ...two, go: 'check' });
    expect(faulty.status).toBe(422);
    expect(faulty.text).toContain('href="#remedies-0-dueOn"');
    const dates = {
      'remedies.0.dueOn.day': '15',
      'remedies.0.dueOn.month': '12',
      'remedies.0.dueOn.year': '2026',
      'remedies.1.dueOn.day': '២០',
      'remedies.1.dueOn.month': '១២',
      'remedies.1.dueOn.year': '២០២៦',
    };
    const checked = await browser.sendFrom(open.text, at, { ...typed, ...two, ...dates, go: 'check' });
    expect(textOf(checked.text)).toContain('Pay what is owed – 40,000 riel – by 20 December 2026');
    const edited = await browser.sendFrom(checked.text, at, { go: 'edit' });
    expect(edited.text).toContain('<option value="apology" selected>');
    const given = await browser.sendFrom(checked.text, at, { go: 'decide' });
    expect(given.headers['location']).toBe(`/en/staff/cases/${reference}?done=decide`);
    const { decisions } = await world.perform(officer, handling.view, reference);
    expect(decisions[0]?.remedies.map(({ kind, amountKhr, dueOn }) => [kind, amountKhr, dueOn])).toEqual([
      ['apology', null, '2026-12-15'],
      ['pay_arrears', 40_000, '2026-12-20'],
    ]);
  });

  test('what reference data forbids is said at its field', async () => {
    const reference = await aCase();
    await world.perform(officer, handling.acknowledge, { reference });
    const faulty = await aBrowser(web).send(`/en/staff/cases/${reference}/decide`, {
      go: 'decide',
      outcome: 'not_upheld',
      reasons: 'x',
      rows: '1',
      'remedies.0.kind': 'apology',
      'remedies.0.dueOn.day': '1',
      'remedies.0.dueOn.month': '1',
      'remedies.0.dueOn.year': '2026',
    });
    expect(faulty.status).toBe(422);
    expect(textOf(faulty.text)).toContain('No remedies can be ordered with this outcome');
    expect(textOf(faulty.text)).toContain('This day is over');
  });

  test('whoever is slower sees what changed, keeps what they typed, and may go on', async () => {
    const reference = await aCase();
    await world.perform(officer, handling.acknowledge, { reference });
    const slow = aBrowser(web);
    const at = `/en/staff/cases/${reference}`;
    const opened = await slow.open(`${at}/decide`);
    await world.perform(colleague, handling.assign, { reference, assignee: colleague.personId });
    const typed = { outcome: 'not_upheld', reasons: 'ហេតុផលដែលខ្ញុំបានសរសេរ' };
    const refused = await slow.sendFrom(opened.text, `${at}/decide`, { ...typed, go: 'decide' });
    expect(refused.status).toBe(409);
    expect(textOf(refused.text)).toContain('The case changed while you were working');
    expect(textOf(refused.text)).toContain('Assigned to');
    expect(refused.text).toContain('ហេតុផលដែលខ្ញុំបានសរសេរ');
    const again = await slow.sendFrom(refused.text, `${at}/decide`, { ...typed, go: 'decide' });
    expect(again.status).toBe(303);

    const third = await slow.sendFrom(opened.text, `${at}/acknowledge`, {});
    expect(third.status).toBe(409);
    expect(textOf(third.text)).toContain('The state of the case does not allow this now');
  });

  test('a rule that forbids it is told on the page, with everything typed kept', async () => {
    const reference = await aCase();
    await world.perform(officer, handling.acknowledge, { reference });
    const other = await aCase();
    const at = `/en/staff/cases/${reference}/decide`;
    const refused = await aBrowser(web).send(at, { go: 'decide', outcome: 'duplicate', reasons: `ដូច ${other}` });
    expect(refused.status).toBe(409);
    expect(textOf(refused.text)).toContain('Link the case to the one that it duplicates first.');
    expect(refused.text).toContain(`ដូច ${other}`);
    const linked = await aBrowser(web).send(`/en/staff/cases/${reference}/link`, { other, kind: 'duplicate' });
    expect(linked.status).toBe(303);
    const unknown = await aBrowser(web).send(`/en/staff/cases/${reference}/link`, {
      other: 'SA-26-1',
      kind: 'related',
    });
    expect(textOf(unknown.text)).toContain('There is no case with this reference that you may see');
  });

  test('an office to transfer to is searched for by name or code, in either script', async () => {
    const reference = await aCase();
    const browser = aBrowser(web);
    const at = `/en/staff/cases/${reference}/transfer`;
    const open = await browser.open(at);
    for (const search of ['boeng trab', 'បឹងត្របែក', '120111', '១២០១១១']) {
      const found = await browser.sendFrom(open.text, at, { go: 'ask', search, reason: 'ជារបស់គេ' });
      expect([search, found.status, found.text.includes('value="120111"')]).toEqual([search, 200, true]);
      expect(found.text).toContain('ជារបស់គេ');
    }
    const none = await browser.sendFrom(open.text, at, { go: 'ask', search: 'nowhere at all' });
    expect(textOf(none.text)).toContain('No office of this tier has this name or code.');
    const sent = await browser.sendFrom(open.text, at, { office: '120111', reason: 'ជារបស់គេ' });
    expect(sent.headers['location']).toBe(`/en/staff/cases/${reference}?done=transfer`);
  });

  test('what can no longer be opened is said to be so, and the rest of the page stays', async () => {
    const reference = await aCase();
    const owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
    await owner.query(
      `update case_text set sealed = decode('00', 'hex') || sealed where case_id = (select id from case_file where reference = $1)`,
      [reference],
    );
    await owner.end();
    const page = await aBrowser(web).open(`/en/staff/cases/${reference}`);
    expect(page.status).toBe(200);
    expect(textOf(page.text)).toContain('This text cannot be opened');
    expect(page.text).toContain('សុខ សុភា');
  });
});
