import { deactivatePerson, inviteAgain, invitePerson } from '../../src/access/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { openSingleSignOn } from '../../src/platform/single-sign-on.ts';
import { aMember, aStaffActor, codeAt, facts, type Member } from '../access/members.ts';
import { aLoginProvider, type LoginProvider } from '../support/login-provider.ts';
import { aBrowser, textOf } from '../support/staff-agent.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { aWorld, type World } from '../support/world.ts';

const returnTo = 'http://samleng.example/staff/sign-in/return';

let world: World;
let provider: LoginProvider;
let web: StaffWeb;
let administrator: StaffActor;

beforeAll(async () => {
  world = await aWorld();
  provider = await aLoginProvider(returnTo, 'http://samleng.example/staff/sign-in');
  const { issuer, clientId, clientSecret } = provider;
  const config = { issuer, clientId, clientSecret, label: 'គណនីក្រសួង', secondFactor: ['mfa'] };
  web = aStaffWeb(world, { singleSignOn: openSingleSignOn(config, returnTo) });
  administrator = await aStaffActor(world, 'administrator', 'GS-NSPC');
});
afterAll(async () => {
  await provider.close();
  await world.close();
});

type Browser = ReturnType<typeof aBrowser>;

/** On the person's page, as an administrator does it. */
async function change(personId: string, go: 'sso-allow' | 'sso-withdraw'): Promise<void> {
  web.actor = administrator;
  const answer = await aBrowser(web).send(`/en/staff/people/${personId}`, { go });
  expect(answer.headers['location']).toBe(`/en/staff/people/${personId}?done=sso`);
  web.actor = null;
}

const account = (subject: string, email: string, more: { verified?: boolean; means?: string[] } = {}) => ({
  subject,
  email,
  verified: more.verified ?? true,
  means: more.means ?? ['pwd', 'mfa'],
});

/** Presses the button, signs in at the provider and comes back; where the program then sends the browser. */
async function through(browser: Browser, path = '/en/staff/sign-in/sso'): Promise<string> {
  const away = await browser.open(path);
  expect(away.status).toBe(303);
  const came = await provider.visit(String(away.headers['location']));
  const answer = await browser.open(came.pathname + came.search);
  expect(answer.status).toBe(303);
  return String(answer.headers['location']);
}

const reasons = async () => (await facts(world, 'session.refused')).map((each) => each['reason']);

test('the button leads to the provider and back to the page that was wanted, with proof of every step', async () => {
  const member = await aMember(world, 'commune_officer', '120101');
  await change(member.id, 'sso-allow');
  provider.who = account('subject-1', member.email.toUpperCase());
  const browser = aBrowser(web);
  const km = await browser.open('/staff/sign-in');
  expect(textOf(km.text)).toContain('ចូលប្រើតាម គណនីក្រសួង');
  const en = await browser.open('/en/staff/sign-in?next=%2Fen%2Fstaff%2Faccount');
  expect(textOf(en.text)).toContain('Sign in with គណនីក្រសួង');
  const href = /href="([^"]*sign-in\/sso[^"]*)"/.exec(en.text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
  const away = await browser.open(href);
  const asked = new URL(String(away.headers['location']));
  expect(asked.origin).toBe(provider.issuer);
  const { state, nonce, code_challenge: challenge, ...rest } = Object.fromEntries(asked.searchParams);
  expect([state, nonce, challenge].map((each) => (each ?? '').length >= 43)).toEqual([true, true, true]);
  expect(rest).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', redirect_uri: returnTo });
  const cookie = String(away.headers['set-cookie']);
  expect(cookie).toMatch(/samleng_sso=[^;]+; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax/);
  expect(cookie).not.toContain(state);

  const came = await provider.visit(asked.href);
  const back = await browser.open(came.pathname + came.search);
  expect(back.headers['location']).toBe('/en/staff/account');
  expect((await browser.open('/en/staff/account')).text).toContain(member.email);
  const last = (await facts(world, 'session.started')).filter((each) => each['personId'] === member.id).at(-1);
  expect(last).toMatchObject({ sso: true, via: 'web', role: 'commune_officer' });
  expect(await facts(world, 'sso.linked')).toContainEqual({ personId: member.id });

  // A second use of the same answer opens nothing.
  const again = await browser.open(came.pathname + came.search);
  expect(again.headers['location']).toBe('/staff/sign-in?sso=again');

  const out = await browser.send('/en/staff/account', {}, '/en/staff/sign-out');
  expect(out.headers['location']).toBe('/en/staff/sign-in?out=sso');
  const there = await browser.open('/en/staff/sign-in?out=sso');
  expect(there.text).toContain(`${provider.issuer}/session/end`);
  expect((await browser.open('/en/staff/account')).status).toBe(303);
});

test('who is not allowed by name gets in by no e-mail; nor by one that is not verified, or another subject', async () => {
  const member = await aMember(world, 'district_officer', '1201');
  const attempts = [account('subject-2', member.email), account('subject-2', 'nobody@staff.example')];
  for (const who of attempts) {
    provider.who = who;
    expect(await through(aBrowser(web))).toBe('/en/staff/sign-in?sso=refused');
  }
  await change(member.id, 'sso-allow');
  provider.who = account('subject-2', member.email, { verified: false });
  expect(await through(aBrowser(web))).toBe('/en/staff/sign-in?sso=refused');
  provider.who = account('subject-2', member.email);
  expect(await through(aBrowser(web))).toBe('/en/staff');
  // Tied: the e-mail of the account may change, another account with the same e-mail will not do.
  provider.who = account('subject-2', 'renamed@staff.example');
  expect(await through(aBrowser(web))).toBe('/en/staff');
  provider.who = account('subject-3', member.email);
  expect(await through(aBrowser(web))).toBe('/en/staff/sign-in?sso=refused');
  expect((await reasons()).slice(-4)).toEqual(
    expect.arrayContaining(['sso_not_allowed', 'unknown', 'sso_email_unverified', 'sso_other_subject']),
  );
  await change(member.id, 'sso-withdraw');
  provider.who = account('subject-2', member.email);
  expect(await through(aBrowser(web))).toBe('/en/staff/sign-in?sso=refused');
  const page = await aBrowser(web).open('/en/staff/sign-in?sso=refused');
  expect(textOf(page.text)).toContain('You cannot sign in here with that account');
});

test('without a second factor at the provider, the code of one’s own authenticator is asked for', async () => {
  const member = await aMember(world, 'province_officer', '12');
  await change(member.id, 'sso-allow');
  provider.who = account('subject-4', member.email, { means: ['pwd'] });
  const browser = aBrowser(web);
  const to = await through(browser, '/en/staff/sign-in/sso?next=/en/staff/account');
  expect(to).toBe('/en/staff/sign-in?code=1&next=%2Fen%2Fstaff%2Faccount');
  expect((await browser.open('/en/staff/account')).status).toBe(303);
  const asked = await browser.open(to);
  expect(textOf(asked.text)).toContain('Your second step');
  const wrong = await browser.sendFrom(asked.text, '/en/staff/sign-in', { code: '000000' });
  expect([wrong.status, textOf(wrong.text).includes('The code is not right')]).toEqual([422, true]);
  const done = await browser.sendFrom(wrong.text, '/en/staff/sign-in', { code: now(member) });
  expect(done.headers['location']).toBe('/en/staff/account');
  expect((await browser.open('/en/staff/account')).status).toBe(200);
  // Too many wrong passwords here stop nobody there.
  for (let tries = 0; tries < 7; tries += 1) {
    await aBrowser(web).send('/staff/sign-in', { email: member.email, password: 'wrong wrong wrong' });
  }
  world.clock.advance(30_000);
  const next = aBrowser(web);
  const second = await next.open(await through(next));
  const entered = await next.sendFrom(second.text, '/en/staff/sign-in', { code: now(member) });
  expect(entered.headers['location']).toBe('/en/staff');
  // A ticket of the way to the provider is no proof of anything.
  const forged = aBrowser(web);
  const away = await forged.open('/en/staff/sign-in/sso');
  const ticket = /samleng_sso=([^;]+)/.exec(String(away.headers['set-cookie']))?.[1] ?? '';
  const answer = await forged.send('/en/staff/sign-in', { ticket, code: '123456' });
  expect(textOf(answer.text)).toContain('That took too long');
});

const now = (member: Member) => codeAt(member.secret, world.clock.now());

test('an invitation is accepted at the provider when that asked for a second factor; who has left is refused', async () => {
  const invited = await world.perform(systemActor('test'), invitePerson, {
    email: 'invited@staff.example',
    name: 'សុខ ដារ៉ា',
    nameLatin: null,
    language: 'km',
    role: 'province_officer',
    office: '12',
    phone: null,
  });
  await change(invited.personId, 'sso-allow');
  provider.who = account('subject-5', 'invited@staff.example', { means: ['pwd'] });
  expect(await through(aBrowser(web), '/staff/sign-in/sso')).toBe('/staff/sign-in?sso=enrol');
  provider.who = account('subject-5', 'invited@staff.example');
  const browser = aBrowser(web);
  expect(await through(browser, '/staff/sign-in/sso')).toBe('/staff');
  expect((await browser.open(`/staff/invitation/${invited.token}`)).text).not.toContain('name="password"');

  await world.perform(administrator, deactivatePerson, { personId: invited.personId });
  expect((await browser.open('/staff/account')).status).toBe(303);
  expect(await through(aBrowser(web))).toBe('/en/staff/sign-in?sso=refused');
  // Whoever comes back is allowed anew, by somebody.
  await world.perform(administrator, inviteAgain, { personId: invited.personId });
  expect(await through(aBrowser(web))).toBe('/en/staff/sign-in?sso=refused');
});

test('a foreign answer, a refused consent and a provider that is away end at the sign-in page, and in the ledger', async () => {
  provider.who = account('subject-1', 'x@staff.example');
  const browser = aBrowser(web);
  const away = await browser.open('/en/staff/sign-in/sso');
  const came = await provider.visit(String(away.headers['location']));
  // Another browser, which never set out, is handed the answer.
  const other = await aBrowser(web).open(came.pathname + came.search);
  expect(other.headers['location']).toBe('/staff/sign-in?sso=again');
  // The browser that set out is handed the answer to another journey.
  const mixed = await browser.open(`${came.pathname}?code=abc&state=${'a'.repeat(43)}&iss=${provider.issuer}`);
  expect(mixed.headers['location']).toBe('/en/staff/sign-in?sso=again');
  provider.who = null;
  expect(await through(aBrowser(web))).toBe('/en/staff/sign-in?sso=again');
  expect((await reasons()).slice(-3)).toEqual(expect.arrayContaining(['sso_stale', 'sso_unproven']));

  const config = { issuer: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b', label: null, secondFactor: [] };
  const dark = aStaffWeb(world, { singleSignOn: openSingleSignOn(config, returnTo) });
  const gone = await aBrowser(dark).open('/staff/sign-in/sso');
  expect(gone.headers['location']).toBe('/staff/sign-in?sso=away');
  expect(textOf((await aBrowser(dark).open('/en/staff/sign-in')).text)).toContain('Use single sign-on');
  expect((await aBrowser(dark).open('/staff/sign-in?sso=away')).text).toContain('សេវាចូលប្រើរួមមិនឆ្លើយតប');
  const none = aBrowser(aStaffWeb(world));
  expect((await none.open('/staff/sign-in/sso')).status).toBe(404);
  expect((await none.open('/staff/sign-in')).text).not.toContain('sign-in/sso');
});

test('neither subject nor e-mail of the provider is kept readable', async () => {
  const rows = await world.perform(
    systemActor('test'),
    (work) => work.em.execute<{ n: number }[]>(`select count(*)::int as n from sso_link where subject is not null`),
    undefined,
  );
  expect(rows[0]?.n).toBeGreaterThan(0);
  const ledger = JSON.stringify([await facts(world, 'session.refused'), await facts(world, 'sso.linked')]);
  expect(ledger).not.toMatch(/subject-\d|@staff\.example/);
});
