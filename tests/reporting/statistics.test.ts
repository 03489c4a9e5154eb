import { fileAppeal, handling } from '../../src/escalation/index.ts';
import { fileOnce } from '../../src/intake/index.ts';
import { remediesOf } from '../../src/cases/index.ts';
import { systemActor, type Role, type StaffActor } from '../../src/kernel/actor.ts';
import { currentBook } from '../../src/reference/index.ts';
import {
  countFiguresJob,
  exportStatistics,
  importBeneficiaries,
  indicators,
  markTestCase,
  statisticsOf,
  type Question,
  type Statistics,
} from '../../src/reporting/index.ts';
import { aDesk, refusalOf, type Desk, type FiledCase } from '../support/desk.ts';

let desk: Desk;
let officer: StaffActor;
let analyst: StaffActor;
let supervisor: StaffActor;
const target = (of: FiledCase) => ({ reference: of.reference });
const at = (moment: string) => desk.world.clock.set(new Date(`${moment}+07:00`));

const person = (sex: string | null, more: object = {}) => ({
  name: 'សុខ សុភា',
  ...(sex === null ? {} : { sex }),
  ...more,
});

/**
 * Four ordinary complaints at the province (acknowledge in 3, decide in 15 working days; Water Festival 23 to 25 November),
 * a duplicate, a test, three protected ones, which are in no figure, and an appeal. The figures below are counted by hand from this.
 */
beforeAll(async () => {
  desk = await aDesk();
  officer = await desk.staff('province_officer', '12');
  analyst = await desk.staff('analyst', 'NSAF');
  supervisor = await desk.staff('operator_supervisor', 'NSAF');
  const reviewer = await desk.staff('operator_handler', 'NSAF');
  const counter = await desk.staff('counter_officer', '120101');
  const book = await desk.world.perform(systemActor('test'), currentBook, undefined);

  at('2026-11-21T09:00:00');
  const paid = await desk.file({ complainant: person('female', { birthYear: 1990, disability: 'no' }) });
  const refused = await desk.file({ complainant: person('male', { birthYear: 1950, disability: 'yes' }) });
  await desk.file({ identity: 'anonymous', complainant: undefined }).then(async (late) => {
    at('2026-12-02T09:00:00');
    await desk.as(officer, handling.acknowledge, target(late));
    at('2026-11-21T09:00:00');
  });
  await fileOnce(desk.world.perform, {
    body: {
      programme: 'FP-PWC',
      category: 'PAY-LAT',
      language: 'km',
      channel: 'counter',
      place: '230101',
      narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ទេ។',
      identity: 'named',
      complainant: person('male'),
    },
    channel: 'stated',
    book,
    now: desk.world.clock.now(),
    idempotencyKey: null,
    staff: counter,
  });
  const twice = await desk.file();
  await desk.as(officer, handling.acknowledge, target(twice));
  await desk.as(officer, handling.link, { ...target(twice), other: paid.reference, kind: 'duplicate' });
  const tried = await desk.file();
  await desk.as(supervisor, markTestCase, target(tried));
  await desk.as(supervisor, markTestCase, target(tried));
  for (let each = 0; each < 3; each += 1) await desk.file({ category: 'PRT-GBV', complainant: person('female') });

  at('2026-11-26T09:00:00');
  await desk.as(officer, handling.acknowledge, target(paid));
  await desk.as(officer, handling.acknowledge, target(refused));
  at('2026-11-27T09:00:00');
  await desk.as(officer, handling.requestInformation, {
    ...target(refused),
    question: 'លេខគណនី?',
    replyWithinWorkingDays: 5,
  });
  at('2026-12-01T09:00:00');
  await desk.as(refused.complainant, handling.reply, { ...target(refused), text: '012' });
  const decision = { reasons: 'បញ្ជីបើកប្រាក់', legalBasis: null, evidence: null };
  await desk.as(officer, handling.decide, {
    ...target(paid),
    ...decision,
    outcome: 'upheld',
    remedies: [{ kind: 'pay_arrears', amountKhr: 120_000, dueOn: '2026-12-10', text: null }],
  });
  at('2026-12-08T09:00:00');
  await desk.as(officer, handling.decide, { ...target(refused), ...decision, outcome: 'not_upheld', remedies: [] });
  at('2026-12-09T09:00:00');
  const appeal = await desk.as(refused.complainant, fileAppeal, { ...target(refused), grounds: 'ខ្ញុំមានបង្កាន់ដៃ' });
  at('2026-12-10T09:00:00');
  const [remedy] = await desk.as(officer, remediesOf, paid.reference);
  await desk.as(officer, handling.fulfilRemedy, {
    ...target(paid),
    remedyId: remedy?.id ?? '',
    evidence: 'លេខ 881',
  });
  await desk.as(paid.complainant, handling.accept, target(paid));
  await desk.as(paid.complainant, handling.confirmRemedy, {
    ...target(paid),
    remedyId: remedy?.id ?? '',
    confirmed: true,
  });
  await desk.as(paid.complainant, handling.rate, { ...target(paid), score: 5 });
  at('2026-12-11T09:00:00');
  const appealed = { reference: appeal.reference };
  await desk.as(reviewer, handling.acknowledge, appealed);
  await desk.as(reviewer, handling.decide, { ...appealed, ...decision, outcome: 'partly_upheld', remedies: [] });
  at('2026-12-22T10:00:00');
}, 60_000);
afterAll(() => desk.close());

const period = { from: '2026-11-01', to: '2026-12-31' };
const ask = (by: StaffActor, more: Partial<Question> = {}) => desk.as(by, statisticsOf, { ...period, ...more });
const totals = (of: Statistics) =>
  Object.fromEntries(
    of.indicators.map(({ indicator, total }) => [indicator, total.hidden ? 'hidden' : [total.value, total.n]]),
  );
const split = (of: Statistics, indicator: string) =>
  Object.fromEntries(
    (of.indicators.find((each) => each.indicator === indicator)?.groups ?? []).map(({ group, figure }) => [
      group,
      figure.hidden ? 'hidden' : [figure.value, figure.n],
    ]),
  );

test('every indicator, as counted by hand', async () => {
  expect(totals(await ask(analyst))).toEqual({
    received: [4, 4],
    rate_per_10000: [null, 4],
    women: [33.3, 3],
    persons_with_disabilities: [50, 2],
    anonymous: [25, 4],
    assisted: [25, 4],
    // Due: four at the province, the appeal. In time: paid, refused, the appeal.
    acknowledged_on_time: [60, 5],
    decided: [3, 3],
    // The appeal is not due before the end of December.
    decided_on_time: [50, 4],
    // 4 working days; 9 less 2 of waiting; 2. And 10, 17, 2 days of the calendar.
    resolution_median: [4, 3],
    resolution_mean: [4.3, 3],
    resolution_p90: [6.4, 3],
    calendar_median: [10, 3],
    calendar_mean: [9.7, 3],
    calendar_p90: [15.6, 3],
    backlog: [2, 2],
    overdue: [100, 2],
    escalated: [20, 5],
    escalated_by_party: [20, 5],
    escalated_by_time: [0, 5],
    escalated_by_skip: [0, 5],
    escalated_by_officer: [0, 5],
    appeals_received: [1, 1],
    appealed: [33.3, 3],
    appeals_upheld: [100, 1],
    reopened: [0, 1],
    remedies_on_time: [100, 1],
    value_restored: [120_000, 1],
    systemic_actions: [0, 0],
    settled: [null, 0],
    agreements_complied: [null, 0],
    court_referrals: [0, 0],
    regulator_on_time: [null, 0],
    // Critical are the protected ones alone.
    s1_contact: [null, 0],
    // Acknowledged late, which nobody has looked into yet.
    breaches_reviewed: [0, 1],
    satisfaction: [100, 1],
  });
});

test('the list of indicators is whole', async () => {
  expect((await ask(analyst)).indicators.map(({ indicator }) => indicator)).toEqual([...indicators]);
});

describe('splits', () => {
  test('protected problems are in none, and nothing is missing from the total for them', async () => {
    const by = await ask(analyst, { by: 'category' });
    expect(split(by, 'received')).toEqual({ 'PAY-LAT': [1, 1], 'PAY-NOT': [3, 3] });
    expect(totals(by)['received']).toEqual([4, 4]);
    expect(split(by, 'decided_on_time')).toEqual({ 'PAY-LAT': [0, 1], 'PAY-NOT': [66.7, 3] });
  });

  test('nor is their severity', async () => {
    expect(split(await ask(analyst, { by: 'severity' }), 'received')).toEqual({ S3: [4, 4] });
  });

  test.each([
    ['sex', { female: [1, 1], male: [2, 2], unknown: [1, 1] }],
    ['age', { '35-44': [1, 1], '60+': [1, 1], unknown: [2, 2] }],
    ['disability', { yes: [1, 1], no: [1, 1], unknown: [2, 2] }],
    ['province', { '12': [3, 3], '23': [1, 1] }],
    ['district', { '1201': [3, 3], '2301': [1, 1] }],
    ['channel', { web: [3, 3], counter: [1, 1] }],
    ['programme', { 'FP-PWC': [4, 4] }],
  ] as const)('by %s', async (by, expected) => {
    expect(split(await ask(analyst, { by }), 'received')).toEqual(expected);
  });

  test('a deadline belongs to the tier where it ran', async () => {
    const by = split(await ask(analyst, { by: 'tier' }), 'acknowledged_on_time');
    expect(by['SA3']).toEqual([50, 4]);
  });

  test('filters', async () => {
    expect(totals(await ask(analyst, { place: '23' }))['received']).toEqual([1, 1]);
    expect(totals(await ask(analyst, { programme: 'FP-ELD' }))['received']).toEqual([0, 0]);
    expect(totals(await ask(analyst, { place: '2301' }))['received']).toEqual([1, 1]);
    expect(totals(await ask(analyst, { place: '120102' }))['received']).toEqual([0, 0]);
  });

  test('communes are told apart within a place, without protected cases there too', async () => {
    expect(split(await ask(analyst, { by: 'commune', place: '23' }), 'received')).toEqual({ '230101': [1, 1] });
    await expect(ask(analyst, { by: 'commune' })).rejects.toMatchObject({ fields: [{ code: 'place_too_wide' }] });
    const guarded = await ask(analyst, { by: 'category', place: '120101' });
    expect(split(guarded, 'received')).toEqual({ 'PAY-NOT': [3, 3] });
  });
});

test('the months of the period', async () => {
  const { months } = await ask(analyst, { from: '2026-10-01' });
  expect(months.map(({ month, received, decided }) => [month, received.value, decided.value])).toEqual([
    ['2026-10', 0, 0],
    ['2026-11', 4, 0],
    ['2026-12', 0, 3],
  ]);
});

test('by date of the event: December alone', async () => {
  const december = totals(await ask(analyst, { from: '2026-12-01' }));
  expect([december['received'], december['decided'], december['decided_on_time']]).toEqual([
    [0, 0],
    [3, 3],
    [50, 4],
  ]);
  // On 5 December nothing was decided in time yet, and one case had been decided.
  const then = totals(await ask(analyst, { to: '2026-12-05' }));
  expect([then['decided'], then['decided_on_time'], then['backlog'], then['overdue']]).toEqual([
    [1, 1],
    [null, 0],
    [3, 3],
    [0, 3],
  ]);
});

describe('beneficiaries', () => {
  test('a rate is given where the number of people is known, and nowhere else', async () => {
    const csv = 'programme,province,counted_on,people\nFP-PWC,12,2026-06-30,14000\nFP-PWC,23,2026-06-30,6000\n';
    expect(await desk.as(systemlike(), importBeneficiaries, { csv })).toEqual({ lines: 2 });
    at('2026-12-22T10:02:00');
    expect(split(await ask(analyst, { by: 'programme' }), 'rate_per_10000')).toEqual({ 'FP-PWC': [2, 4] });
    const byProvince = await ask(analyst, { by: 'province', programme: 'FP-PWC' });
    expect(split(byProvince, 'rate_per_10000')).toEqual({ '12': [2.1, 3], '23': [1.7, 1] });
    expect(totals(await ask(analyst))['rate_per_10000']).toEqual([null, 4]);
    expect(totals(await ask(analyst, { programme: 'FP-PWC' }))['rate_per_10000']).toEqual([2, 4]);
  });

  test('a bad line refuses the whole file', async () => {
    const csv = 'programme,province,counted_on,people\nFP-PWC,12,2026-02-30,0\nNONE,99,2026-06-30,10\n';
    const error = await desk.as(systemlike(), importBeneficiaries, { csv }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      fields: [
        { field: 'lines.2.counted_on' },
        { field: 'lines.2.people' },
        { field: 'lines.3.programme' },
        { field: 'lines.3.province' },
      ],
    });
    expect(await refusalOf(desk.as(analyst, importBeneficiaries, { csv }))).toBe('forbidden.action');
  });
});

/** An administrator, who loads reference data. */
function systemlike(): StaffActor {
  return { ...analyst, role: 'administrator' };
}

describe('who may see figures', () => {
  const granted: readonly Role[] = [
    'analyst',
    'auditor',
    'operator_supervisor',
    'policy_reviewer',
    'regulator_reviewer',
  ];
  const everybody: readonly Role[] = [
    ...granted,
    'hotline_agent',
    'counter_officer',
    'commune_officer',
    'district_officer',
    'province_officer',
    'operator_handler',
    'committee_member',
    'protection_officer',
    'conciliator',
    'privacy_officer',
    'administrator',
  ];
  test.each(everybody)('%s', async (role) => {
    const asked = ask({ ...analyst, role, office: 'NSAF' });
    if (granted.includes(role)) expect((await asked).indicators).toHaveLength(indicators.length);
    else expect(await refusalOf(asked)).toBe('forbidden.action');
  });

  test('each in their scope', async () => {
    const received = async (role: Role, office: string) => totals(await ask({ ...analyst, role, office }))['received'];
    expect(await received('auditor', 'NSAF')).toEqual([4, 4]);
    expect(await received('operator_supervisor', 'NSAF')).toEqual([4, 4]);
    expect(await received('operator_supervisor', 'NSSF-HQ')).toEqual([0, 0]);
    expect(await received('policy_reviewer', 'GS-NSPC')).toEqual([4, 4]);
    expect(await received('regulator_reviewer', 'SSR')).toEqual([0, 0]);
  });

  test('an analyst sees figures and no case', async () => {
    const rows = await desk.as(
      analyst,
      async (work) => {
        await statisticsOf(work, { ...period, from: '2026-11-02' });
        return work.em.getConnection().execute('select 1 from case_file', [], 'all', work.em.getTransactionContext());
      },
      undefined,
    );
    expect(rows).toEqual([]);
  });
});

test('an export is in the ledger, with what was taken and no number of it', async () => {
  const taken = await desk.as(analyst, exportStatistics, {
    ...period,
    by: 'sex',
    indicators: ['received', 'women'],
    format: 'csv',
  });
  expect(taken.indicators.map(({ indicator }) => indicator)).toEqual(['received', 'women']);
  const [entry] = await desk.owner<{ data: object; actor_id: string }>(
    `select data, actor_id from ledger_entry where event = 'statistics.exported'`,
  );
  expect(entry).toEqual({
    actor_id: analyst.personId,
    data: {
      indicators: ['received', 'women'],
      ...period,
      by: 'sex',
      programme: null,
      place: null,
      format: 'csv',
      rows: 8,
    },
  });
});

test('test cases: marked once, in the ledger of the case, by those who watch and see it', async () => {
  const facts = await desk.owner(`select chain from ledger_entry where event = 'case.marked_test'`);
  expect(facts).toHaveLength(1);
  const of = await desk.file();
  expect(await refusalOf(desk.as(officer, markTestCase, target(of)))).toBe('forbidden.action');
  expect(await refusalOf(desk.as(analyst, markTestCase, target(of)))).toBe('not_found.case');
  // A supervisor whose office held the case before reads it and no more.
  const former = await desk.staff('operator_supervisor', 'MOP');
  await desk.owner(
    `insert into case_custody (id, case_id, office, tier, how, from_at, until_at)
     select gen_random_uuid(), id, 'MOP', 'SA4', 'officer', filed_at, filed_at from case_file where id = $1`,
    [of.id],
  );
  expect(await refusalOf(desk.as(former, markTestCase, target(of)))).toBe('forbidden.action');
  const auditor = await desk.staff('auditor', 'NSAF');
  expect(await refusalOf(desk.as(auditor, markTestCase, target(of)))).toBe('forbidden.action');
});

test('a period that is none is refused', async () => {
  const codes = async (from: string, to: string) =>
    ask(analyst, { from, to }).catch((error: { fields: { code: string }[] }) => error.fields[0]?.code);
  expect(await codes('2026-12-01', '2026-11-01')).toBe('period_reversed');
  expect(await codes('2016-12-01', '2026-11-01')).toBe('period_too_long');
  expect(await codes('soon', '2026-11-01')).toBe('date_invalid');
});

test('the same question within a minute is answered from memory, a later one is counted anew', async () => {
  const before = totals(await ask(analyst, { from: '2026-11-20' }))['received'];
  await desk.file();
  expect(totals(await ask(analyst, { from: '2026-11-20' }))['received']).toEqual(before);
  desk.world.clock.advance(61_000);
  expect(totals(await ask(analyst, { from: '2026-11-20' }))['received']).not.toEqual(before);
});

describe('what a worker takes from time to time', () => {
  const take = () =>
    countFiguresJob.run({}, { perform: desk.world.perform } as Parameters<typeof countFiguresJob.run>[1]);
  const now = (of: Statistics) => of.countedAt.toISOString();

  test('is what figures are counted from, with its age, until it is taken again', async () => {
    desk.world.clock.advance(61_000);
    const own = await ask(analyst);
    await take();
    const taken = await ask(analyst);
    expect(totals(taken)).toEqual(totals(own));
    const at = now(taken);
    await desk.file();
    desk.world.clock.advance(30_000);
    await take();
    expect(now(await ask(analyst))).toBe(at);
    desk.world.clock.advance(31_000);
    expect(now(await ask(analyst))).toBe(at);
    await take();
    const later = await ask(analyst);
    expect(now(later)).toBe(desk.world.clock.now().toISOString());
    expect(totals(later)['received']).not.toEqual(totals(taken)['received']);
  });

  test('what takes long is taken seldom', async () => {
    await desk.owner('update figure_snapshot set took_ms = 10000');
    desk.world.clock.advance(499_000);
    const [before] = await desk.owner('select taken_at from figure_snapshot');
    await take();
    expect(await desk.owner('select taken_at from figure_snapshot')).toEqual([before]);
    desk.world.clock.advance(2_000);
    await take();
    expect(await desk.owner('select taken_at from figure_snapshot')).not.toEqual([before]);
  });

  test('nobody but the program reads it', async () => {
    const rows = await desk.as(
      analyst,
      (work) =>
        work.em.getConnection().execute('select 1 from figure_snapshot', [], 'all', work.em.getTransactionContext()),
      undefined,
    );
    expect(rows).toEqual([]);
  });
});
