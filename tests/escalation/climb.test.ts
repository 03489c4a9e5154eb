import { overdueNotEscalated } from '../../src/escalation/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { aField, type Field, type Filed } from './field.ts';

const system = systemActor('test');
let field: Field;
beforeAll(async () => {
  field = await aField();
});
afterAll(() => field.close());

const notEscalated = () => field.perform(system, overdueNotEscalated, undefined);

describe('a case that nobody decides', () => {
  test('climbs from the commune to the top, and then is watched', async () => {
    field.at('2026-11-21T09:00');
    const filed = await field.file();
    expect(await field.standing(filed)).toMatchObject({ tier: 'SA1', held_office: '120101', status: 'filed' });
    const path: string[] = [];
    for (let sweeps = 0; sweeps < 40; sweeps += 1) {
      const open = (await field.clocks(filed)).flatMap((clock) => clock.next_action_at ?? []);
      if (open.length === 0) break;
      field.world.clock.set(new Date(Math.min(...open.map((at) => at.getTime()))));
      await field.sweep();
      const { tier, held_office: office } = await field.standing(filed);
      if (path.at(-1) !== `${tier} ${office}`) path.push(`${tier} ${office}`);
    }
    expect(path).toEqual(['SA1 120101', 'SA2 1201', 'SA3 12', 'SA4 NSAF', 'SA5 GS-NSPC']);
    expect(await field.standing(filed)).toMatchObject({ status: 'escalated', watched_reason: 'top_of_ladder' });
    expect(await notEscalated()).toBe(0);

    const moves = await field.facts(filed, 'case.escalated');
    expect(moves.map(({ data }) => data['how'])).toEqual(['time', 'time', 'time', 'time']);
    // 10 + 5 working days at the commune from Saturday 21 November: three days of Water Festival fall out.
    expect(moves[0]?.at.toISOString()).toBe('2026-12-16T10:30:00.000Z');
    const warned = await field.facts(filed, 'clock.warned');
    expect(warned.filter(({ data }) => data['kind'] === 'decide').map(({ data }) => data['fraction'])).toEqual([
      0.5, 0.8, 0.5, 0.8, 0.5, 0.8, 0.5, 0.8, 0.5, 0.8,
    ]);
    const custody = await field.query(
      `select office, how, until_at is null as holds from case_custody where case_id = $1 order by from_at`,
      [filed.id],
    );
    expect(custody).toEqual([
      { office: '120101', how: 'filed', holds: false },
      { office: '1201', how: 'time', holds: false },
      { office: '12', how: 'time', holds: false },
      { office: 'NSAF', how: 'time', holds: false },
      { office: 'GS-NSPC', how: 'time', holds: true },
    ]);
  });

  test('moves once however often the sweep runs, two sweeps at a time', async () => {
    field.at('2026-11-26T09:00');
    const filed = await Promise.all(Array.from({ length: 12 }, () => field.file()));
    field.at('2026-12-21T09:00');
    await Promise.all([field.sweep({ chunk: 3 }), field.sweep({ chunk: 5 }), field.sweep({ chunk: 2 })]);
    await field.sweep();
    for (const each of filed) {
      expect(await field.standing(each)).toMatchObject({ tier: 'SA2', held_office: '1201' });
      expect(await field.facts(each, 'case.escalated')).toHaveLength(1);
      expect(await field.facts(each, 'clock.breached')).toHaveLength(2);
    }
    const rows = await field.query<{ n: string }>(`select count(*) as n from escalation where case_id = any($1)`, [
      filed.map(({ id }) => id),
    ]);
    expect(Number(rows[0]?.n)).toBe(12);
    expect(await notEscalated()).toBe(0);
  });
});

describe('after days without a program', () => {
  test('all that is overdue is handled in the order in which it fell due, and arrives when it is moved', async () => {
    field.at('2027-02-01T09:00');
    const second = await field.file();
    field.at('2027-01-25T09:00');
    const first = await field.file();
    field.at('2027-04-30T09:00');
    expect(await notEscalated()).toBeGreaterThan(0);
    await field.sweep({ chunk: 1, lanes: 1 });
    expect(await notEscalated()).toBe(0);
    const rows = await field.query<{ case_id: string }>(
      `select case_id from escalation where case_id = any($1) order by id`,
      [[first.id, second.id]],
    );
    expect(rows.map((row) => row.case_id)).toEqual([first.id, second.id]);
    const decide = await field.clock(first, 'decide');
    expect(decide).toMatchObject({ tier: 'SA2', state: 'running' });
    expect(decide.trigger_at.toISOString()).toBe('2027-04-30T02:00:00.000Z');
  });

  test('a sandbox replays what happened meanwhile, each thing at its own time', async () => {
    field.at('2027-05-03T09:00');
    const filed = await field.file();
    field.at('2027-10-29T09:00');
    await field.sweep({ replay: true });
    expect(await field.standing(filed)).toMatchObject({ tier: 'SA5', held_office: 'GS-NSPC' });
    const moves = await field.facts(filed, 'case.escalated');
    expect(moves).toHaveLength(4);
    const times = moves.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(4);
    expect(times[0]).toBeLessThan(new Date('2027-06-05T00:00:00Z').getTime());
    expect(await notEscalated()).toBe(0);
  });
});

describe('many cases due at once', () => {
  test('are all seen, and none is overlooked', async () => {
    field.at('2028-01-03T09:00');
    const filed: Filed[] = [];
    while (filed.length < 130) filed.push(...(await Promise.all([1, 2, 3, 4, 5].map(() => field.file()))));
    field.at('2028-02-14T17:31');
    const report = await field.sweep({ chunk: 50 });
    expect(report.failed).toBe(0);
    expect(report.escalated).toBeGreaterThanOrEqual(130);
    const left = await field.query<{ n: string }>(
      `select count(*) as n from case_file where id = any($1) and tier = 'SA1'`,
      [filed.map(({ id }) => id)],
    );
    expect(Number(left[0]?.n)).toBe(0);
    expect(await notEscalated()).toBe(0);
  });
});
