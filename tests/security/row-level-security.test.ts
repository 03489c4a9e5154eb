import { sql } from 'kysely';
import pg from 'pg';

import { sealLedger } from '../../src/access/index.ts';
import { systemActor, type Actor, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { restrictedUrl } from '../../src/platform/database.ts';
import type { FiledCase } from '../support/desk.ts';
import { aSecondWall, type SecondWall } from './second-wall.ts';

let wall: SecondWall;
beforeAll(async () => {
  wall = await aSecondWall();
});
afterAll(() => wall.desk.close());

test('every table about cases is under row-level security, forced', async () => {
  expect(wall.tables.length).toBeGreaterThan(30);
  const rows = await wall.desk.owner<{ name: string; enabled: boolean; forced: boolean }>(
    `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname = any($1)`,
    [[...wall.tables, 'case_file']],
  );
  expect(rows.filter((row) => !row.enabled || !row.forced).map((row) => row.name)).toEqual([]);
});

/** Nothing of a case, nor of a person, can be traced in these. */
const open = ['beneficiary_count', 'heartbeat', 'mikro_orm_migrations', 'rate_limit', 'reference_state'];

test('a table that is new stands behind the wall, whatever it is about, or is named here as open', async () => {
  const rows = await wall.desk.owner<{ name: string; enabled: boolean; forced: boolean; policies: number }>(
    `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
       (select count(*)::int from pg_policy where polrelid = pg_class.oid) as policies
     from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const bare = rows.filter((row) => !row.enabled || row.policies === 0).map((row) => row.name);
  expect(bare).toEqual(open);
  const unforced = rows.filter((row) => row.enabled && !row.forced).map((row) => row.name);
  expect(unforced).toEqual([]);
  // Whatever refers to a case, at however many removes, is forced.
  const about = await wall.desk.owner<{ name: string }>(`
    with recursive about as (
      select 'case_file'::regclass::oid as id
      union select conrelid from pg_constraint join about on confrelid = about.id where contype = 'f')
    select relname as name from about join pg_class on pg_class.oid = about.id`);
  expect(about.length).toBeGreaterThan(35);
  expect(about.map((row) => row.name).filter((name) => open.includes(name))).toEqual([]);
});

test('every table about cases is changed by steps of the system only for whoever works on the case', async () => {
  const rows = await wall.desk.owner<{ name: string; cmds: string[] }>(
    `select t as name, array(select distinct cmd from pg_policies p where p.tablename = t and permissive = 'RESTRICTIVE'
       and coalesce(qual, '') || coalesce(with_check, '') ~ 'acts_on|takes_appeal') as cmds from unnest($1::text[]) t`,
    [[...wall.tables, 'case_file']],
  );
  // Those of the second person and of holds are kept by role, and no case is deleted.
  const byRole = ['break_glass', 'identity_request', 'legal_hold'];
  const without = rows.filter(
    ({ name, cmds }) => !byRole.includes(name) && cmds.length < (name === 'case_file' ? 2 : 3),
  );
  expect(without).toEqual([]);
});

test('the roster of neutrals is kept by who keeps disputes, for their own office, or for any at the regulator', async () => {
  const keepers = {
    handler: await wall.desk.staff('operator_handler', 'NSAF'),
    regulator: await wall.desk.staff('regulator_reviewer', 'SSR'),
  };
  const neutral = await wall.desk.staff('operator_handler', 'NSAF');
  const added = (actor: StaffActor, office: string) =>
    wall.tried(actor, async (work) => {
      const { numAffectedRows } = await sql`
        insert into neutral (person_id, office, modes, competences, languages, active, changed_at)
        values (${neutral.personId}, ${office}, '{mediation}', '{*}', '{km}', true, now())`.execute(work.db());
      return Number(numAffectedRows ?? 0);
    });
  for (const actor of [
    wall.officer,
    wall.hotline,
    wall.auditor,
    wall.analyst,
    wall.administrator,
    wall.privacy,
    wall.guardian,
  ]) {
    expect([actor.role, await added(actor, actor.office)]).toEqual([actor.role, 'refused']);
  }
  expect(await added(keepers.handler, 'NSSF')).toBe('refused');
  expect(await added(keepers.handler, 'NSAF')).toBe(1);
  expect(await added(keepers.regulator, 'NSAF')).toBe(1);
});

test('reading: each sees their own cases and what hangs on them, nothing of others', async () => {
  const seenBy = new Map<FiledCase, StaffActor[]>([
    [wall.own, [wall.officer, wall.supervisor, wall.auditor, wall.emergency]],
    [wall.moved, [wall.officer, wall.former, wall.supervisor, wall.auditor]],
    [wall.hidden, [wall.guardian, wall.emergency]],
    [wall.other, [wall.auditor]],
  ]);
  const wrong: string[] = [];
  for (const [of, seers] of seenBy) {
    for (const actor of wall.everybody()) {
      const sees = seers.includes(actor);
      const cases = await wall.counted(actor, of, 'case_file');
      if (cases !== (sees ? 1 : 0)) wrong.push(`${actor.role} at ${actor.office}: case_file ${cases}`);
      if (sees) continue;
      for (const table of wall.tables) {
        const rows = await wall.counted(actor, of, table);
        if (rows !== 0 && table !== 'filing_key') wrong.push(`${actor.role} at ${actor.office}: ${table} ${rows}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('a complainant sees one case; a connection that says not who acts sees and changes nothing', async () => {
  for (const table of ['case_file', 'case_text', 'case_party', 'sla_clock', 'case_key']) {
    expect([table, await wall.counted(wall.own.complainant, wall.own, table)]).not.toEqual([table, 0]);
    expect([table, await wall.counted(wall.own.complainant, wall.other, table)]).toEqual([table, 0]);
  }
  const client = new pg.Client({ connectionString: restrictedUrl(wall.desk.world.ownerUrl) });
  await client.connect();
  try {
    for (const table of [
      ...wall.tables,
      'case_file',
      'outbox',
      'person',
      'session',
      'credential',
      'ledger_entry',
      'vault_secret',
    ]) {
      const answer = await client
        .query(`select count(*) as n from ${table}`)
        .catch((error: { code: string }) => error.code);
      expect([table, typeof answer === 'string' ? answer : answer.rows[0].n]).toEqual([
        table,
        typeof answer === 'string' ? '42501' : '0',
      ]);
    }
    for (const statement of [
      `update case_file set status = 'closed'`,
      `insert into case_message (id, case_id, kind, internal, author_kind, sealed, created_at)
         values ('${newId()}', '${wall.own.id}', 'note', true, 'system', '', now())`,
      `insert into ledger_entry (id, chain, at, actor_kind, event, data) values ('${newId()}', 'system', now(), 'system', 'x', '{}')`,
    ]) {
      const answer = await client.query(statement).catch((error: { code: string }) => error.code);
      expect(typeof answer === 'string' ? answer : answer.rowCount).toEqual(typeof answer === 'string' ? '42501' : 0);
    }
  } finally {
    await client.end();
  }
});

test('changing cases: only where one works on them, whatever the statement', async () => {
  const all = (of: readonly FiledCase[]) => of.map((each) => each.reference).sort();
  expect(await wall.changedCases(wall.officer)).toEqual(all([wall.own, wall.moved]));
  expect(await wall.changedCases(wall.supervisor)).toEqual(all([wall.own, wall.moved]));
  expect(await wall.changedCases(wall.guardian)).toEqual(all([wall.hidden]));
  for (const actor of [
    wall.elsewhere,
    wall.hotline,
    wall.auditor,
    wall.analyst,
    wall.administrator,
    wall.privacy,
    wall.emergency,
  ]) {
    expect([actor.role, await wall.changedCases(actor)]).toEqual([actor.role, []]);
  }
  // Who held it before may lock it, to take down an appeal, and no more.
  expect(await wall.changed(wall.former, 'case_file', `language = 'en'`)).toBe('refused');
  expect(await wall.changedCases(wall.own.complainant)).toEqual(all([wall.own]));
});

test('nobody moves a case out of their own sight, or into it', async () => {
  expect(await wall.changed(wall.officer, 'case_file', `held_office = '23'`)).toBe('refused');
  expect(await wall.changed(wall.elsewhere, 'case_file', `held_office = '23'`)).toBe(0);
  expect(await wall.changed(wall.own.complainant, 'case_custody', `office = '23'`)).toBe(0);
});

test('hanging something on a case: only where one works on it', async () => {
  const now = wall.desk.world.clock.now();
  const kinds: Record<string, (caseId: string) => ReturnType<typeof sql>> = {
    message: (id) => sql`insert into case_message (id, case_id, kind, internal, author_kind, sealed, created_at)
      values (${newId()}, ${id}, 'note', true, 'staff', '', ${now})`,
    text: (id) => sql`insert into case_text (case_id, field, sealed) values (${id}, 'planted', '')`,
    party: (id) => sql`insert into case_party (id, case_id, side, kind, sealed, added_at)
      values (${newId()}, ${id}, 'about', 'staff', '', ${now})`,
    decision: (id) => sql`insert into case_decision (id, case_id, tier, office, decided_by, outcome, sealed, decided_at)
      values (${newId()}, ${id}, 'SA3', '12', ${wall.officer.personId}, 'upheld', '', ${now})`,
    lookup: (id) => sql`insert into case_lookup (purpose, hash, case_id) values ('phone', '\\x00', ${id})`,
    clock: (
      id,
    ) => sql`insert into sla_clock (id, case_id, kind, tier, rule, rule_id, rule_version, force, calendar_version,
      trigger_at, due_at, state) values (${newId()}, ${id}, 'pause', 'SA3', '{}', 'x', 1, 'default', 'x', ${now}, ${now}, 'met')`,
    attachment: (
      id,
    ) => sql`insert into attachment (id, case_id, side, media_type, bytes, sha256, sealed_name, file, added_at)
      values (${newId()}, ${id}, 'staff', 'image/png', 1, '', '', 'x', ${now})`,
    dispute: (
      id,
    ) => sql`insert into resolution_file (id, case_id, level, tier, office, mode, stage, panel_size, prior_level_done,
      opened_at) values (${newId()}, ${id}, 'assistance', 'SA3', '12', 'mediation', 'closed', 1, false, ${now})`,
  };
  const wrong: string[] = [];
  for (const [kind, statement] of Object.entries(kinds)) {
    for (const target of [wall.other, wall.hidden]) {
      for (const actor of wall.everybody().filter((each) => each !== wall.guardian)) {
        const answer = await wall.inserted(actor, target, statement);
        if (answer !== 'refused') wrong.push(`${actor.role} at ${actor.office}: ${kind} ${answer}`);
      }
    }
    for (const actor of [wall.former, wall.auditor, wall.emergency]) {
      if ((await wall.inserted(actor, wall.moved, statement)) !== 'refused')
        wrong.push(`${actor.role}: ${kind} on what it only reads`);
    }
    if ((await wall.inserted(wall.officer, wall.own, statement)) !== 1) wrong.push(`${kind} by whoever holds the case`);
    if ((await wall.inserted(wall.guardian, wall.hidden, statement)) !== 1) wrong.push(`${kind} by whoever is named`);
    if ((await wall.inserted(wall.own.complainant, wall.other, statement)) !== 'refused')
      wrong.push(`${kind} by another complainant`);
  }
  expect(wrong).toEqual([]);
  for (const table of ['case_access', 'break_glass']) {
    expect([table, await wall.changed(wall.officer, table, `case_id = case_id`)]).toEqual([table, 0]);
  }
  const access = await wall.inserted(
    wall.elsewhere,
    wall.hidden,
    (id) => sql`insert into case_access (id, case_id, person_id, kind, granted_at)
    values (${newId()}, ${id}, ${wall.elsewhere.personId}, 'named', ${now})`,
  );
  const custody = await wall.inserted(
    wall.elsewhere,
    wall.own,
    (id) => sql`insert into case_custody (id, case_id, office, tier, how, from_at, until_at)
    values (${newId()}, ${id}, '23', 'SA3', 'transfer', ${now}, ${now})`,
  );
  expect([access, custody]).toEqual(['refused', 'refused']);
});

test('no staff connection makes a case, touches the key of one, or signs the ledger as somebody else', async () => {
  const now = wall.desk.world.clock.now();
  expect(await wall.changed(wall.officer, 'case_key', `wrapped = null, erased_at = now()`)).toBe(0);
  const made = await wall.tried(wall.officer, async (work) => {
    await sql`insert into case_file select * from jsonb_populate_record(null::case_file, (select to_jsonb(c) || jsonb_build_object(
      'id', ${newId()}::text, 'reference', 'SA-26-0000999-9') from case_file c where c.id = ${wall.own.id}))`.execute(
      work.db(),
    );
    return 1;
  });
  expect(made).toBe('refused');
  const sign = (kind: string, id: string | null, office: string | null) => () =>
    sql`insert into ledger_entry (id, chain, at, actor_kind, actor_id, actor_office, event, data)
      values (${newId()}, 'system', ${now}, ${kind}, ${id}, ${office}, 'test', '{}')`;
  expect(await wall.inserted(wall.officer, wall.own, sign('staff', wall.officer.personId, '12'))).toBe(1);
  expect(await wall.inserted(wall.officer, wall.own, sign('staff', wall.elsewhere.personId, '12'))).toBe('refused');
  expect(await wall.inserted(wall.officer, wall.own, sign('staff', wall.officer.personId, '23'))).toBe('refused');
  expect(await wall.inserted(wall.officer, wall.own, sign('system', null, null))).toBe('refused');
  expect(await wall.inserted(wall.own.complainant, wall.own, sign('staff', wall.officer.personId, '12'))).toBe(
    'refused',
  );
});

test('who complains in confidence: rows for the protection officer, the complainant, and who asked with a reason, while that holds', async () => {
  const [told, quiet] = [await wall.desk.file(), await wall.desk.file({ identity: 'confidential' })];
  const [now, guardianNamed] = [wall.desk.world.clock.now(), newId()];
  await wall.desk.owner(
    `insert into case_access (id, case_id, person_id, kind, granted_at) values ($1, $2, $3, 'named', $4)`,
    [guardianNamed, quiet.id, wall.guardian.personId, now],
  );
  const seen = async (actor: Actor, of: FiledCase) => [
    await wall.counted(actor, of, 'case_party'),
    Number(await wall.counted(actor, of, 'case_lookup')) > 0,
  ];
  for (const actor of [wall.officer, wall.supervisor, wall.auditor]) {
    expect([actor.role, await seen(actor, told), await seen(actor, quiet)]).toEqual([
      actor.role,
      [1, true],
      [0, false],
    ]);
  }
  for (const actor of [wall.guardian, quiet.complainant, systemActor('test')]) {
    expect([actor.kind, await seen(actor, quiet)]).toEqual([actor.kind, [1, true]]);
  }
  const asked = (until: Date) =>
    wall.desk.owner(
      `insert into identity_request (id, case_id, person_id, sealed_reason, at, expires_at) values ($1, $2, $3, '', $4, $5)`,
      [newId(), quiet.id, wall.officer.personId, now, until],
    );
  await asked(now);
  expect(await seen(wall.officer, quiet)).toEqual([0, false]);
  await asked(new Date(now.getTime() + 1));
  expect([await seen(wall.officer, quiet), await seen(wall.supervisor, quiet)]).toEqual([
    [1, true],
    [0, false],
  ]);
  await wall.desk.owner('update case_party set side = $2 where case_id = $1', [quiet.id, 'about']);
  expect(await wall.counted(wall.supervisor, quiet, 'case_party')).toBe(1);
  await wall.desk.owner('delete from identity_request where case_id = $1', [quiet.id]);
});

test('the program cannot lift the wall, empty a table, rewrite the ledger or become somebody else', async () => {
  const [row] = await wall.desk.owner<{
    rolname: string;
    rolsuper: boolean;
    rolbypassrls: boolean;
    rolcreaterole: boolean;
  }>(`select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'samleng_app'`);
  expect(row).toEqual({ rolname: 'samleng_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false });
  const owned = await wall.desk.owner(
    `select 1 from pg_class where relowner = 'samleng_app'::regrole and relnamespace = 'public'::regnamespace`,
  );
  expect(owned).toEqual([]);
  const client = new pg.Client({ connectionString: restrictedUrl(wall.desk.world.ownerUrl) });
  await client.connect();
  try {
    await client.query(`select set_config('samleng.kind', 'system', false)`);
    for (const statement of [
      'alter table case_file disable row level security',
      'alter table case_file no force row level security',
      'drop policy case_file_read on case_file',
      'create policy open on case_file using (true)',
      'drop table case_text',
      'truncate case_text cascade',
      'truncate ledger_entry',
      `update ledger_entry set event = 'x'`,
      'delete from ledger_entry',
      'delete from case_file',
      'delete from case_decision',
      'alter table ledger_entry disable trigger all',
      `set session_replication_role = 'replica'`,
      'create table public.mine (x int)',
      `create or replace function acting_kind() returns text language sql as $$ select 'system' $$`,
      `copy (select 1) to program 'true'`,
      `select pg_read_file('/etc/passwd')`,
    ]) {
      const answer = await client.query(statement).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
      expect([statement, ['42501', '2F003'].includes(answer)]).toEqual([statement, true]);
    }
    const roles = await client.query<{ rolname: string }>(`select rolname from pg_roles where rolname <> current_user`);
    for (const { rolname } of roles.rows) {
      for (const become of ['role', 'session authorization']) {
        const answer = await client.query(`set ${become} "${rolname}"`).catch((error: { code: string }) => error.code);
        expect([become, rolname, answer]).toEqual([become, rolname, '42501']);
      }
    }
  } finally {
    await client.end();
  }
});

test('the ledger keeps what is written, also from its owner by mistake', async () => {
  await wall.desk.world.perform(
    systemActor('test'),
    (work) => {
      work.record({ event: 'test.kept', caseId: wall.own.id, data: {}, announce: false });
      return Promise.resolve();
    },
    undefined,
  );
  for (const statement of [
    `update ledger_entry set event = 'x'`,
    'delete from ledger_entry',
    'truncate ledger_entry',
  ]) {
    await expect(wall.desk.owner(statement)).rejects.toThrow('append-only');
  }
});

test('an owner who is nobody special: its functions do their work, and the wall holds it too', async () => {
  const { owner, world } = wall.desk;
  const plain = `plain_owner_${process.pid}`;
  const [{ was } = { was: '' }] = await owner<{ was: string }>(
    `select relowner::regrole::text as was from pg_class where oid = 'ledger_entry'::regclass`,
  );
  await owner(`create role ${plain} nosuperuser nobypassrls`);
  const hand = (to: string, from: string) =>
    owner(`do $hand$ declare each record; begin
      grant all on schema public to ${plain};
      for each in select format('alter table %s owner to ${to}', oid::regclass) as sql from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner <> '${to}'::regrole
        union all select format('alter function %s owner to ${to}', oid::regprocedure) from pg_proc
          where pronamespace = 'public'::regnamespace and prosecdef
        union all select format('alter policy %I on %s to ${to}', polname, polrelid::regclass) from pg_policy
          where '${from}'::regrole = any(polroles)
      loop execute each.sql; end loop; end $hand$`);
  await hand(plain, was);
  try {
    const filed = await wall.desk.file();
    expect(await wall.desk.events(filed)).toContain('case.filed');
    expect(await world.perform(systemActor('test'), sealLedger, undefined)).not.toBeNull();
    const counts = async (table: string) => {
      const rows = await owner<{ n: string }>(`select count(*) as n from ${table}`);
      return Number(rows[0]?.n);
    };
    await owner(`set role ${plain}`);
    // It looks at the ends of chains, and no further.
    expect([await counts('case_file'), await counts('case_text'), await counts('signing_key')]).toEqual([0, 0, 0]);
    const refused = async (statement: string) =>
      owner(statement).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    expect(await refused(`update vault_master set retired_at = now()`)).toBe('42501');
    expect(await refused(`insert into signing_key (id, public_key, created_at) values ('x', '', now())`)).toBe('42501');
    expect(
      await refused(`insert into ledger_entry (chain, id, at, actor_kind, event, data)
        values ('system', gen_random_uuid(), now(), 'system', 'x', '{}')`),
    ).toBe('42501');
  } finally {
    await owner('reset role');
    await hand(was, plain);
    await owner(`drop owned by ${plain}`);
    await owner(`drop role ${plain}`);
  }
});
