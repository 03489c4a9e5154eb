import { sql } from 'kysely';

import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Work } from '../../src/platform/work.ts';
import { aDesk, type FiledCase } from '../support/desk.ts';
import { moveTo } from './posts.ts';

/*
 * The second wall alone. No policy in code is asked here: each statement goes to PostgreSQL as the program sends it, in a
 * transaction that says who acts.
 */
/** A world of people and cases, and statements sent as each of them. */
export async function aSecondWall() {
  const desk = await aDesk();
  const officer = await desk.staff('province_officer', '12');
  const former = await desk.staff('commune_officer', '120101');
  const elsewhere = await desk.staff('province_officer', '23');
  const supervisor = await desk.staff('operator_supervisor', 'NSAF');
  const hotline = await desk.staff('hotline_agent', 'HOTLINE');
  const auditor = await desk.staff('auditor', 'GS-NSPC');
  const analyst = await desk.staff('analyst', 'GS-NSPC');
  const administrator = await desk.staff('administrator', 'GS-NSPC');
  const privacy = await desk.staff('privacy_officer', 'GS-NSPC');
  const guardian = await desk.staff('protection_officer', 'NSAF-PROT');
  const emergency = await desk.staff('province_officer', '11');
  const own = await desk.file();
  const moved = await desk.file();
  await desk.owner(
    `insert into case_custody (id, case_id, office, tier, how, from_at, until_at) values ($1, $2, '120101', 'SA1', 'filed', $3, $3)`,
    [newId(), moved.id, desk.world.clock.now()],
  );
  const hidden = await desk.file({ protected: true });
  const other = await desk.file({ programme: 'IDPOOR', category: 'CRD-NIS', place: '230101' });
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
  const tables = found.map((row) => row.name);

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

  return {
    desk,
    tables,
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
    own,
    moved,
    hidden,
    other,
    tried,
    counted,
    changed,
    changedCases,
    inserted,
    everybody,
  };
}
export type SecondWall = Awaited<ReturnType<typeof aSecondWall>>;
