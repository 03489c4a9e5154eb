import { contactOf, handlesCases } from '../../src/cases/index.ts';
import { escalateCase, fileAppeal, handling, transferCase } from '../../src/escalation/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { barredPeople } from '../../src/routing/index.ts';
import { aField, type Field, type Filed } from './field.ts';

const system = systemActor('test');
let field: Field;
beforeAll(async () => {
  field = await aField();
});
beforeEach(() => field.at('2026-11-26T09:00'));
afterEach(() => field.settle());
afterAll(() => field.close());

const escalate = (filed: Filed) =>
  field.act(filed, (work, reference) => escalateCase(work, { reference, reason: 'លើសសមត្ថកិច្ច' }));
const transfer = (filed: Filed, office: string) =>
  field.act(filed, (work, reference) => transferCase(work, { reference, office, reason: 'មិនមែនរបស់យើង' }));
const appeal = (filed: Filed, lateReason: string | null = null) =>
  field.perform(
    { kind: 'complainant', caseId: filed.id },
    (work) => fileAppeal(work, { reference: filed.reference, grounds: 'មិនយល់ព្រម', lateReason }),
    undefined,
  );

describe('an officer passes a case up', () => {
  test('it arrives at the next office with a clock of its own', async () => {
    const filed = await field.file();
    await field.acknowledge(filed);
    await escalate(filed);
    expect(await field.standing(filed)).toMatchObject({ tier: 'SA2', held_office: '1201', status: 'escalated' });
    const decide = (await field.clocks(filed)).filter((clock) => clock.kind === 'decide');
    expect(decide.map(({ tier, state }) => `${tier} ${state}`).sort()).toEqual(['SA1 cancelled', 'SA2 running']);
    expect((await field.standing(filed)).due_at).toEqual(decide.find(({ tier }) => tier === 'SA2')?.due_at);
    expect((await field.facts(filed, 'case.escalated'))[0]?.data).toMatchObject({ how: 'officer', toOffice: '1201' });
    await field.acknowledge(filed);
    await field.decide(filed, 'upheld');
    expect(await field.clock(filed, 'decide')).toMatchObject({ tier: 'SA2', state: 'met' });
  });

  test('not beyond the top', async () => {
    const filed = await field.file({ category: 'HLT-FEE', programme: 'HEF' });
    await field.query(`insert into person (id, email, name, role, office, created_at)
      values (gen_random_uuid(), 'h@example.org', 'h', 'operator_handler', 'HEF-OP', now())`);
    const [person] = await field.query<{ id: string }>(`select id from person where office = 'HEF-OP'`);
    const handler = { ...field.person('NSAF'), personId: person?.id ?? '', office: 'HEF-OP' };
    const up = (office: 'HEF-OP' | 'GS-NSPC') =>
      field.perform(
        office === 'HEF-OP' ? handler : field.person(office),
        (work) => escalateCase(work, { reference: filed.reference, reason: 'x' }),
        undefined,
      );
    await up('HEF-OP');
    expect(await field.standing(filed)).toMatchObject({ tier: 'SA5' });
    await expect(up('GS-NSPC')).rejects.toMatchObject({ code: 'rule.no_body_above' });
  });
});

describe('a transfer', () => {
  test('changes the office and resets no clock', async () => {
    const filed = await field.file();
    const before = await field.clocks(filed);
    field.at('2026-11-30T09:00');
    await transfer(filed, '120109');
    expect(await field.standing(filed)).toMatchObject({ held_office: '120109', tier: 'SA1', status: 'filed' });
    expect(await field.clocks(filed)).toEqual(before);
  });

  test('three times; then a supervisor must decide, and the case is watched', async () => {
    const filed = await field.file();
    for (const office of ['120109', '120101', '120109']) await transfer(filed, office);
    expect(await field.standing(filed)).toMatchObject({ watched_reason: 'too_many_transfers' });
    await expect(transfer(filed, '120101')).rejects.toMatchObject({ code: 'rule.too_many_transfers' });
    await field.perform(
      field.person('operator_supervisor NSAF'),
      (work) => transferCase(work, { reference: filed.reference, office: '120101', reason: 'សម្រេច' }),
      undefined,
    );
    expect(await field.standing(filed)).toMatchObject({ held_office: '120101' });
  });

  test('never to an office that the case is about, nor to another tier or nowhere', async () => {
    const filed = await field.file({ about: [{ kind: 'office', office: '120109', name: null }] });
    await expect(transfer(filed, '120109')).rejects.toMatchObject({ code: 'rule.transfer_to_accused_office' });
    await expect(transfer(filed, '1201')).rejects.toMatchObject({ code: 'rule.transfer_other_tier' });
    await expect(transfer(filed, 'NOWHERE')).rejects.toMatchObject({ fields: [{ field: 'office' }] });
  });
});

describe('an appeal', () => {
  async function decided(): Promise<Filed> {
    const filed = await field.file({ about: [{ kind: 'staff', office: '1201', name: 'លោក កែវ សុភា' }] });
    await field.acknowledge(filed);
    await field.assign(filed);
    await field.decide(filed, 'not_upheld');
    return filed;
  }

  test('is a linked case with its own clock, the same parties, and a fresh decider', async () => {
    const filed = await decided();
    expect(await field.clock(filed, 'appeal_window')).toMatchObject({ state: 'running' });
    const answer = await appeal(filed);
    // The district is passed over: the case is about somebody who works there.
    expect(answer).toMatchObject({ heldBy: { tier: 'SA3', office: '12' }, timing: 'in_time', status: 'filed' });
    const linked = { id: answer.caseId, reference: answer.reference };
    expect(await field.clock(linked, 'decide')).toMatchObject({ tier: 'SA3', state: 'running' });
    const contact = await field.perform(system, (work) => contactOf(work, linked.id), undefined);
    expect(contact.contact).toMatchObject({ name: 'ផល្លា', phone: '+85512345678' });
    const barred = await field.perform(system, (work) => barredPeople(work, linked.id), undefined);
    expect([...barred].sort()).toEqual([field.person('120101').personId, field.person('1201').personId].sort());
    expect(await field.facts(filed, 'appeal.filed')).toHaveLength(1);
    expect((await field.clock(filed, 'appeal_window')).state).toBe('met');
    // Those who review it may read what was decided below.
    const [row] = await field.query(`select how from case_custody where case_id = $1 and office = '12'`, [filed.id]);
    expect(row).toEqual({ how: 'party' });
  });

  test('needs a decision, and a reason when it comes late', async () => {
    const undecided = await field.file();
    await expect(appeal(undecided)).rejects.toMatchObject({
      code: 'rule.appeal_needs_decision',
      params: { until: '2026-12-10' },
    });
    const filed = await decided();
    field.at('2027-03-01T09:00');
    await field.sweep();
    await expect(appeal(filed)).rejects.toMatchObject({ code: 'rule.late_appeal_needs_reason' });
    expect(await appeal(filed, 'ទឹកជំនន់')).toMatchObject({ timing: 'late_with_reason' });
  });

  test('is taken down by staff for whoever cannot write', async () => {
    const filed = await decided();
    const answer = await field.perform(
      field.person('120101'),
      (work) => fileAppeal(work, { reference: filed.reference, grounds: 'ប្រាប់ដោយមាត់' }),
      undefined,
    );
    const [kept] = await field.query(`select on_behalf from appeal where case_id = $1`, [answer.caseId]);
    expect(kept).toEqual({ on_behalf: true });
  });
});

test('marked as protected, a case goes to the desk and is timed there', async () => {
  const filed = await field.file();
  await field.acknowledge(filed);
  await field.act(filed, (work, reference) => handling.markProtected(work, { reference, reason: null }));
  expect(await field.standing(filed)).toMatchObject({ tier: 'SA4', held_office: 'NSAF-PROT' });
  const decide = (await field.clocks(filed)).filter((clock) => clock.kind === 'decide');
  expect(decide.map(({ tier, state }) => `${tier} ${state}`).sort()).toEqual(['SA1 cancelled', 'SA4 running']);
  expect(handlesCases('protection_officer')).toBe(true);
});
