import { systemActor } from '../../src/kernel/actor.ts';
import { currentBook, importHolidays } from '../../src/reference/index.ts';
import { applyRuleToRunning, recomputeForCalendar, ruleEffect } from '../../src/sla/index.ts';
import { aField, type Field } from '../escalation/field.ts';

const system = systemActor('test');
let field: Field;
beforeEach(async () => {
  field = await aField();
  field.at('2026-11-26T09:00');
});
afterEach(() => field.close());

const recompute = (apply = true) =>
  field.perform(system, (work) => recomputeForCalendar(work, { apply, limit: 3 }), undefined);

async function recomputeAll(): Promise<number> {
  let moved = 0;
  for (let after: string | null | undefined; after !== null;) {
    const from = after;
    const page = await field.perform(
      system,
      (work) => recomputeForCalendar(work, { apply: true, limit: 3, ...(from === undefined ? {} : { after: from }) }),
      undefined,
    );
    moved += page.moved;
    after = page.next;
  }
  return moved;
}

test('a holiday announced late moves deadlines that run, each as a fact; what was met or missed stays', async () => {
  const open = [await field.file(), await field.file(), await field.file()];
  const met = await field.file();
  await field.acknowledge(met);
  await field.decide(met, 'upheld');
  const missed = await field.file();
  await field.query(`update sla_clock set due_at = '2026-11-25T10:30:00Z' where case_id = $1`, [missed.id]);
  const before = await field.clock(met, 'decide');

  const csv = 'date,name_en,name_km\n2026-12-04,Day of Mourning,ថ្ងៃកាន់ទុក្ខ\n';
  await field.perform(system, importHolidays, { csv });
  expect((await recompute(false)).moved).toBeGreaterThan(0);
  expect(await field.facts(open[0] ?? met, 'clock.recomputed')).toEqual([]);
  expect(await recomputeAll()).toBeGreaterThanOrEqual(3);

  for (const filed of open) {
    const decide = await field.clock(filed, 'decide');
    expect(decide.due_at).toEqual(new Date('2026-12-11T10:30:00Z'));
    expect((await field.standing(filed)).due_at).toEqual(decide.due_at);
    const facts = (await field.facts(filed, 'clock.recomputed')).filter(({ data }) => data['kind'] === 'decide');
    expect(facts.map(({ data }) => [data['from'], data['to']])).toEqual([
      ['2026-12-10T10:30:00.000Z', '2026-12-11T10:30:00.000Z'],
    ]);
  }
  expect(await field.clock(met, 'decide')).toEqual(before);
  expect((await field.clock(missed, 'decide')).due_at).toEqual(new Date('2026-11-25T10:30:00Z'));
  expect(await recomputeAll()).toBe(0);
});

test('a changed rule leaves running clocks alone until an administrator says so, with a reason', async () => {
  const filed = await field.file();
  const hidden = await field.file();
  await field.query('update case_file set protected = true where id = $1', [hidden.id]);
  const before = await field.clock(filed, 'decide');
  await field.query(
    `update reference_row set valid_to = '2026-11-25' where kind = 'sla_rule' and code = 'SA1.DECIDE.S3'`,
  );
  await field.query(`
    insert into reference_row (kind, code, version, valid_from, force, origin, position, data, source, created_at, created_by)
    select kind, code, 2, '2026-11-26', force, 'administrator', position,
      jsonb_set(data, '{period,amount}', '6'), source, now(), 'test'
    from reference_row where kind = 'sla_rule' and code = 'SA1.DECIDE.S3'`);
  const rule = async () =>
    (await field.perform(system, currentBook, undefined)).slaRuleById('SA1.DECIDE.S3', '2026-11-26');
  for (let tries = 0; (await rule())?.version !== 2 && tries < 40; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await rule()).toMatchObject({ version: 2, period: { amount: 6 } });
  await field.sweep();
  expect(await field.clock(filed, 'decide')).toEqual(before);
  const fresh = await field.file();
  expect((await field.clock(fresh, 'decide')).due_at).toEqual(new Date('2026-12-04T10:30:00Z'));

  // Numbers that administrators are told hold no protected case.
  const effect = await field.perform(system, ruleEffect, { rule: 'SA1.DECIDE.S3', amount: 6 });
  expect(effect.running.map(({ version, count }) => [version, count])).toEqual([
    [2, 1],
    [1, 1],
  ]);

  const apply = (reason: string) =>
    field.perform(system, (work) => applyRuleToRunning(work, { rule: 'SA1.DECIDE.S3', reason }), undefined);
  await expect(apply(' ')).rejects.toMatchObject({ fields: [{ field: 'reason' }] });
  await expect(
    field.perform(
      field.person('120101'),
      (work) => applyRuleToRunning(work, { rule: 'SA1.DECIDE.S3', reason: 'x' }),
      undefined,
    ),
  ).rejects.toMatchObject({ code: 'forbidden.action' });
  expect(await apply('សេចក្តីសម្រេច ១២')).toEqual({ changed: 1, left: 0, next: null });
  const after = await field.clock(filed, 'decide');
  expect(after.due_at).toEqual(new Date('2026-12-04T10:30:00Z'));
  expect((await field.clock(hidden, 'decide')).due_at).toEqual(after.due_at);
  expect((await field.standing(filed)).due_at).toEqual(after.due_at);
  expect((await field.facts(filed, 'clock.rule_applied'))[0]?.data).toMatchObject({ fromVersion: 1, toVersion: 2 });
});
