import type { Express } from 'express';

import { may } from '../../src/access/index.ts';
import { visibleCases, type CaseTables } from '../../src/cases/index.ts';
import { roles, type Role } from '../../src/kernel/actor.ts';
import { overAll as overAllAtOnce, type Answered } from '../support/ask.ts';
import { reading } from '../support/desk.ts';
import { asksAll } from './ask-all.ts';
import { askInside } from './asking.ts';
import { doorsOf } from './doors.ts';
import { everyRoute, isEmergency, type Asked } from './every-route.ts';
import { heldByAll, knownCases, letIn, type Known } from './former.ts';
import { allPosts, kinds, seats, type Kind, type Posts } from './posts.ts';
import { programWithoutPolicy } from './without-policy.ts';

/*
 * The matrix once more with the policy in code taken away: every role may call everything, and every question whether somebody
 * may is answered with yes. What is left is row-level security: of a case that is not theirs nothing comes out and nothing in it
 * changes, on any route, whatever the role.
 */
let posts: Posts;
let app: Express;
let close: () => Promise<void>;
let theirs: ReadonlyMap<Role, ReadonlySet<string>>;
let all: readonly Asked[];
let known: readonly Known[];
/** A clock of a case that few see. */
let clock: string;
const faults: unknown[] = [];
/** As many at once as the copy has connections. */
const overAll = <T, R>(all: readonly T[], run: (each: T) => Promise<R>) => overAllAtOnce(all, run, 2);
beforeAll(async () => {
  posts = await allPosts();
  const program = await programWithoutPolicy(posts.desk.world);
  app = doorsOf(program, posts.people, faults, 'open');
  close = () => program.close();
  known = await knownCases(posts);
  await lettInBefore();
  theirs = await whoSeesWhat();
  all = await everyRoute(app, posts);
  const hidden = posts.of('province_officer').cases.protected.id;
  [{ id: clock } = { id: '' }] = await posts.desk.owner<{ id: string }>('select id from sla_clock where case_id = $1', [
    hidden,
  ]);
});
afterAll(async () => {
  await close();
  await posts.close();
});

/** The cases that each role sees by the policy in code: what row-level security must come to by itself. */
async function whoSeesWhat(): Promise<ReadonlyMap<Role, ReadonlySet<string>>> {
  const seen = new Map<Role, ReadonlySet<string>>();
  for (const role of roles) {
    const rows = await posts.desk.as(
      posts.of(role).actor,
      reading((work) => {
        const cases = work.db<CaseTables>().selectFrom('case_file').select('reference');
        return cases.where(visibleCases(work.actor, work.now)).execute();
      }),
      undefined,
    );
    seen.set(role, new Set(rows.map((row) => row.reference)));
  }
  return seen;
}

/**
 * What of a case that somebody does not see stands in an answer: words of its narrative, the complainant's name; with
 * `references`, that there is such a case. Of what auditors see they learn what was done, not what was said.
 */
function leaked(role: Role, { text, headers }: Answered, references: boolean): string[] {
  const whole = text + JSON.stringify([...headers]);
  const found: string[] = [];
  for (const [reference, mark] of posts.marks) {
    const sees = theirs.get(role)?.has(reference) === true;
    if ((!sees || role === 'auditor') && whole.includes(mark)) found.push(`words of ${reference}`);
    if (!sees && references && whole.includes(reference)) found.push(reference);
  }
  return found;
}

/** Who may do this to a case that they do not see, and so is let by the database too: the matrix says `a` in all columns. */
const meantForStrangers = ({ row }: Asked, role: Role): boolean =>
  row.about === 'case' && row.expected[roles.indexOf(role)] === 'aaaa';

/** What is written of whoever asks: what they did, what they were refused, how they look at lists, words not sent yet. */
const ofWhoAsks = [
  'ledger_entry',
  'ledger_unsealed',
  'outbox',
  'sign_in_attempt',
  'work_view',
  'case_draft',
  'neutral_key',
];

/**
 * The kinds of cases that a role asks a route about: all, or by turns. Then an operation is asked about a protected one and one of the
 * others; a page, which asks the same behind it, about one of the four. Each route by each role, each role about each kind.
 */
function askedAbout({ route }: Asked, turn: number): readonly Kind[] {
  if (asksAll) return kinds;
  const others = ['own', 'other', 'otherTrack'] as const;
  const isPage = /^[A-Z]+ \//.test(route);
  return isPage ? [kinds[turn % 4] ?? 'own'] : ['protected', others[turn % 3] ?? 'own'];
}

/** Everything in the database, by table. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  const { owner } = posts.desk;
  const tables = await owner<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1) order by 1`,
    [ofWhoAsks],
  );
  const one = ({ name }: { name: string }) =>
    `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as rows from ${name} t`;
  const found = await owner<{ name: string; rows: string }>(tables.map(one).join(' union all '));
  return Object.fromEntries(found.map(({ name, rows }) => [name, rows]));
}

/** Everybody had access once to what is kept from them: a name taken back, emergency access that is over. */
async function lettInBefore(): Promise<void> {
  const { other, otherTrack } = posts.of('province_officer').cases;
  const hidden = roles.map((role) => posts.of(role).cases.protected.id);
  const over = posts.desk.world.clock.now();
  for (const id of new Set(hidden)) await letIn(posts, id, 'named', over);
  for (const { id } of [other, otherTrack]) await letIn(posts, id, 'break_glass', over);
}

test('the policy is off: whoever may call nothing is answered by everything, and the wall behind it is all that is left', async () => {
  const { token } = posts.of('analyst');
  const list = await askInside(app, '/api/v1/cases', { headers: { Authorization: `Bearer ${token}` } });
  expect([list.status, JSON.parse(list.text)]).toEqual([200, { items: [], nextCursor: null }]);
  const page = await askInside(app, '/en/staff/holds', { headers: { Cookie: `samleng_staff=${token}` } });
  expect(page.status).toBe(200);
});

test('of a case that is not theirs nothing is found and nothing changes, on any route', async () => {
  const before = await everything();
  expect(Object.keys(before).length).toBeGreaterThan(15);
  const wrong: string[] = [];
  const asked = all.filter(({ row }) => row.about === 'case');
  await overAll(
    asked.flatMap((each, at) => roles.map((role, of) => ({ each, role, turn: at + of }))),
    async ({ each, role, turn }) => {
      for (const kind of askedAbout(each, turn)) {
        const { reference } = posts.of(role).cases[kind];
        const sees = theirs.get(role)?.has(reference) === true;
        if ((sees && role !== 'auditor') || meantForStrangers(each, role)) continue;
        const answer = await each.ask(role, { reference });
        const out = leaked(role, answer, false);
        if (out.length > 0) wrong.push(`${each.route}, ${role}, ${kind}: ${out.join(', ')}`);
        // The form to ask for emergency access opens for any reference; sent, it runs into the wall.
        const isHidden =
          answer.status === 404 || (answer.status === 200 && each.route.startsWith('GET') && isEmergency(each.route));
        if (!sees && !isHidden && answer.status !== 500)
          wrong.push(`${each.route}, ${role}, ${kind}: ${answer.status}`);
      }
    },
  );
  expect(wrong).toEqual([]);
  expect(await everything()).toEqual(before);
  const { owner } = posts.desk;
  for (const [table, may] of [
    ['break_glass', 'breakGlass'],
    ['legal_hold', 'placeHold'],
  ]) {
    expect([may, await owner(`select 1 from ${table} limit 1`)]).toEqual([may, []]);
  }
  onlyTheWall();
});

/** Pages that are about a case by the id of something that hangs on it. */
const byId = ['POST /staff/breaches/:clock', 'POST /staff/second-look/:sample', 'POST /staff/to-tell'];

/** A case in the state that the route is about; for most, one after the other. */
function stateFor({ path }: Asked, at: number): Known | undefined {
  const needed = path.includes('/dispute/') ? 'disputed' : path.includes('/panel') ? 'paneled' : null;
  return needed === null ? known[at % known.length] : known.find((each) => each.as === needed);
}

test('who knows a case and works on it no more changes nothing in it, whatever its state, on any route that writes', async () => {
  const before = await everything();
  // All roles ask, or by turns: every eighth one an operation, and other ones its page, which does the same.
  const isAsked = ({ writes, row, route }: Asked, at: number, of: number) =>
    writes &&
    (row.about === 'case'
      ? asksAll || (at + of) % 8 === (route.startsWith('POST ') ? 0 : 4)
      : byId.includes(route) || (row.about === 'nothing' && row.expected[of] === 'f'));
  const tried = all.flatMap((each, at) =>
    roles.flatMap((role, of) => (isAsked(each, at, of) ? [{ each, role, what: stateFor(each, at + of) }] : [])),
  );
  expect(tried.length).toBeGreaterThan(asksAll ? 2_500 : 600);
  await overAll(tried, async ({ each, role, what }) => {
    // Whoever comes back to the counter where it began has an appeal taken down there, wherever the case is by now.
    const isAppeal = /\/appeals?$/.test(each.path) && may(role, 'case.reply_on_behalf');
    if (what && !isAppeal && !meantForStrangers(each, role)) await each.ask(role, what);
  });
  expect(await everything()).toEqual(before);
  onlyTheWall();
});

/** What failed, failed because PostgreSQL refused it. */
function onlyTheWall(): void {
  const others = faults.splice(0).filter((fault) => (fault as { code?: unknown }).code !== '42501');
  expect(others).toEqual([]);
}

/** Lists of things that are about cases the reader does not see: whose role it is. */
const registers: Readonly<Record<string, readonly Role[]>> = {
  listBreakGlass: ['privacy_officer'],
  '/staff/emergency-access': ['privacy_officer'],
  listSensitiveAccess: ['auditor', 'privacy_officer'],
  '/staff/sensitive-access': ['auditor', 'privacy_officer'],
  listHolds: ['privacy_officer'],
  '/staff/holds': ['privacy_officer'],
  listOutbox: ['administrator'],
  '/staff/outbox': ['administrator'],
};

test('who complains in confidence is told to nobody who handles the case, on any route that reads, and is found by no number', async () => {
  const words = { name: 'zqquietname', phone: '012 999 888', email: 'zqquiet@example.test', address: 'zqquietstreet' };
  const filed = await posts.desk.file({
    identity: 'confidential',
    complainant: { ...words, sex: 'female' },
    representative: { name: 'zqquietspeaker', phone: '012 999 777', relation: 'zqquietaunt' },
    about: [{ kind: 'staff', name: 'zqloudclerk' }],
  });
  await heldByAll(posts, filed.id);
  const told = /zqquiet|12 ?999 ?[78]{3}/;
  const wrong: string[] = [];
  let loud = 0;
  // The same rows stand behind all roles: each route is asked by some of them, by turns.
  const turns = roles.filter((role) => role !== 'protection_officer');
  const reads = all.filter(({ row, writes }) => row.about === 'case' && !writes);
  await overAll(
    reads.flatMap((each, at) =>
      turns.filter((_role, of) => asksAll || (at + of) % 4 === 0).map((role) => ({ each, role })),
    ),
    async ({ each, role }) => {
      const { text } = await each.ask(role, { reference: filed.reference });
      if (told.test(text)) wrong.push(`${each.route}, ${role}`);
      if (text.includes('zqloudclerk')) loud += 1;
    },
  );
  expect(wrong).toEqual([]);
  expect(loud).toBeGreaterThan(0);
  const found = async (role: Role, q: string) => {
    const headers = { Authorization: `Bearer ${posts.of(role).token}` };
    return (await askInside(app, `/api/v1/cases?q=${q}`, { headers })).text.includes(filed.reference);
  };
  for (const role of turns) {
    expect([role, await found(role, '012999888'), await found(role, 'zqquietname')]).toEqual([role, false, false]);
  }
  expect(await found('province_officer', filed.reference)).toBe(true);
  onlyTheWall();
});

/** Pages that tell numbers of deadlines, and whose they are. */
const numbered = ['watched', 'breaches', 'settings/calendar'];

test('no number tells of a protected case: late and stuck or not, the pages say the same', async () => {
  const { owner } = posts.desk;
  const { id } = posts.of('province_officer').cases.protected;
  const strangers = roles.filter((role) => role !== 'protection_officer');
  const told = () =>
    overAll(
      strangers.flatMap((role) => numbered.map((page) => ({ role, page }))),
      async ({ role, page }) => {
        const headers = { Cookie: `samleng_staff=${posts.of(role).token}` };
        const answer = await askInside(app, `/en/staff/${page}`, { headers });
        return [role, page, answer.status, answer.text.replace(/"csrf\w*":"[^"]*"/g, '')];
      },
    );
  const stuck = (yes: boolean) =>
    owner(
      `update sla_clock set state = $2, breached_at = $3, calendar_version = 'earlier', due_at = due_at + interval '30 days'
         where case_id = $1`,
      [id, yes ? 'breached' : 'running', yes ? posts.desk.world.clock.now() : null],
    );
  await owner('delete from sweep_failure where case_id = $1', [id]);
  const before = await told();
  expect(before.filter(([, page, status]) => page === 'watched' && status === 200)).toHaveLength(strangers.length);
  await stuck(true);
  expect(await told()).toEqual(before);
  await stuck(false);
  expect(await told()).toEqual(before);
});

test('what is about no case in particular tells of none that they do not see', async () => {
  const { owner } = posts.desk;
  await owner(
    `insert into legal_hold (id, case_id, sealed_reason, placed_by, placed_at)
     select gen_random_uuid(), id, '', $1, filed_at from case_file`,
    [posts.of('privacy_officer').actor.personId],
  );
  await owner(
    `with access as (insert into case_access (id, case_id, person_id, kind, granted_at, expires_at)
       select gen_random_uuid(), id, $1::uuid, 'break_glass', filed_at, filed_at from case_file returning *)
     insert into break_glass (access_id, case_id, person_id, sealed_reason, at, expires_at)
     select id, case_id, person_id, '', granted_at, expires_at from access`,
    [(await posts.desk.staff('district_officer', '2301')).personId],
  );
  const wrong: string[] = [];
  const asked = all.filter(({ row }) => row.about === 'nothing' || row.about === 'office');
  await overAll(
    asked.flatMap((each, at) =>
      roles.filter((_role, of) => asksAll || (at + of) % 2 === 0).map((role) => ({ each, role })),
    ),
    async ({ each, role }) => {
      for (const code of each.row.about === 'office' ? [seats[role], seats[role] === '23' ? '12' : '23'] : ['']) {
        const answer = await each.ask(role, { code, ids: { clock } });
        const isTheirs = registers[each.route.replace(/^\w+ /, '')]?.includes(role) === true;
        const out = leaked(role, answer, !isTheirs);
        if (out.length > 0) wrong.push(`${each.route}, ${role}: ${out.join(', ')}`);
      }
    },
  );
  const { reference } = posts.of('province_officer').cases.protected;
  const sought = [reference, posts.marks.get(reference) ?? '', '012345678'];
  const queries = [...sought.map((q) => `q=${q}`), 'view=overdue', 'view=watched', 'view=unassigned', 'view=mine'];
  await overAll(
    roles.flatMap((role) => queries.map((query) => ({ role, query }))),
    async ({ role, query }) => {
      const { token } = posts.of(role);
      const answer = await askInside(app, `/api/v1/cases?${query}`, { headers: { Authorization: `Bearer ${token}` } });
      const out = leaked(role, answer, true);
      if (out.length > 0) wrong.push(`listCases ${query}, ${role}: ${out.join(', ')}`);
    },
  );
  expect(wrong).toEqual([]);
  onlyTheWall();
});
