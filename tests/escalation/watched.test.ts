import { keepFailure } from '../../src/escalation/records/sweep-store.ts';
import { overdueNotEscalated, watchedCases, watchedCount } from '../../src/escalation/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { aField, type Field } from './field.ts';

const system = systemActor('test');
let field: Field;
beforeAll(async () => {
  field = await aField();
});
beforeEach(() => field.at('2026-11-26T09:00'));
afterEach(() => field.settle());
afterAll(() => field.close());

const notEscalated = () => field.perform(system, overdueNotEscalated, undefined);

test('a case that nobody has taken is watched at its breach, and no more once somebody has it', async () => {
  const filed = await field.file();
  await field.acknowledge(filed);
  field.at('2026-12-11T17:31');
  await field.sweep();
  expect(await field.standing(filed)).toMatchObject({ tier: 'SA1', watched_reason: 'unassigned' });
  expect(await field.perform(system, watchedCount, undefined)).toBe(1);
  await field.assign(filed);
  expect(await field.standing(filed)).toMatchObject({ watched_reason: null });
  await field.sweep();
  expect(await field.facts(filed, 'case.watched')).toHaveLength(1);
  expect(await notEscalated()).toBe(0);
});

test('a supervisor who can be warned is named in the fact; without one the case is watched', async () => {
  const filed = await field.file();
  await field.acknowledge(filed);
  await field.assign(filed);
  field.at('2026-12-11T17:31');
  await field.sweep();
  expect((await field.facts(filed, 'clock.breached'))[0]?.data).toMatchObject({ kind: 'decide', supervisor: '1201' });
  expect(await field.standing(filed)).toMatchObject({ watched_reason: null });

  await field.query(`update person set active = false where office = '1201'`);
  field.at('2026-11-26T09:00');
  const other = await field.file();
  await field.acknowledge(other);
  await field.assign(other);
  field.at('2026-12-11T17:31');
  await field.sweep();
  expect(await field.standing(other)).toMatchObject({ watched_reason: 'no_supervisor' });
});

test('a case that comes to an office where nobody works is watched there', async () => {
  await field.query(`update person set active = false where office = '1201'`);
  const filed = await field.file();
  field.at('2026-12-21T09:00');
  await field.sweep();
  expect(await field.standing(filed)).toMatchObject({ held_office: '1201', watched_reason: 'nobody_at_office' });
  expect(await notEscalated()).toBe(0);
});

test('a missed acknowledgement is watched until somebody acknowledges', async () => {
  const filed = await field.file();
  field.at('2026-12-02T09:00');
  await field.sweep();
  expect(await field.standing(filed)).toMatchObject({ tier: 'SA1', watched_reason: 'overdue:acknowledge' });
  await field.acknowledge(filed);
  expect(await field.standing(filed)).toMatchObject({ watched_reason: null });
  expect(await field.clock(filed, 'acknowledge')).toMatchObject({ state: 'met' });
});

test('one case that cannot be swept stops no other, and is shown until it can be', async () => {
  const [bad, ...good] = [await field.file(), await field.file(), await field.file()];
  await field.query(`
    create function refuse_one() returns trigger language plpgsql as $$ begin
      if new.id = '${bad.id}' and new.held_office is distinct from old.held_office then raise exception 'no'; end if;
      return new;
    end $$`);
  await field.query(`create trigger refuse_one before update on case_file for each row execute function refuse_one()`);
  field.at('2026-12-21T09:00');
  const failed: string[] = [];
  const report = await field.sweep({ onFailure: (clockId) => failed.push(clockId) });
  expect(report).toMatchObject({ failed: 1, escalated: 2 });
  expect(failed).toEqual([(await field.clock(bad, 'decide')).id]);
  for (const each of good) expect(await field.standing(each)).toMatchObject({ tier: 'SA2' });
  expect(await field.standing(bad)).toMatchObject({ tier: 'SA1', watched_reason: expect.any(String) });
  const [shown] = (await field.perform(system, watchedCases, undefined)).filter(({ caseId }) => caseId === bad.id);
  expect(shown?.failure).toMatchObject({ attempts: 1 });
  expect(await notEscalated()).toBe(0);

  // Not tried again at once; and once it can be moved, it is, and is shown no more.
  expect(await field.sweep()).toMatchObject({ handled: 0, failed: 0 });
  await field.query(`drop trigger refuse_one on case_file`);
  field.at('2026-12-21T09:05');
  expect(await field.sweep()).toMatchObject({ failed: 0, escalated: 1 });
  expect(await field.standing(bad)).toMatchObject({ tier: 'SA2', watched_reason: null });
  expect(await field.query(`select 1 from sweep_failure`)).toEqual([]);
});

test('a clock that fails for two who sweep at the same moment has failed once', async () => {
  const filed = await field.file();
  const { id } = await field.clock(filed, 'decide');
  const of = { clockId: String(id), caseId: filed.id, reason: 'no' };
  expect(await field.perform(system, keepFailure, of)).toBe(true);
  expect(await field.perform(system, keepFailure, of)).toBe(false);
  expect(await field.query(`select attempts from sweep_failure where clock_id = $1`, [id])).toEqual([{ attempts: 1 }]);
  field.at('2026-11-26T09:01');
  expect(await field.perform(system, keepFailure, of)).toBe(true);
  expect(await field.query(`select attempts from sweep_failure where clock_id = $1`, [id])).toEqual([{ attempts: 2 }]);
});

test('a clock whose rule cannot be read fails alone', async () => {
  const [bad, good] = [await field.file(), await field.file()];
  await field.query(`update sla_clock set warned = '{"not":"a list"}' where id = $1`, [
    (await field.clock(bad, 'decide')).id,
  ]);
  field.at('2026-12-21T09:00');
  expect(await field.sweep()).toMatchObject({ failed: 1, escalated: 1 });
  expect(await field.standing(good)).toMatchObject({ tier: 'SA2' });
  expect(await field.standing(bad)).toMatchObject({ tier: 'SA1', watched_reason: 'overdue:acknowledge' });
  expect(await notEscalated()).toBe(0);
});

test('a severity without a rule at its tier is watched from the start, never given another deadline', async () => {
  const filed = await field.file({ severity: 'S1' });
  expect(await field.standing(filed)).toMatchObject({
    watched_reason: expect.stringMatching(/^no_rule:/),
    due_at: null,
  });
  expect(await field.facts(filed, 'case.watched')).toHaveLength(1);
});

test('a protected case stays with its desk: overdue, it is watched and goes nowhere', async () => {
  const filed = await field.file({ category: 'FRD-COR' });
  expect(await field.standing(filed)).toMatchObject({ tier: 'SA4', held_office: 'NSAF-PROT' });
  field.at('2027-03-01T09:00');
  await field.sweep();
  expect(await field.standing(filed)).toMatchObject({ held_office: 'NSAF-PROT', watched_reason: 'protected_overdue' });
  expect(await field.facts(filed, 'case.escalated')).toEqual([]);
  expect(await notEscalated()).toBe(0);

  const critical = await field.file({ category: 'PRT-GBV' });
  expect((await field.clocks(critical)).map((clock) => clock.kind).sort()).toEqual([
    'acknowledge',
    'decide',
    'safe_contact',
  ]);
});

test('a case about the district passes it by on its way up', async () => {
  const filed = await field.file({ about: [{ kind: 'office', office: '1201', name: null }] });
  field.at('2026-12-21T09:00');
  await field.sweep();
  expect(await field.standing(filed)).toMatchObject({ tier: 'SA3', held_office: '12' });
  const rows = await field.query(`select how, from_office, to_office from escalation where case_id = $1 order by how`, [
    filed.id,
  ]);
  expect(rows).toEqual([
    { how: 'skip', from_office: '1201', to_office: '12' },
    { how: 'time', from_office: '120101', to_office: '12' },
  ]);
});
