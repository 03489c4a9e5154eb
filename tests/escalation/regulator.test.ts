import { fileAppeal, overdueNotEscalated, surroundingsOf } from '../../src/escalation/index.ts';
import { readCase } from '../../src/cases/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { aField, type Field, type Filed } from './field.ts';

const system = systemActor('test');
let field: Field;
beforeAll(async () => {
  field = await aField();
});
beforeEach(() => field.at('2026-11-26T09:00'));
afterEach(() => field.settle());
afterAll(() => field.close());

const byParty = (filed: Filed, lateReason: string | null = null) =>
  field.perform(
    { kind: 'complainant', caseId: filed.id },
    (work) => fileAppeal(work, { reference: filed.reference, grounds: 'មិនយល់ព្រម', lateReason }),
    undefined,
  );

/** An NSSF case that went by time from the branch to the committee, and whose settlement is overdue. */
async function unsettled(): Promise<Filed> {
  const filed = await field.file({ programme: 'SS-HC-PRI', category: 'HCB-RMB' });
  field.at('2027-02-01T09:00');
  await field.sweep({ replay: true });
  return filed;
}

test('time moves an NSSF case to the committee and no further: the party gets notice of its right', async () => {
  const filed = await unsettled();
  expect(await field.standing(filed)).toMatchObject({ tier: 'SS1B', held_office: 'NSSF-DSC' });
  const settle = await field.clock(filed, 'settle');
  expect(settle).toMatchObject({ state: 'breached', due_at: new Date('2027-01-12T10:30:00Z') });
  const right = await field.clock(filed, 'file_with_regulator');
  expect(right).toMatchObject({ state: 'running', trigger_at: settle.due_at, pauses: [] });
  const notices = await field.facts(filed, 'regulator.right_opened');
  expect(notices).toHaveLength(1);
  expect(notices[0]?.data).toMatchObject({ clockId: right.id, dueAt: right.due_at.toISOString() });
  const around = await field.perform(
    system,
    async (work) => surroundingsOf(work, await readCase(work, filed.id)),
    undefined,
  );
  expect(around).toMatchObject({ regulatorRightOpen: true, appealBody: true, topOfLadder: true });
  await field.sweep();
  expect(await field.facts(filed, 'regulator.right_opened')).toHaveLength(1);
  expect(await field.perform(system, overdueNotEscalated, undefined)).toBe(0);
});

test('a settlement missed at the committee warns the headquarters and gives notice: it does not stand still as well', async () => {
  const filed = await field.file({ programme: 'SS-HC-PRI', category: 'HCB-RMB' });
  field.at('2026-12-28T09:00');
  await field.sweep({ replay: true });
  expect(await field.standing(filed)).toMatchObject({ tier: 'SS1B' });
  await field.acknowledge(filed);
  await field.assign(filed);
  field.at('2027-02-01T09:00');
  await field.sweep({ replay: true });
  const breaches = await field.facts(filed, 'clock.breached');
  expect(breaches.find(({ data }) => data['kind'] === 'settle')?.data).toMatchObject({ supervisor: 'NSSF-HQ' });
  expect(await field.facts(filed, 'regulator.right_opened')).toHaveLength(1);
  expect(await field.standing(filed)).toMatchObject({ watched_reason: null });
});

test('the party goes to the regulator: a new case there, the one below referred as not settled', async () => {
  const filed = await unsettled();
  const answer = await byParty(filed);
  expect(answer).toMatchObject({
    appealOf: filed.reference,
    timing: 'in_time',
    heldBy: { office: 'SSR', tier: 'SS2' },
  });
  expect(answer.deadlines.map(({ kind }) => kind).sort()).toEqual(['acknowledge', 'completeness']);
  expect(await field.standing(filed)).toMatchObject({ status: 'referred', outcome: 'not_settled', due_at: null });
  expect(await field.clock(filed, 'file_with_regulator')).toMatchObject({ state: 'met' });
  const appeal = { id: answer.caseId, reference: answer.reference };
  expect(await field.standing(appeal)).toMatchObject({ status: 'filed', tier: 'SS2', held_office: 'SSR' });
  const [kept] = await field.query(`select timing, on_behalf from appeal where case_id = $1`, [answer.caseId]);
  expect(kept).toEqual({ timing: 'in_time', on_behalf: false });
  const [same] = await field.query(
    `select a.receipt_hash = b.receipt_hash as same from case_file a, case_file b where a.id = $1 and b.id = $2`,
    [filed.id, answer.caseId],
  );
  expect(same).toEqual({ same: true });
  await expect(byParty(filed)).rejects.toMatchObject({ code: 'rule.already_appealed' });
});

test('too early is judged by name and says until when to wait; too late needs a reason, which is kept', async () => {
  const early = await field.file({ programme: 'SS-PEN-PUB', category: 'PEN-CMP' });
  await expect(byParty(early)).rejects.toMatchObject({
    code: 'rule.regulator_right_not_open',
    params: { until: '2026-12-10' },
  });

  const filed = await unsettled();
  field.at('2027-06-01T09:00');
  await field.sweep();
  await expect(byParty(filed)).rejects.toMatchObject({ code: 'rule.late_appeal_needs_reason' });
  expect(await byParty(filed, 'ខ្ញុំនៅមន្ទីរពេទ្យ')).toMatchObject({ timing: 'late_with_reason' });
});

test('a decision that nothing was settled opens the right at once, thirty working days by law', async () => {
  const filed = await field.file({ programme: 'SS-HC-PRI', category: 'HCB-RMB' });
  await field.acknowledge(filed);
  await field.decide(filed, 'not_settled');
  const [right] = await field.query<{ force: string; due_at: Date; rule_id: string }>(
    `select force, due_at, rule_id from sla_clock where case_id = $1 and kind = 'file_with_regulator'`,
    [filed.id],
  );
  expect(right).toMatchObject({ force: 'law', rule_id: 'SS.FILE.S3', due_at: new Date('2027-01-12T10:30:00Z') });
  expect(await field.facts(filed, 'regulator.right_opened')).toHaveLength(1);
  const [decision] = await field.query(`select next_body, appeal_until from case_decision where case_id = $1`, [
    filed.id,
  ]);
  expect(decision).toEqual({ next_body: 'SSR', appeal_until: right?.due_at });
  expect(await byParty(filed)).toMatchObject({ heldBy: { tier: 'SS2' }, timing: 'in_time' });
});

test('an operator without a committee: what its first level does not settle in time opens the right', async () => {
  const filed = await field.file({ programme: 'SS-PEN-PUB', category: 'PEN-CMP' });
  field.at('2027-02-01T09:00');
  await field.sweep({ replay: true });
  expect(await field.standing(filed)).toMatchObject({ tier: 'SS1A', held_office: 'NSAF-PEN' });
  expect(await field.facts(filed, 'regulator.right_opened')).toHaveLength(1);
});
