import { handling } from '../../src/escalation/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { deadlinesOf } from '../../src/sla/index.ts';
import { aField, type Field, type Filed } from '../escalation/field.ts';

const system = systemActor('test');
let field: Field;
beforeAll(async () => {
  field = await aField();
});
beforeEach(() => field.at('2026-11-26T09:00'));
afterAll(() => field.close());

const ask = (filed: Filed) =>
  field.act(filed, (work, reference) =>
    handling.requestInformation(work, { reference, question: 'លេខប័ណ្ណ?', replyWithinWorkingDays: 5 }),
  );
const reply = (filed: Filed) =>
  field.perform(
    { kind: 'complainant', caseId: filed.id },
    (work) => handling.reply(work, { reference: filed.reference, text: '០១២' }),
    undefined,
  );
const told = (filed: Filed) => field.perform(system, (work) => deadlinesOf(work, filed.id), undefined);

test('a new case has its acknowledgement and its decision timed, and is ordered by the decision', async () => {
  const filed = await field.file();
  expect((await field.clocks(filed)).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
    'acknowledge running',
    'decide running',
  ]);
  expect((await field.standing(filed)).due_at).toEqual((await field.clock(filed, 'decide')).due_at);
});

test('a deadline says why, in Khmer and in English', async () => {
  field.at('2026-11-21T09:00');
  const filed = await field.file();
  const decide = (await told(filed)).find(({ kind }) => kind === 'decide');
  expect(decide).toMatchObject({ rule: 'SA1.DECIDE.S3', ruleVersion: 1, force: 'default', state: 'running' });
  expect(decide?.why.en).toContain('SA1.DECIDE.S3');
  expect(decide?.why.en).toContain('Water Festival');
  expect(decide?.why.en).toContain('Due on 9 December 2026 at 17:30');
  expect(decide?.why.km).toContain('បុណ្យអុំទូក');
  expect(decide?.why.km).toContain('៩ ធ្នូ ២០២៦');
});

test('acknowledging meets its clock, deciding meets the decision and opens the window of appeal', async () => {
  const filed = await field.file();
  await field.acknowledge(filed);
  expect(await field.clock(filed, 'acknowledge')).toMatchObject({ state: 'met', next_action_at: null });
  await field.decide(filed, 'upheld');
  expect(await field.clock(filed, 'decide')).toMatchObject({ state: 'met', next_action_at: null });
  expect((await field.standing(filed)).due_at).toBeNull();
  const window = await field.clock(filed, 'appeal_window');
  expect(window).toMatchObject({ state: 'running', due_at: new Date('2027-01-12T10:30:00Z') });
  const [decision] = await field.query(`select next_body, appeal_until from case_decision where case_id = $1`, [
    filed.id,
  ]);
  expect(decision).toEqual({ next_body: '1201', appeal_until: window.due_at });
});

test('waiting for the complainant pauses the decision until the reply', async () => {
  const filed = await field.file();
  await field.acknowledge(filed);
  const before = await field.clock(filed, 'decide');
  await ask(filed);
  const paused = await field.clock(filed, 'decide');
  expect(paused.state).toBe('paused');
  expect(paused.due_at.getTime()).toBeGreaterThan(before.due_at.getTime());
  field.at('2026-11-30T10:00');
  await reply(filed);
  const resumed = await field.clock(filed, 'decide');
  expect(resumed.state).toBe('running');
  // Asked on the day of filing, which is not counted; a day and some hours of the period were waited, so two are given back.
  expect(resumed.due_at).toEqual(new Date('2026-12-14T10:30:00Z'));
  expect((await field.standing(filed)).due_at).toEqual(resumed.due_at);
  const facts = (await field.facts(filed)).map(({ event }) => event).filter((event) => event.startsWith('clock.'));
  expect(facts).toEqual(['clock.paused', 'clock.resumed']);
});

test('a pause ends by itself after ten working days in all, and the case goes on', async () => {
  const filed = await field.file();
  await field.acknowledge(filed);
  await ask(filed);
  const { next_action_at: ends, due_at: latest } = await field.clock(filed, 'decide');
  expect(ends?.getTime()).toBeGreaterThan(new Date('2026-12-10T00:00:00Z').getTime());
  field.world.clock.set(ends ?? new Date(0));
  await field.sweep();
  expect(await field.clock(filed, 'decide')).toMatchObject({ state: 'running', due_at: latest });
  expect(await field.standing(filed)).toMatchObject({ status: 'in_progress', due_at: latest });
  // The allowance is used: a further question no longer stops the clock, and the waiting ends all the same.
  await ask(filed);
  expect(await field.clock(filed, 'decide')).toMatchObject({ state: 'running', due_at: latest });
  const waiting = await field.clock(filed, 'pause');
  field.world.clock.set(waiting.next_action_at ?? new Date(0));
  await field.sweep();
  expect((await field.standing(filed)).status).not.toBe('awaiting_complainant');
});

test('withdrawn, nothing is timed but the way back', async () => {
  const filed = await field.file();
  await field.act(filed, (work, reference) => handling.withdraw(work, { reference }));
  const open = (await field.clocks(filed)).filter(({ next_action_at: at }) => at !== null);
  expect(open.map(({ kind }) => kind)).toEqual(['reopen']);
  expect((await field.standing(filed)).due_at).toBeNull();
  field.at('2026-12-03T09:00');
  await field.act(filed, (work, reference) => handling.reopen(work, { reference, reason: 'មានភស្តុតាងថ្មី' }));
  const decide = await field.clock(filed, 'decide');
  expect(decide).toMatchObject({ state: 'running', trigger_at: new Date('2026-12-03T02:00:00Z') });
  expect((await field.standing(filed)).due_at).toEqual(decide.due_at);
});

test('a decided case is moved by no sweep, however late the sweep comes', async () => {
  const filed = await field.file();
  await field.acknowledge(filed);
  await field.decide(filed, 'not_upheld');
  field.at('2027-06-01T09:00');
  await field.sweep();
  expect(await field.standing(filed)).toMatchObject({ tier: 'SA1', status: 'decided', watched_reason: null });
  expect(await field.clock(filed, 'appeal_window')).toMatchObject({ state: 'expired' });
});

test('what was missed below stays missed when it is decided above', async () => {
  const filed = await field.file();
  field.at('2026-12-21T09:00');
  await field.sweep();
  await field.acknowledge(filed);
  await field.decide(filed, 'upheld');
  const decide = (await field.clocks(filed)).filter(({ kind }) => kind === 'decide');
  expect(decide.map(({ tier, state }) => `${tier} ${state}`)).toEqual(['SA1 breached', 'SA2 met']);
});
