import { aMember, codeAt, password } from '../access/members.ts';
import { aBrowser, hiddenIn, textOf } from '../support/staff-agent.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import { aWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let web: StaffWeb;

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
});
afterAll(() => world.close());

describe('signing in', () => {
  test('password, then the code of the phone, then the page that was wanted', async () => {
    const member = await aMember(world, 'commune_officer', '120101');
    const browser = aBrowser(web);
    const away = await browser.open('/en/staff/account');
    expect(away.headers['location']).toBe('/en/staff/sign-in?next=%2Fen%2Fstaff%2Faccount');
    const first = await browser.open('/en/staff/sign-in?next=%2Fen%2Fstaff%2Faccount');
    const second = await browser.sendFrom(first.text, '/en/staff/sign-in', { email: member.email, password });
    expect(second.status).toBe(200);
    expect(textOf(second.text)).toContain('Your second step');
    expect(second.text).not.toContain(password);
    expect(hiddenIn(second.text)['ticket']).toMatch(/^[A-Za-z0-9_-]{40,}$/);
    const third = await browser.sendFrom(second.text, '/en/staff/sign-in', {
      code: codeAt(member.secret, world.clock.now()),
    });
    expect([third.status, third.headers['location']]).toEqual([303, '/en/staff/account']);
    expect(String(third.headers['set-cookie'])).toMatch(/samleng_staff=[^;]{43}; Path=\/; HttpOnly; SameSite=Lax/);
    const account = await browser.open('/en/staff/account');
    expect(account.status).toBe(200);
    expect(account.text).toContain(member.email);
    expect(account.headers['cache-control']).toBe('no-store');

    const out = await browser.send('/en/staff/account', {}, '/en/staff/sign-out');
    expect(out.headers['location']).toBe('/en/staff/sign-in?out=1');
    expect(out.headers['clear-site-data']).toContain('cache');
    expect((await browser.open('/en/staff/account')).status).toBe(303);
  });

  test('a wrong password and a person who does not exist are answered alike', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const answers = [];
    for (const email of [member.email, 'nobody@staff.example']) {
      const answer = await aBrowser(web).send('/staff/sign-in', { email, password: 'wrong wrong wrong' });
      answers.push([answer.status, textOf(answer.text)]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(422);
  });

  test('what is missing is named at its field, and the e-mail is kept', async () => {
    const answer = await aBrowser(web).send('/en/staff/sign-in', { email: 'dara@staff.example', password: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#password"');
    expect(answer.text).toContain('value="dara@staff.example"');
  });

  test('the ticket between the two steps runs out, and a made-up one is refused', async () => {
    const member = await aMember(world, 'province_officer', '12');
    const browser = aBrowser(web);
    const second = await browser.send('/en/staff/sign-in', { email: member.email, password });
    world.clock.advance(6 * 60_000);
    const late = await browser.sendFrom(second.text, '/en/staff/sign-in', {
      code: codeAt(member.secret, world.clock.now()),
    });
    expect(textOf(late.text)).toContain('That took too long');
    const made = await browser.sendFrom(second.text, '/en/staff/sign-in', { code: '123456', ticket: 'AAAA' });
    expect(textOf(made.text)).toContain('That took too long');
  });

  test('nobody is sent to another site by a link to sign in', async () => {
    const member = await aMember(world, 'counter_officer', '120101');
    for (const next of [
      'https://elsewhere.example/',
      '//elsewhere.example/staff',
      '/staff//elsewhere',
      '/complaints/new',
    ]) {
      const browser = aBrowser(web);
      const answer = await browser.send('/staff/sign-in', { email: member.email, password, next });
      expect([next, answer.headers['location']]).toEqual([next, '/staff']);
    }
  });

  test('the language can be changed between the steps', async () => {
    const member = await aMember(world, 'commune_officer', '120110');
    const browser = aBrowser(web);
    const second = await browser.send('/staff/sign-in', { email: member.email, password });
    const english = await browser.sendFrom(second.text, '/en/staff/sign-in', { go: 'language' });
    expect(textOf(english.text)).toContain('Your second step');
    const done = await browser.sendFrom(english.text, '/en/staff/sign-in', {
      code: codeAt(member.secret, world.clock.now()),
    });
    expect(done.headers['location']).toBe('/en/staff');
  });

  test('where the demo accounts are is told, but not in production', async () => {
    expect((await aBrowser(web).open('/staff/sign-in')).text).toContain('/data/demo-accounts.json');
    const production = aStaffWeb(world, { production: true });
    expect((await aBrowser(production).open('/staff/sign-in')).text).not.toContain('demo-accounts');
  });
});

describe('one’s own account', () => {
  test('sessions are listed and ended, the password changed, codes made anew', async () => {
    const member = await aMember(world, 'hotline_agent', 'HOTLINE');
    const here = aBrowser(web);
    const elsewhere = aBrowser(web);
    for (const browser of [here, elsewhere]) await browser.send('/staff/sign-in', { email: member.email, password });
    const account = await here.open('/en/staff/account');
    const session = /value="end:([0-9a-f-]{36})"/.exec(account.text)?.[1] ?? '';
    await here.send('/en/staff/account', { go: `end:${session}` });
    expect((await elsewhere.open('/en/staff/account')).status).toBe(303);
    expect((await here.open('/en/staff/account')).status).toBe(200);

    const wrong = await here.send('/en/staff/account', {
      go: 'password',
      current: 'not my password',
      password: 'a river in the morning',
      repeat: 'a river in the morning',
    });
    expect(textOf(wrong.text)).toContain('This is not your password');
    expect(wrong.text).not.toContain('a river in the morning');
    const short = await here.send('/en/staff/account', {
      go: 'password',
      current: password,
      password: 'short',
      repeat: 'short',
    });
    expect(textOf(short.text)).toContain('Use at least 12 characters');
    const changed = await here.send('/en/staff/account', {
      go: 'password',
      current: password,
      password: 'a river in the morning',
      repeat: 'a river in the morning',
    });
    expect(changed.headers['location']).toBe('/en/staff/account?done=password');
    const codes = await here.send('/en/staff/account', { go: 'codes', codesPassword: 'a river in the morning' });
    expect(codes.text.match(/<li>[A-Z0-9]{5}-[A-Z0-9]{5}<\/li>/gi)).toHaveLength(10);
  });
});
