import { sql } from 'kysely';
import pg from 'pg';

import { sealLedger } from '../../src/access/index.ts';
import { systemActor, type Actor, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { restrictedUrl } from '../../src/platform/database.ts';
import type { Work } from '../../src/platform/work.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { moveTo } from './posts.ts';

/*
 * The second wall alone. No policy in code is asked here: each statement goes to PostgreSQL as the program sends it, in a
 * transaction that says who acts.
 */
let desk: Desk;
let tables: string[];
let officer: StaffActor;
let former: StaffActor;
let elsewhere: StaffActor;
let supervisor: StaffActor;
let hotline: StaffActor;
let auditor: StaffActor;
let analyst: StaffActor;
let administrator: StaffActor;
let privacy: StaffActor;
let guardian: StaffActor;
let emergency: StaffActor;
let own: FiledCase;
let moved: FiledCase;
let hidden: FiledCase;
let other: FiledCase;

beforeAll(async () => {
  desk = await aDesk();
  officer = await desk.staff('province_officer', '12');
  former = await desk.staff('commune_officer', '120101');
  elsewhere = await desk.staff('province_officer', '23');
  supervisor = await desk.staff('operator_supervisor', 'NSAF');
  hotline = await desk.staff('hotline_agent', 'HOTLINE');
  auditor = await desk.staff('auditor', 'GS-NSPC');
  analyst = await desk.staff('analyst', 'GS-NSPC');
  administrator = await desk.staff('administrator', 'GS-NSPC');
  privacy = await desk.staff('privacy_officer', 'GS-NSPC');
  guardian = await desk.staff('protection_officer', 'NSAF-PROT');
  emergency = await desk.staff('province_officer', '11');
  own = await desk.file();
  moved = await desk.file();
  await desk.owner(
    `insert into case_custody (id, case_id, office, tier, how, from_at, until_at) values ($1, $2, '120101', 'SA1', 'filed', $3, $3)`,
    [newId(), moved.id, desk.world.clock.now()],
  );
  hidden = await desk.file({ protected: true });
  other = await desk.file({ programme: 'IDPOOR', category: 'CRD-NIS', place: '230101' });
  await moveTo(desk, other, '2301', 'SA2');
  for (const each of [own, hidden]) {
    await desk.owner(
      `insert into case_access (id, case_id, person_id, kind, granted_at, expires_at) values ($1, $2, $3, 'break_glass', $4, $5)`,
      [
        newId(),
        each.id,
        emergency.personId,
        desk.world.clock.now(),
        new Date(desk.world.clock.now().getTime() + 3_600_000),
      ],
    );
  }
  const found = await desk.owner<{ name: string }>(`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and c.column_name = 'case_id' and t.table_type = 'BASE TABLE' order by 1`);
  tables = found.map((row) => row.name);
});
afterAll(() => desk.close());

/** Runs SQL as somebody and takes it back. */
async function tried(actor: Actor, run: (work: Work) => Promise<number>): Promise<number | 'refused'> {
  class Back extends Error {}
  let found: number | 'refused' = 'refused';
  await desk.world
    .perform(
      actor,
      async (work) => {
        try {
          found = await run(work);
        } catch (error) {
          if ((error as { code?: string }).code !== '42501') throw error;
        }
        throw new Back();
      },
      undefined,
    )
    .catch((error: unknown) => {
      if (!(error instanceof Back)) throw error;
    });
  return found;
}

const counted = (actor: Actor, of: FiledCase, table: string) =>
  tried(actor, async (work) => {
    const key = table === 'case_file' ? 'id' : 'case_id';
    const { rows } = await sql<{ n: string }>`
      select count(*) as n from ${sql.table(table)} where ${sql.ref(key)} = ${of.id}::uuid`.execute(work.db());
    return Number(rows[0]?.n);
  });

/** Rows changed by an update that names no condition on what is seen, so that only the rule for updates stands in its way. */
const changed = (actor: Actor, table: string, set: string) =>
  tried(actor, async (work) => {
    const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.raw(set)}`.execute(work.db());
    return Number(numAffectedRows ?? 0);
  });

const changedCases = async (actor: Actor): Promise<string[]> => {
  let references: string[] = [];
  await tried(actor, async (work) => {
    await sql`update case_file set language = 'en'`.execute(work.db());
    const { rows } = await work.elevated('to see what was changed', () =>
      sql<{ reference: string }>`select reference from case_file where language = 'en'`.execute(work.db()),
    );
    references = rows.map((row) => row.reference).sort();
    return rows.length;
  });
  return references;
};

const inserted = (actor: Actor, of: FiledCase, statement: (id: string) => ReturnType<typeof sql>) =>
  tried(actor, async (work) => Number((await statement(of.id).execute(work.db())).numAffectedRows ?? 0));

const everybody = (): StaffActor[] => [
  officer,
  former,
  elsewhere,
  supervisor,
  hotline,
  auditor,
  analyst,
  administrator,
  privacy,
  guardian,
  emergency,
];

test('every table about cases is under row-level security, forced', async () => {
  expect(tables.length).toBeGreaterThan(30);
  const rows = await desk.owner<{ name: string; enabled: boolean; forced: boolean }>(
    `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname = any($1)`,
    [[...tables, 'case_file']],
  );
  expect(rows.filter((row) => !row.enabled || !row.forced).map((row) => row.name)).toEqual([]);
});

/** Nothing of a case, nor of a person, can be traced in these. */
const open = ['beneficiary_count', 'heartbeat', 'mikro_orm_migrations', 'rate_limit', 'reference_state'];

test('a table that is new stands behind the wall, whatever it is about, or is named here as open', async () => {
  const rows = await desk.owner<{ name: string; enabled: boolean; forced: boolean; policies: number }>(
    `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
       (select count(*)::int from pg_policy where polrelid = pg_class.oid) as policies
     from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const bare = rows.filter((row) => !row.enabled || row.policies === 0).map((row) => row.name);
  expect(bare).toEqual(open);
  const unforced = rows.filter((row) => row.enabled && !row.forced).map((row) => row.name);
  expect(unforced).toEqual([]);
  // Whatever refers to a case, at however many removes, is forced.
  const about = await desk.owner<{ name: string }>(`
    with recursive about as (
      select 'case_file'::regclass::oid as id
      union select conrelid from pg_constraint join about on confrelid = about.id where contype = 'f')
    select relname as name from about join pg_class on pg_class.oid = about.id`);
  expect(about.length).toBeGreaterThan(35);
  expect(about.map((row) => row.name).filter((name) => open.includes(name))).toEqual([]);
});

test('every table about cases is changed by steps of the system only for whoever works on the case', async () => {
  const rows = await desk.owner<{ name: string; cmds: string[] }>(
    `select t as name, array(select distinct cmd from pg_policies p where p.tablename = t and permissive = 'RESTRICTIVE'
       and coalesce(qual, '') || coalesce(with_check, '') ~ 'acts_on|takes_appeal') as cmds from unnest($1::text[]) t`,
    [[...tables, 'case_file']],
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
    handler: await desk.staff('operator_handler', 'NSAF'),
    regulator: await desk.staff('regulator_reviewer', 'SSR'),
  };
  const neutral = await desk.staff('operator_handler', 'NSAF');
  const added = (actor: StaffActor, office: string) =>
    tried(actor, async (work) => {
      const { numAffectedRows } = await sql`
        insert into neutral (person_id, office, modes, competences, languages, active, changed_at)
        values (${neutral.personId}, ${office}, '{mediation}', '{*}', '{km}', true, now())`.execute(work.db());
      return Number(numAffectedRows ?? 0);
    });
  for (const actor of [officer, hotline, auditor, analyst, administrator, privacy, guardian]) {
    expect([actor.role, await added(actor, actor.office)]).toEqual([actor.role, 'refused']);
  }
  expect(await added(keepers.handler, 'NSSF')).toBe('refused');
  expect(await added(keepers.handler, 'NSAF')).toBe(1);
  expect(await added(keepers.regulator, 'NSAF')).toBe(1);
});

test('reading: each sees their own cases and what hangs on them, nothing of others', async () => {
  const seenBy = new Map<FiledCase, StaffActor[]>([
    [own, [officer, supervisor, auditor, emergency]],
    [moved, [officer, former, supervisor, auditor]],
    [hidden, [guardian, emergency]],
    [other, [auditor]],
  ]);
  const wrong: string[] = [];
  for (const [of, seers] of seenBy) {
    for (const actor of everybody()) {
      const sees = seers.includes(actor);
      const cases = await counted(actor, of, 'case_file');
      if (cases !== (sees ? 1 : 0)) wrong.push(`${actor.role} at ${actor.office}: case_file ${cases}`);
      if (sees) continue;
      for (const table of tables) {
        const rows = await counted(actor, of, table);
        if (rows !== 0 && table !== 'filing_key') wrong.push(`${actor.role} at ${actor.office}: ${table} ${rows}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('a complainant sees one case; a connection that says not who acts sees and changes nothing', async () => {
  for (const table of ['case_file', 'case_text', 'case_party', 'sla_clock', 'case_key']) {
    expect([table, await counted(own.complainant, own, table)]).not.toEqual([table, 0]);
    expect([table, await counted(own.complainant, other, table)]).toEqual([table, 0]);
  }
  const client = new pg.Client({ connectionString: restrictedUrl(desk.world.ownerUrl) });
  await client.connect();
  try {
    for (const table of [
      ...tables,
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
         values ('${newId()}', '${own.id}', 'note', true, 'system', '', now())`,
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
  expect(await changedCases(officer)).toEqual(all([own, moved]));
  expect(await changedCases(supervisor)).toEqual(all([own, moved]));
  expect(await changedCases(guardian)).toEqual(all([hidden]));
  for (const actor of [elsewhere, hotline, auditor, analyst, administrator, privacy, emergency]) {
    expect([actor.role, await changedCases(actor)]).toEqual([actor.role, []]);
  }
  // Who held it before may lock it, to take down an appeal, and no more.
  expect(await changed(former, 'case_file', `language = 'en'`)).toBe('refused');
  expect(await changedCases(own.complainant)).toEqual(all([own]));
});

test('nobody moves a case out of their own sight, or into it', async () => {
  expect(await changed(officer, 'case_file', `held_office = '23'`)).toBe('refused');
  expect(await changed(elsewhere, 'case_file', `held_office = '23'`)).toBe(0);
  expect(await changed(own.complainant, 'case_custody', `office = '23'`)).toBe(0);
});

test('hanging something on a case: only where one works on it', async () => {
  const now = desk.world.clock.now();
  const kinds: Record<string, (caseId: string) => ReturnType<typeof sql>> = {
    message: (id) => sql`insert into case_message (id, case_id, kind, internal, author_kind, sealed, created_at)
      values (${newId()}, ${id}, 'note', true, 'staff', '', ${now})`,
    text: (id) => sql`insert into case_text (case_id, field, sealed) values (${id}, 'planted', '')`,
    party: (id) => sql`insert into case_party (id, case_id, side, kind, sealed, added_at)
      values (${newId()}, ${id}, 'about', 'staff', '', ${now})`,
    decision: (id) => sql`insert into case_decision (id, case_id, tier, office, decided_by, outcome, sealed, decided_at)
      values (${newId()}, ${id}, 'SA3', '12', ${officer.personId}, 'upheld', '', ${now})`,
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
    for (const target of [other, hidden]) {
      for (const actor of everybody().filter((each) => each !== guardian)) {
        const answer = await inserted(actor, target, statement);
        if (answer !== 'refused') wrong.push(`${actor.role} at ${actor.office}: ${kind} ${answer}`);
      }
    }
    for (const actor of [former, auditor, emergency]) {
      if ((await inserted(actor, moved, statement)) !== 'refused')
        wrong.push(`${actor.role}: ${kind} on what it only reads`);
    }
    if ((await inserted(officer, own, statement)) !== 1) wrong.push(`${kind} by whoever holds the case`);
    if ((await inserted(guardian, hidden, statement)) !== 1) wrong.push(`${kind} by whoever is named`);
    if ((await inserted(own.complainant, other, statement)) !== 'refused') wrong.push(`${kind} by another complainant`);
  }
  expect(wrong).toEqual([]);
  for (const table of ['case_access', 'break_glass']) {
    expect([table, await changed(officer, table, `case_id = case_id`)]).toEqual([table, 0]);
  }
  const access = await inserted(
    elsewhere,
    hidden,
    (id) => sql`insert into case_access (id, case_id, person_id, kind, granted_at)
    values (${newId()}, ${id}, ${elsewhere.personId}, 'named', ${now})`,
  );
  const custody = await inserted(
    elsewhere,
    own,
    (id) => sql`insert into case_custody (id, case_id, office, tier, how, from_at, until_at)
    values (${newId()}, ${id}, '23', 'SA3', 'transfer', ${now}, ${now})`,
  );
  expect([access, custody]).toEqual(['refused', 'refused']);
});

test('no staff connection makes a case, touches the key of one, or signs the ledger as somebody else', async () => {
  const now = desk.world.clock.now();
  expect(await changed(officer, 'case_key', `wrapped = null, erased_at = now()`)).toBe(0);
  const made = await tried(officer, async (work) => {
    await sql`insert into case_file select * from jsonb_populate_record(null::case_file, (select to_jsonb(c) || jsonb_build_object(
      'id', ${newId()}::text, 'reference', 'SA-26-0000999-9') from case_file c where c.id = ${own.id}))`.execute(
      work.db(),
    );
    return 1;
  });
  expect(made).toBe('refused');
  const sign = (kind: string, id: string | null, office: string | null) => () =>
    sql`insert into ledger_entry (id, chain, at, actor_kind, actor_id, actor_office, event, data)
      values (${newId()}, 'system', ${now}, ${kind}, ${id}, ${office}, 'test', '{}')`;
  expect(await inserted(officer, own, sign('staff', officer.personId, '12'))).toBe(1);
  expect(await inserted(officer, own, sign('staff', elsewhere.personId, '12'))).toBe('refused');
  expect(await inserted(officer, own, sign('staff', officer.personId, '23'))).toBe('refused');
  expect(await inserted(officer, own, sign('system', null, null))).toBe('refused');
  expect(await inserted(own.complainant, own, sign('staff', officer.personId, '12'))).toBe('refused');
});

test('who complains in confidence: rows for the protection officer, the complainant, and who asked with a reason, while that holds', async () => {
  const [told, quiet] = [await desk.file(), await desk.file({ identity: 'confidential' })];
  const [now, guardianNamed] = [desk.world.clock.now(), newId()];
  await desk.owner(
    `insert into case_access (id, case_id, person_id, kind, granted_at) values ($1, $2, $3, 'named', $4)`,
    [guardianNamed, quiet.id, guardian.personId, now],
  );
  const seen = async (actor: Actor, of: FiledCase) => [
    await counted(actor, of, 'case_party'),
    Number(await counted(actor, of, 'case_lookup')) > 0,
  ];
  for (const actor of [officer, supervisor, auditor]) {
    expect([actor.role, await seen(actor, told), await seen(actor, quiet)]).toEqual([
      actor.role,
      [1, true],
      [0, false],
    ]);
  }
  for (const actor of [guardian, quiet.complainant, systemActor('test')]) {
    expect([actor.kind, await seen(actor, quiet)]).toEqual([actor.kind, [1, true]]);
  }
  const asked = (until: Date) =>
    desk.owner(
      `insert into identity_request (id, case_id, person_id, sealed_reason, at, expires_at) values ($1, $2, $3, '', $4, $5)`,
      [newId(), quiet.id, officer.personId, now, until],
    );
  await asked(now);
  expect(await seen(officer, quiet)).toEqual([0, false]);
  await asked(new Date(now.getTime() + 1));
  expect([await seen(officer, quiet), await seen(supervisor, quiet)]).toEqual([
    [1, true],
    [0, false],
  ]);
  await desk.owner('update case_party set side = $2 where case_id = $1', [quiet.id, 'about']);
  expect(await counted(supervisor, quiet, 'case_party')).toBe(1);
  await desk.owner('delete from identity_request where case_id = $1', [quiet.id]);
});

test('the program cannot lift the wall, empty a table, rewrite the ledger or become somebody else', async () => {
  const [row] = await desk.owner<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean; rolcreaterole: boolean }>(
    `select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'samleng_app'`,
  );
  expect(row).toEqual({ rolname: 'samleng_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false });
  const owned = await desk.owner(
    `select 1 from pg_class where relowner = 'samleng_app'::regrole and relnamespace = 'public'::regnamespace`,
  );
  expect(owned).toEqual([]);
  const client = new pg.Client({ connectionString: restrictedUrl(desk.world.ownerUrl) });
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
  await desk.world.perform(
    systemActor('test'),
    (work) => {
      work.record({ event: 'test.kept', caseId: own.id, data: {}, announce: false });
      return Promise.resolve();
    },
    undefined,
  );
  for (const statement of [
    `update ledger_entry set event = 'x'`,
    'delete from ledger_entry',
    'truncate ledger_entry',
  ]) {
    await expect(desk.owner(statement)).rejects.toThrow('append-only');
  }
});

test('an owner who is nobody special: its functions do their work, and the wall holds it too', async () => {
  const { owner, world } = desk;
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
    const filed = await desk.file();
    expect(await desk.events(filed)).toContain('case.filed');
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
