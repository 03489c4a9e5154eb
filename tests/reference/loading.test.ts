import pg from 'pg';

import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { Conflict, Forbidden, InvalidInput, RuleBroken } from '../../src/kernel/errors.ts';
import type { Work } from '../../src/platform/work.ts';
import { planLoad, type ShippedRow, type StoredRow } from '../../src/reference/domain/load-plan.ts';
import { changeReferenceRow, currentBook, loadReference, type ReferenceChange } from '../../src/reference/index.ts';
import { aWorld, type World } from '../support/world.ts';

const system = systemActor('test');
const administrator: StaffActor = {
  kind: 'staff',
  personId: '01900000-0000-7000-8000-000000000001',
  role: 'administrator',
  office: 'GS-NSPC',
  tier: null,
  track: null,
  operator: null,
  sessionId: 's',
};
const today = '2026-11-21';
const ourDecision = { km: 'សេចក្តីសម្រេចរដ្ឋបាល', en: 'Administrative decision' };

function change(more: Partial<ReferenceChange> = {}): ReferenceChange {
  return {
    kind: 'sla_rule',
    code: 'SA1.DECIDE.S3',
    seenVersion: 1,
    validFrom: '2026-12-01',
    data: { period: { amount: 12, unit: 'working_days' } },
    source: ourDecision,
    force: 'default',
    ...more,
  };
}

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const book = () => world.perform(system, currentBook, undefined);
const sql = <Row>(text: string, values: unknown[] = []) =>
  world.perform(system, (work: Work) => work.em.execute<Row[]>(text, values), undefined);

/** A statement as the owner of the database, as a new version of the product would do it. */
async function asOwner(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

describe('loading', () => {
  test('again does nothing, in milliseconds', async () => {
    const before = await sql('select kind, code, version, row_version, valid_to from reference_row order by 1, 2, 3');
    const startedAt = performance.now();
    expect(await world.perform(system, loadReference, undefined)).toEqual({ loaded: [], kept: [] });
    expect(performance.now() - startedAt).toBeLessThan(250);
    expect(await sql('select kind, code, version, row_version, valid_to from reference_row order by 1, 2, 3')).toEqual(
      before,
    );
  });

  test('from nothing remembered finds everything in place and writes nothing anew', async () => {
    const { version } = await book();
    await asOwner('delete from reference_file');
    const { loaded, kept } = await world.perform(system, loadReference, undefined);
    expect(loaded).toContain('sla_rule');
    expect(kept).toEqual([]);
    expect(
      await sql('select max(row_version)::integer as most, max(version)::integer as versions from reference_row'),
    ).toEqual([{ most: 1, versions: 1 }]);
    expect(await sql('select count(*)::integer as n from calendar_version')).toEqual([{ n: 1 }]);
    expect((await book()).version).toBe(version);
  });

  test('by two processes at once ends as by one', async () => {
    await asOwner('delete from reference_file');
    const reports = await Promise.all([1, 2, 3].map(() => world.perform(system, loadReference, undefined)));
    expect(reports.filter(({ loaded }) => loaded.length > 0)).toHaveLength(1);
  });

  test('leaves what an administrator has changed', async () => {
    await world.perform(administrator, changeReferenceRow, change({ code: 'SA1.DECIDE.S2' }));
    await asOwner('delete from reference_file');
    await world.perform(system, loadReference, undefined);
    const now = await book();
    expect(now.slaRule('decide', 'SA1', 'S2', '2026-11-30')).toMatchObject({ version: 1, period: { amount: 5 } });
    expect(now.slaRule('decide', 'SA1', 'S2', '2026-12-01')).toMatchObject({ version: 2, period: { amount: 12 } });
  });

  test('corrects a shipped text in place but refuses to rewrite law', async () => {
    await asOwner(
      `update reference_row set data = jsonb_set(data, '{name,km}', '"ចាស់"') where kind = 'remedy' and code = 'apology'`,
    );
    await asOwner('delete from reference_file');
    await world.perform(system, loadReference, undefined);
    expect((await book()).remedy('apology', today)?.name.km).toBe('សុំទោសជាផ្លូវការ');

    await asOwner(
      `update reference_row set data = jsonb_set(data, '{period,amount}', '29') where kind = 'sla_rule' and code = 'SS2.CONCILIATE.S3'`,
    );
    await asOwner('delete from reference_file');
    await expect(world.perform(system, loadReference, undefined)).rejects.toThrow(
      'sla_rule SS2.CONCILIATE.S3 2024-11-22: reference.law_needs_new_version',
    );
    await asOwner(
      `update reference_row set data = jsonb_set(data, '{period,amount}', '30') where kind = 'sla_rule' and code = 'SS2.CONCILIATE.S3'`,
    );
    expect((await world.perform(system, loadReference, undefined)).loaded).toContain('sla_rule');
  });

  test('is for the program alone', async () => {
    await expect(world.perform({ ...administrator, role: 'analyst' }, loadReference, undefined)).rejects.toThrow(
      Forbidden,
    );
  });
});

describe('law', () => {
  const locked = /reference\.law_is_locked/;
  const law = `kind = 'sla_rule' and code = 'SS2.CONCILIATE.S3'`;

  test.each([
    ['update', `update reference_row set data = jsonb_set(data, '{period,amount}', '60') where ${law}`],
    ['softening', `update reference_row set force = 'default' where ${law}`],
    ['ending', `update reference_row set valid_to = '2026-12-31' where ${law}`],
    ['promoting', `update reference_row set force = 'law' where kind = 'sla_rule' and code = 'SA1.DECIDE.S3'`],
    [
      'shadowing',
      `insert into reference_row (kind, code, version, valid_from, force, origin, data, source, created_at, created_by)
       select kind, code, 2, '2026-12-01', 'default', 'administrator', data, source, now(), 'x' from reference_row where ${law}`,
    ],
    [
      'adding',
      `insert into reference_row (kind, code, version, valid_from, force, origin, data, source, created_at, created_by)
       select kind, 'NEW', 1, '2026-12-01', 'law', 'administrator', data, source, now(), 'x' from reference_row where ${law}`,
    ],
  ])('is locked in the database against %s by the role of the program', async (_what, statement) => {
    await expect(sql(statement)).rejects.toThrow(locked);
    await expect(world.perform(administrator, (work: Work) => work.em.execute(statement), undefined)).rejects.toThrow(
      locked,
    );
  });

  test('cannot be deleted by the role of the program at all', async () => {
    await expect(sql(`delete from reference_row where ${law}`)).rejects.toThrow(/permission denied/);
    await expect(sql('truncate reference_row')).rejects.toThrow(/permission denied/);
  });

  test('cannot be shadowed by another rule for the same cell', async () => {
    await expect(
      sql(
        `insert into reference_row (kind, code, version, valid_from, force, origin, data, source, created_at, created_by)
         select kind, 'OTHER', 1, '2026-12-01', 'default', 'administrator', data, source, now(), 'x' from reference_row where ${law}`,
      ),
    ).rejects.toThrow(/reference_row_sla_cell/);
  });

  test('is added to as a dated version through its own function, by the program only, keeping what was', async () => {
    const next = JSON.stringify([
      {
        kind: 'time_bar',
        code: 'ART87-1Y',
        version: 2,
        valid_from: '2027-01-01',
        data: { code: 'ART87-1Y', years: 2, benefits: ourDecision },
        source: { km: 'ច្បាប់ថ្មី', en: 'New law' },
        created_at: '2026-11-21T00:00:00Z',
        created_by: 'test',
      },
    ]);
    const add = (work: Work) => work.em.execute('select reference_add_law(?::jsonb)', [next]);
    await expect(world.perform(administrator, add, undefined)).rejects.toThrow(locked);
    await world.perform(system, add, undefined);
    expect(
      await sql(
        `select version, valid_from::text, valid_to::text from reference_row where code = 'ART87-1Y' order by 1`,
      ),
    ).toEqual([
      { version: 1, valid_from: '2019-11-02', valid_to: '2026-12-31' },
      { version: 2, valid_from: '2027-01-01', valid_to: null },
    ]);
  });

  test('is refused to administrators by name', async () => {
    const attempt = world.perform(administrator, changeReferenceRow, change({ code: 'SS.FILE.S3' }));
    await expect(attempt).rejects.toThrow(RuleBroken);
    await expect(attempt).rejects.toMatchObject({ code: 'rule.law_is_locked' });
  });
});

describe('an administrator', () => {
  test('changes a default from a day on, and the book shows it at once', async () => {
    const before = await book();
    await world.perform(administrator, changeReferenceRow, change());
    const after = await book();
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.slaRule('decide', 'SA1', 'S3', '2026-12-01')).toMatchObject({
      version: 2,
      instrument: ourDecision,
      period: { amount: 12 },
    });
    expect(before.slaRule('decide', 'SA1', 'S3', '2026-12-01')).toMatchObject({ version: 1 });
    const facts = await sql<{ data: unknown }>(
      `select data from outbox where event = 'reference.row_changed' and data ->> 'code' = 'SA1.DECIDE.S3'`,
    );
    expect(facts).toEqual([
      { data: { kind: 'sla_rule', code: 'SA1.DECIDE.S3', version: 2, validFrom: '2026-12-01', fields: ['period'] } },
    ]);
  });

  test('may correct the same day again, and not what waits already', async () => {
    await world.perform(administrator, changeReferenceRow, change({ code: 'SA2.DECIDE.S3' }));
    await world.perform(
      administrator,
      changeReferenceRow,
      change({ code: 'SA2.DECIDE.S3', seenVersion: 2, data: { period: { amount: 8, unit: 'working_days' } } }),
    );
    expect((await book()).slaRule('decide', 'SA2', 'S3', '2027-01-01')).toMatchObject({
      version: 2,
      period: { amount: 8 },
    });
    await expect(
      world.perform(administrator, changeReferenceRow, change({ code: 'SA2.DECIDE.S3', validFrom: '2026-11-25' })),
    ).rejects.toMatchObject({
      code: 'rule.later_version_exists',
    });
  });

  test('is told of every bad field, of the past, and of somebody quicker', async () => {
    const code = 'SA3.DECIDE.S3';
    const bad = change({
      code,
      validFrom: '2026-11-20',
      source: { km: ' ', en: 'x' },
      data: { period: { amount: 0, unit: 'working_days' }, clock: 'settle', colour: 1, pausable: 'yes' },
    });
    const refused = await world.perform(administrator, changeReferenceRow, bad).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect((refused as InvalidInput).fields.map(({ field, code }) => [field, code])).toEqual([
      ['data.period', 'reference.wrong_period'],
      ['data.clock', 'reference.identity_is_kept'],
      ['data.colour', 'reference.unknown_field'],
      ['data.pausable', 'reference.wrong_kind_of_value'],
      ['validFrom', 'reference.past_day'],
      ['source.km', 'reference.both_languages_needed'],
    ]);
    await world.perform(administrator, changeReferenceRow, change({ code }));
    await expect(
      world.perform(administrator, changeReferenceRow, change({ code, validFrom: '2026-12-02' })),
    ).rejects.toThrow(Conflict);
  });

  test('alone may do so; row-level security keeps others out even past the policy', async () => {
    await expect(
      world.perform({ ...administrator, role: 'operator_supervisor' }, changeReferenceRow, change()),
    ).rejects.toThrow(Forbidden);
    const officer: StaffActor = { ...administrator, role: 'commune_officer' };
    const touched = await world.perform(
      officer,
      (work: Work) => work.em.execute<unknown[]>(`update office set name_en = 'x' where code = 'NSAF' returning code`),
      undefined,
    );
    expect(touched).toEqual([]);
    await expect(
      world.perform(
        officer,
        (work: Work) =>
          work.em.execute(`insert into calendar_version values (9, '{"km":"ក","en":"a"}', '{}', 'import', now(), 'x')`),
        undefined,
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('the book', () => {
  test('is one snapshot for the process, and one of its own inside a transaction that changes things', async () => {
    const shared = await book();
    expect(await book()).toBe(shared);
    const rolledBack = world.perform(
      administrator,
      async (work: Work) => {
        await changeReferenceRow(work, change({ code: 'SA4.DECIDE.S3' }));
        expect((await currentBook(work)).slaRule('decide', 'SA4', 'S3', '2026-12-01')?.version).toBe(2);
        expect(await book()).toBe(shared);
        throw new Error('no');
      },
      undefined,
    );
    await expect(rolledBack).rejects.toThrow('no');
    expect((await book()).slaRule('decide', 'SA4', 'S3', '2026-12-01')?.version).toBe(1);
  });

  test('cannot be altered', async () => {
    const current = await book();
    expect(Object.isFrozen(current)).toBe(true);
  });
});

describe('planning a load', () => {
  const row = (more: Partial<StoredRow>): StoredRow => ({
    kind: 'remedy',
    code: 'a',
    version: 1,
    validFrom: '2024-01-01',
    validTo: null,
    force: 'default',
    origin: 'shipped',
    position: 0,
    data: { n: 1 },
    source: { km: 'ក', en: 'a' },
    ...more,
  });
  const ships = (more: Partial<StoredRow>): ShippedRow => {
    const { version: _version, origin: _origin, ...shipped } = row(more);
    return shipped;
  };

  test('closes the version before a new one, also among rows not yet stored', () => {
    const plan = planLoad([], [ships({ validFrom: '2025-01-01', data: { n: 2 } }), ships({})]);
    expect(plan.insert.map(({ version, validFrom, validTo }) => [version, validFrom, validTo])).toEqual([
      [1, '2024-01-01', '2024-12-31'],
      [2, '2025-01-01', null],
    ]);
    const later = planLoad([row({})], [ships({}), ships({ validFrom: '2025-01-01', data: { n: 2 } })]);
    expect(later.close).toEqual([{ kind: 'remedy', code: 'a', version: 1, validTo: '2024-12-31' }]);
    expect(later.insert.map(({ version }) => version)).toEqual([2]);
  });

  test('does not mind the order of keys', () => {
    const plan = planLoad(
      [row({ data: { b: { y: 1, x: [1, { q: 1, p: 2 }] }, a: 1 } })],
      [ships({ data: { a: 1, b: { x: [1, { p: 2, q: 1 }], y: 1 } } })],
    );
    expect([plan.insert, plan.update, plan.close]).toEqual([[], [], []]);
  });

  test('lets an administrator’s version stand, whatever ships later', () => {
    const stored = [
      row({ validTo: '2024-12-31' }),
      row({ version: 2, validFrom: '2025-01-01', origin: 'administrator', data: { n: 9 } }),
    ];
    const plan = planLoad(stored, [ships({}), ships({ validFrom: '2026-01-01', data: { n: 3 } })]);
    expect(plan).toMatchObject({ insert: [], update: [], close: [], kept: ['remedy a 2026-01-01'] });
    const between = planLoad(stored, [ships({}), ships({ validFrom: '2024-06-01', data: { n: 3 } })]);
    expect(between.insert).toMatchObject([{ version: 3, validFrom: '2024-06-01', validTo: '2024-12-31' }]);
    expect(between.close).toEqual([{ kind: 'remedy', code: 'a', version: 1, validTo: '2024-05-31' }]);
  });

  test('lets new law take over from anything, and nothing take over from law', () => {
    const stored = [row({ origin: 'administrator' })];
    expect(planLoad(stored, [ships({ force: 'law', validFrom: '2026-01-01' })])).toMatchObject({
      insert: [{ force: 'law', version: 2 }],
      close: [{ version: 1, validTo: '2025-12-31' }],
    });
    expect(
      planLoad([row({ force: 'law' })], [ships({ force: 'law' }), ships({ validFrom: '2026-01-01' })]).faults,
    ).toEqual([{ code: 'law_is_locked', row: 'remedy a 2026-01-01' }]);
  });
});
