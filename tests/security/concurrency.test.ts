import request from 'supertest';

import { fileAppeal, handling } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { isDomainError } from '../../src/kernel/errors.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';

/*
 * The same thing at the same moment by several people. One of them has done it; the others are told so, in words; nothing is done
 * twice, and nothing fails for reasons of ours.
 */
let desk: Desk;
let officers: StaffActor[];
beforeAll(async () => {
  desk = await aDesk();
  officers = [];
  for (let person = 0; person < 5; person += 1) officers.push(await desk.staff('province_officer', '12'));
});
afterAll(() => desk.close());

/** What became of each: 'done', or the code of the refusal. */
async function outcomes(runs: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(runs);
  return settled
    .map((each) => {
      if (each.status === 'fulfilled') return 'done';
      if (isDomainError(each.reason)) return each.reason.code;
      throw each.reason;
    })
    .sort();
}

async function anAcknowledgedCase(): Promise<FiledCase> {
  const of = await desk.file();
  const [first] = officers;
  if (first) await desk.as(first, handling.acknowledge, { reference: of.reference });
  return of;
}

const count = async (table: string, of: FiledCase, column = 'case_id') =>
  Number((await desk.owner<{ n: string }>(`select count(*) as n from ${table} where ${column} = $1`, [of.id]))[0]?.n);

test('five decide one case: it is decided once, with one set of remedies and one fact', async () => {
  const of = await anAcknowledgedCase();
  const given = {
    reference: of.reference,
    outcome: 'upheld',
    reasons: 'មូលហេតុ',
    legalBasis: null,
    evidence: null,
    remedies: [{ kind: 'pay_arrears', amountKhr: 40_000, dueOn: '2026-12-15', text: null }],
  };
  const found = await outcomes(officers.map((by) => desk.as(by, handling.decide, given)));
  expect(found.filter((each) => each === 'done')).toHaveLength(1);
  expect(found.filter((each) => each !== 'done').every((each) => /^(rule|conflict)\./.test(each))).toBe(true);
  expect([await count('case_decision', of), await count('remedy', of)]).toEqual([1, 1]);
  expect((await desk.events(of)).filter((event) => event === 'case.decided')).toHaveLength(1);
});

test('five acknowledge one case: once', async () => {
  const of = await desk.file();
  const found = await outcomes(officers.map((by) => desk.as(by, handling.acknowledge, { reference: of.reference })));
  expect(found.filter((each) => each === 'done')).toHaveLength(1);
  expect((await desk.events(of)).filter((event) => event === 'case.acknowledged')).toHaveLength(1);
});

test('five take the case they all looked at: the first has it, the others see that it changed', async () => {
  const of = await anAcknowledgedCase();
  const [row] = await desk.owner<{ row_version: number }>('select row_version from case_file where id = $1', [of.id]);
  const found = await outcomes(
    officers.map((by) =>
      desk.as(by, handling.assign, {
        reference: of.reference,
        assignee: by.personId,
        expectedVersion: row?.row_version ?? 0,
      }),
    ),
  );
  expect(found.filter((each) => each === 'done')).toHaveLength(1);
  expect(found.filter((each) => each === 'conflict.case_changed')).toHaveLength(4);
});

test('one decides while another withdraws and a third asks: the case ends in one way', async () => {
  const of = await anAcknowledgedCase();
  const [one, , three] = officers as [StaffActor, StaffActor, StaffActor];
  const { reference } = of;
  await outcomes([
    desk.as(one, handling.decide, {
      reference,
      outcome: 'not_upheld',
      reasons: 'x',
      legalBasis: null,
      evidence: null,
      remedies: [],
    }),
    desk.as(of.complainant, handling.withdraw, { reference }),
    desk.as(three, handling.requestInformation, { reference, question: 'x', replyWithinWorkingDays: 2 }),
  ]);
  const events = await desk.events(of);
  expect(
    events.filter((event) => event === 'case.decided' || event === 'case.withdrawn').length,
  ).toBeGreaterThanOrEqual(1);
  expect(events.filter((event) => event === 'case.decided' || event === 'case.withdrawn')).toHaveLength(1);
  const running = await desk.owner(
    `select kind from sla_clock where case_id = $1 and state in ('running', 'paused') group by kind having count(*) > 1`,
    [of.id],
  );
  expect(running).toEqual([]);
});

test('five appeals of one case: one linked case, one custody, one set of clocks', async () => {
  const of = await anAcknowledgedCase();
  const [by] = officers as [StaffActor];
  await desk.as(by, handling.decide, {
    reference: of.reference,
    outcome: 'not_upheld',
    reasons: 'x',
    legalBasis: null,
    evidence: null,
    remedies: [],
  });
  const found = await outcomes(
    [1, 2, 3, 4, 5].map(() => desk.as(of.complainant, fileAppeal, { reference: of.reference, grounds: 'មិនយល់ព្រម' })),
  );
  expect(found).toEqual(['done', ...Array.from({ length: 4 }, () => 'rule.already_appealed')].sort());
  expect(await count('case_file', of, 'appeal_of')).toBe(1);
});

test('twenty filings with one key at once: one case, one answer', async () => {
  const key = 'the-same-key-20-times';
  const before = (await desk.owner<{ n: string }>('select count(*) as n from case_file'))[0]?.n;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      request(desk.world.http)
        .post('/api/v1/complaints')
        .set('Idempotency-Key', key)
        .send({ programme: 'FP-PWC', category: 'PAY-NOT', place: '120101', narrative: 'ដូចគ្នា', identity: 'anonymous' }),
    ),
  );
  expect(new Set(answers.map((each) => each.status))).toEqual(new Set([201]));
  expect(new Set(answers.map((each) => `${each.body.reference} ${each.body.receipt}`)).size).toBe(1);
  const after = (await desk.owner<{ n: string }>('select count(*) as n from case_file'))[0]?.n;
  expect(Number(after) - Number(before)).toBe(1);
});

test('a hundred filings at once: a hundred references, every chain of the ledger whole', async () => {
  const filed = await Promise.all(Array.from({ length: 100 }, () => desk.file()));
  expect(new Set(filed.map((each) => each.reference)).size).toBe(100);
  const broken = await desk.owner(`
    select chain from (select chain, prev_hash, lag(hash) over (partition by chain order by seq) as before, hash,
      ledger_hash(l) as right_hash from ledger_entry l) e
    where prev_hash is distinct from before or hash <> right_hash`);
  expect(broken).toEqual([]);
}, 600_000);
