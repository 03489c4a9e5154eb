import {
  actionRules,
  brokenRule,
  nothingAround,
  statuses,
  type CaseAction,
  type CaseFacts,
  type Status,
} from '../../src/cases/index.ts';
import { escalateCase, handling, transferCase } from '../../src/escalation/index.ts';
import { RuleBroken } from '../../src/kernel/errors.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { aDesk, refusalOf, type Desk, type FiledCase } from '../support/desk.ts';

let desk: Desk;
let officer: StaffActor;
let other: FiledCase;
let refused: FiledCase;
beforeAll(async () => {
  desk = await aDesk();
  // Payments start at the province.
  officer = await desk.staff('province_officer', '12');
  await desk.staff('protection_officer', 'NSAF-PROT');
  other = await desk.file();
  refused = await desk.file();
});
afterAll(() => desk.close());

/** One way to do each action right, but for the state of the case. */
const done: Readonly<Record<Exclude<CaseAction, 'attach' | 'appeal'>, (of: FiledCase) => Promise<unknown>>> = {
  acknowledge: (of) => desk.as(officer, handling.acknowledge, { reference: of.reference }),
  assign: (of) => desk.as(officer, handling.assign, { reference: of.reference, assignee: officer.personId }),
  note: (of) => desk.as(officer, handling.note, { reference: of.reference, text: 'កំណត់សម្គាល់' }),
  'request-information': (of) =>
    desk.as(officer, handling.requestInformation, {
      reference: of.reference,
      question: 'ខែណាខ្លះ?',
      replyWithinWorkingDays: 5,
    }),
  reply: (of) => desk.as(of.complainant, handling.reply, { reference: of.reference, text: 'ខែកញ្ញា និងតុលា' }),
  transfer: (of) => desk.as(officer, transferCase, { reference: of.reference, office: '23', reason: 'នៅខេត្តកែប' }),
  decide: (of) =>
    desk.as(officer, handling.decide, {
      reference: of.reference,
      outcome: 'not_upheld',
      reasons: 'ប្រាក់បានបើករួចហើយ',
      legalBasis: null,
      evidence: null,
      remedies: [],
    }),
  'fulfil-remedy': (of) =>
    desk.as(officer, handling.fulfilRemedy, { reference: of.reference, remedyId: of.id, evidence: 'បង្កាន់ដៃ' }),
  'confirm-remedy': (of) =>
    desk.as(of.complainant, handling.confirmRemedy, { reference: of.reference, remedyId: of.id, confirmed: true }),
  accept: (of) => desk.as(of.complainant, handling.accept, { reference: of.reference }),
  escalate: (of) => desk.as(officer, escalateCase, { reference: of.reference, reason: 'លើសសមត្ថកិច្ច' }),
  close: (of) => desk.as(officer, handling.close, { reference: of.reference }),
  reopen: (of) => desk.as(officer, handling.reopen, { reference: of.reference, reason: 'មានភស្តុតាងថ្មី' }),
  withdraw: (of) => desk.as(of.complainant, handling.withdraw, { reference: of.reference }),
  link: (of) => desk.as(officer, handling.link, { reference: of.reference, other: other.reference, kind: 'related' }),
  'mark-protected': (of) => desk.as(officer, handling.markProtected, { reference: of.reference }),
  rate: (of) => desk.as(of.complainant, handling.rate, { reference: of.reference, score: 5 }),
};
type Tried = keyof typeof done;
const tried = Object.keys(done) as Tried[];

/** A fresh case without remedies, at the province, that nobody appealed. */
function freshFacts(status: Status): CaseFacts {
  return {
    ...nothingAround,
    status,
    protected: false,
    transfers: 0,
    closedAt: null,
    remediesOpen: 0,
    remediesToConfirm: 0,
    remediesToFulfil: 0,
    appealed: false,
    rated: false,
    needsPanel: false,
  };
}

describe.each(tried)('%s', (action) => {
  test.each(statuses)('in state %s is allowed or refused as the table says', async (status) => {
    const rule = brokenRule(action, freshFacts(status), desk.world.clock.now());
    // A refusal leaves no trace, so one case serves all of them.
    const of = rule === null ? await desk.file() : refused;
    await desk.put(of, status);
    if (rule !== null) {
      expect(await refusalOf(done[action](of))).toBe(`rule.${rule}`);
      return;
    }
    await done[action](of);
    const [after] = await desk.owner<{ status: Status }>('select status from case_file where id = $1', [of.id]);
    const closes = action === 'accept' ? 'closed' : null;
    const answers = action === 'reply' && status === 'awaiting_complainant' ? 'in_progress' : null;
    const moves = action === 'mark-protected' && freshFacts(status).closedAt === null ? undecidedThen(status) : null;
    expect(after?.status).toBe(closes ?? answers ?? moves ?? actionRules[action].to ?? status);
  });
});

/** A case that becomes protected starts anew at the desk while a decision is owed. */
function undecidedThen(status: Status): Status | null {
  return ['decided', 'closed', 'withdrawn', 'referred', 'inadmissible'].includes(status) ? null : 'filed';
}

test('only the actions said to look around have rules that do', () => {
  const around = { reopenUntil: new Date(0), regulatorRightOpen: true, appealBody: true, topOfLadder: true };
  for (const action of tried.filter((each) => each !== 'escalate' && each !== 'reopen')) {
    for (const status of statuses) {
      const facts = freshFacts(status);
      expect(brokenRule(action, { ...facts, ...around }, new Date())).toBe(brokenRule(action, facts, new Date()));
    }
  }
});

test('a refusal changes nothing and leaves no fact', async () => {
  const of = await desk.file();
  const before = await desk.events(of);
  await expect(done.close(of)).rejects.toBeInstanceOf(RuleBroken);
  expect(await desk.events(of)).toEqual(before);
});
