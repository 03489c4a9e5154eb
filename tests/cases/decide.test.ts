import { changesSince, messagesOf, remediesOf, type DecisionGiven } from '../../src/cases/index.ts';
import { handling } from '../../src/escalation/index.ts';
import { InvalidInput } from '../../src/kernel/errors.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { aDesk, refusalOf, type Desk, type FiledCase } from '../support/desk.ts';

let desk: Desk;
let officer: StaffActor;
let colleague: StaffActor;
beforeAll(async () => {
  desk = await aDesk();
  officer = await desk.staff('province_officer', '12', 'លី វណ្ណា');
  colleague = await desk.staff('province_officer', '12', 'ចាន់ ធារី');
});
afterAll(() => desk.close());

const plain: DecisionGiven = {
  outcome: 'upheld',
  reasons: 'បញ្ជីបើកប្រាក់បង្ហាញថាមិនទាន់បើក',
  legalBasis: null,
  evidence: null,
  remedies: [],
};
const arrears = { kind: 'pay_arrears', amountKhr: 120_000, dueOn: '2026-12-15', text: 'ខែកញ្ញា ដល់តុលា' };

async function acknowledged(
  more: Readonly<Record<string, unknown>> = {},
  by: StaffActor = officer,
): Promise<FiledCase> {
  const of = await desk.file(more);
  await desk.as(by, handling.acknowledge, { reference: of.reference });
  return of;
}

const decide = (by: StaffActor, of: FiledCase, given: Partial<DecisionGiven> = {}, expectedVersion?: number) =>
  desk.as(by, handling.decide, { reference: of.reference, expectedVersion, ...plain, ...given });

async function faultsOf(run: Promise<unknown>): Promise<string[]> {
  const error = await run.catch((thrown: unknown) => thrown);
  if (!(error instanceof InvalidInput)) throw error;
  return error.fields.map(({ field, code }) => `${field} ${code}`);
}

describe('what a decision must say', () => {
  test('every bad field is named at once', async () => {
    const of = await acknowledged();
    const bad = decide(officer, of, {
      outcome: 'settled',
      reasons: ' ',
      remedies: [
        { kind: 'pay_arrears', amountKhr: null, dueOn: '2026-11-20', text: null },
        { kind: 'gold', amountKhr: null, dueOn: '2026-12-01', text: null },
      ],
    });
    expect(await faultsOf(bad)).toEqual([
      'outcome unknown_outcome',
      'reasons required',
      'remedies.0.amountKhr required',
      'remedies.0.dueOn date_in_past',
      'remedies.1.kind unknown_remedy',
    ]);
    expect(await desk.owner('select 1 from case_decision where case_id = $1', [of.id])).toEqual([]);
  });

  test('an outcome without remedies carries none', async () => {
    const of = await acknowledged();
    expect(await faultsOf(decide(officer, of, { outcome: 'not_upheld', remedies: [arrears] }))).toEqual([
      'remedies outcome_carries_no_remedies',
    ]);
  });

  test('the status follows from the outcome, and the way on is laid down', async () => {
    const of = await acknowledged();
    expect(await decide(officer, of)).toMatchObject({ status: 'decided' });
    const [row] = await desk.owner<{ next_body: string; appeal_until: Date }>(
      'select next_body, appeal_until from case_decision where case_id = $1',
      [of.id],
    );
    expect(row).toEqual({ next_body: 'NSAF', appeal_until: expect.any(Date) });
    const ended = await acknowledged();
    expect(await decide(officer, ended, { outcome: 'inadmissible' })).toMatchObject({ status: 'inadmissible' });
  });
});

describe('rules of law and of the record', () => {
  test('a wage deduction is referred, never decided (Art. 99)', async () => {
    const branch = await desk.staff('operator_handler', 'NSSF-12');
    const of = await acknowledged({ programme: 'SS-PEN-PRI', category: 'EMP-DED' }, branch);
    expect(await refusalOf(decide(branch, of, { outcome: 'settled' }))).toBe('rule.refer_only');
    expect(await decide(branch, of, { outcome: 'referred_to_inspection' })).toMatchObject({ status: 'referred' });
  });

  test('a duplicate says of which case, and never of another duplicate', async () => {
    const [first, second, third] = [await acknowledged(), await acknowledged(), await acknowledged()];
    expect(await refusalOf(decide(officer, second, { outcome: 'duplicate' }))).toBe('rule.duplicate_needs_link');
    const link = (of: FiledCase, to: FiledCase) =>
      desk.as(officer, handling.link, { reference: of.reference, other: to.reference, kind: 'duplicate' });
    await link(second, first);
    expect(await refusalOf(link(third, second))).toBe('rule.duplicate_of_duplicate');
    expect(await faultsOf(link(third, third))).toEqual(['other same_case']);
    expect(await decide(officer, second, { outcome: 'duplicate' })).toMatchObject({ status: 'closed' });
  });

  test('nobody is unreachable before three unanswered questions over 15 working days', async () => {
    const of = await acknowledged();
    const ask = () =>
      desk.as(officer, handling.requestInformation, {
        reference: of.reference,
        question: 'សូមទាក់ទងមកយើង',
        replyWithinWorkingDays: 5,
      });
    const startedAt = desk.world.clock.now();
    for (let week = 0; week < 3; week += 1) {
      await ask();
      desk.world.clock.advance(10 * 86_400_000);
      await desk.put(of, 'in_progress');
      if (week === 2) continue;
      expect(await refusalOf(decide(officer, of, { outcome: 'unreachable' }))).toBe('rule.unreachable_needs_attempts');
    }
    expect(await decide(officer, of, { outcome: 'unreachable' })).toMatchObject({ status: 'closed' });
    desk.world.clock.set(startedAt);
  });

  test('nobody who is named in the case decides it or is given it', async () => {
    const named = await desk.staff('province_officer', '12', 'ហួត ពិសិដ្ឋ');
    const of = await acknowledged({ about: [{ kind: 'staff', name: 'ហួត ពិសិដ្ឋ' }] });
    const assign = (person: string) => desk.as(officer, handling.assign, { reference: of.reference, assignee: person });
    expect(await refusalOf(assign(named.personId))).toBe('rule.assignee_is_barred');
    expect(await refusalOf(decide(named, of))).toBe('rule.decider_is_barred');
    await assign(colleague.personId);
    expect(await desk.owner('select assigned_to from case_file where id = $1', [of.id])).toEqual([
      { assigned_to: colleague.personId },
    ]);
  });

  test('a case is given to active handlers of its office alone, by id or e-mail', async () => {
    const of = await acknowledged();
    const [elsewhere, counter] = [
      await desk.staff('province_officer', '23'),
      await desk.staff('counter_officer', '12'),
    ];
    const assign = (assignee: string) => desk.as(officer, handling.assign, { reference: of.reference, assignee });
    for (const nobody of [elsewhere.personId, counter.personId, of.id, 'nobody@example.test']) {
      expect(await faultsOf(assign(nobody))).toEqual(['assignee assignee_not_at_office']);
    }
    await assign(`${colleague.personId}@EXAMPLE.test`);
  });
});

describe('two officers at once', () => {
  test('one decides, the other is told that the case has changed, and how', async () => {
    const of = await acknowledged();
    const version = 2;
    const results = await Promise.allSettled([decide(officer, of, {}, version), decide(colleague, of, {}, version)]);
    expect(results.filter((of_) => of_.status === 'fulfilled')).toHaveLength(1);
    const [loser] = results.filter((of_) => of_.status === 'rejected');
    expect(loser?.reason).toMatchObject({ code: 'conflict.case_changed', params: { version: 3 } });
    expect(await desk.owner('select 1 from case_decision where case_id = $1', [of.id])).toHaveLength(1);
    const changes = await desk.as(colleague, changesSince, { reference: of.reference, version });
    expect(changes.map((change) => change.kind)).toEqual(['case.decided']);
    expect(changes[0]?.text.en).toBe('Decided: Upheld');
  });

  test('without a version the second is refused by the rule', async () => {
    const of = await acknowledged();
    const results = await Promise.allSettled([decide(officer, of), decide(colleague, of)]);
    const [loser] = results.filter((of_) => of_.status === 'rejected');
    expect(loser?.reason).toMatchObject({ code: 'rule.decide_needs_acknowledged_case' });
  });
});

describe('the life of a remedy', () => {
  test('ordered, fulfilled, disputed, fulfilled again, confirmed; then the case is done', async () => {
    const of = await acknowledged();
    await decide(officer, of, {
      remedies: [arrears, { kind: 'apology', amountKhr: null, dueOn: '2026-12-01', text: null }],
    });
    const target = { reference: of.reference };
    const [sorry, money] = await desk.as(officer, remediesOf, of.reference);
    expect(money).toMatchObject({ kind: 'pay_arrears', amountKhr: 120_000, dueOn: '2026-12-15', state: 'ordered' });
    const [moneyId, sorryId] = [money?.id ?? '', sorry?.id ?? ''];
    const fulfil = (remedyId: string) =>
      desk.as(officer, handling.fulfilRemedy, { ...target, remedyId, evidence: 'លេខប្រតិបត្តិការ 881' });
    const answer = (remedyId: string, confirmed: boolean, text: string | null = null) =>
      desk.as(of.complainant, handling.confirmRemedy, { ...target, remedyId, confirmed, text });

    expect(await refusalOf(desk.as(officer, handling.close, target))).toBe('rule.remedies_not_delivered');
    expect(await refusalOf(answer(moneyId, true))).toBe('rule.no_remedy_to_confirm');
    await fulfil(moneyId);
    expect(await refusalOf(fulfil(moneyId))).toBe('rule.remedy_already_fulfilled');
    await answer(moneyId, false, 'មិនទាន់បានទេ');
    await fulfil(moneyId);
    await answer(moneyId, true);
    expect(await refusalOf(desk.as(officer, handling.close, target))).toBe('rule.remedies_not_delivered');
    expect(await desk.as(of.complainant, handling.accept, target)).toMatchObject({ status: 'decided' });
    await fulfil(sorryId);
    expect(await answer(sorryId, true)).toMatchObject({ status: 'closed' });
    expect(await desk.events(of)).toEqual(
      expect.arrayContaining(['remedy.disputed', 'remedy.confirmed', 'decision.accepted', 'case.closed']),
    );
    expect((await desk.as(officer, messagesOf, of.reference)).map((message) => message.text)).toContainEqual({
      state: 'readable',
      value: 'មិនទាន់បានទេ',
    });
  });

  test('a remedy of another case is not found', async () => {
    const [one, two] = [await acknowledged(), await acknowledged()];
    for (const each of [one, two]) await decide(officer, each, { remedies: [arrears] });
    const [theirs] = await desk.as(officer, remediesOf, two.reference);
    const wrong = { reference: one.reference, remedyId: theirs?.id ?? '', evidence: 'x' };
    expect(await refusalOf(desk.as(officer, handling.fulfilRemedy, wrong))).toBe('not_found.remedy');
  });
});
