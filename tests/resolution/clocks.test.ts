import { readFileSync } from 'node:fs';

import { slaRules } from '../../src/reference/data/sla-rules.ts';
import {
  challengeUntil,
  closeOn,
  noticeEnd,
  oppositionUntil,
  toBeSettledBy,
  watchTimes,
} from '../../src/resolution/deadlines.ts';
import { extensionFault } from '../../src/resolution/domain/extension-rule.ts';
import { sessionFault } from '../../src/resolution/domain/session-rule.ts';
import { disputesWithoutClock } from '../../src/resolution/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { closeOfWorkingDay, newClock, type WorkingCalendar } from '../../src/sla/index.ts';
import { makeWorkingCalendar } from '../../src/sla/domain/working-calendar.ts';
import { reviewWorkingDays } from '../../src/sla/listeners.ts';
import { aHearing, at, contributionsComplaint, dispute, good, refusal, type Filed, type Hearing } from './hearing.ts';
import { committee, keepRoster, open, regulator, sessionAt, toCommittee } from './steps.ts';

/** The holidays of the file that the product ships, read here by other means than the product's. */
const holidays = new Set(
  ['2026', '2027'].flatMap(
    (year) =>
      readFileSync(new URL(`../../src/reference/data/holidays-${year}.csv`, import.meta.url), 'utf8').match(
        /\d{4}-\d{2}-\d{2}/g,
      ) ?? [],
  ),
);

/** All working days, found day by day with Temporal: an oracle that shares no code with the product. */
const workingDays: string[] = [];
/** For each day how many of them there were up to and with it. */
const countedTo = new Map<string, number>();
for (let day = Temporal.PlainDate.from('2025-12-01'); day.year < 2029; day = day.add({ days: 1 })) {
  const on = day.toString();
  if (day.dayOfWeek <= 5 && !holidays.has(on)) workingDays.push(on);
  countedTo.set(on, workingDays.length);
}

/** The n-th working day after a day. */
function nthWorkingDay(from: string, n: number): string {
  return workingDays[countedTo.get(from)! + n - 1]!;
}

/** The n-th working day before a day. */
function workingDayBefore(from: string, n: number): string {
  const counted = countedTo.get(from)!;
  return workingDays[(workingDays[counted - 1] === from ? counted - 1 : counted) - n]!;
}
const close = (on: string) => `${on}T17:30:00+07:00`;

describe('every deadline of a dispute, from every day of two years, is the one that the oracle finds', () => {
  const calendar: WorkingCalendar = makeWorkingCalendar({
    version: '1',
    holidays: [...holidays].map((on) => ({ on, nameKm: '-', nameEn: '-' })),
    provisionalYears: [],
  });
  const days = [...countedTo.keys()].filter((day) => day >= '2026' && day < '2028');
  const hours = ['00:00', '17:29', '23:59'];
  const instants = days.map((day, index) => ({ day, at: new Date(`${day}T${hours[index % 3]}:00+07:00`) }));
  const counted = (name: string, n: number, found: (at: Date) => Date) => {
    for (const { day, at: from } of instants) {
      const expected = new Date(close(nthWorkingDay(day, n)));
      if (found(from).getTime() !== expected.getTime()) {
        throw new Error(
          `${name} from ${from.toISOString()}: ${found(from).toISOString()}, not ${expected.toISOString()}`,
        );
      }
    }
  };

  // Figures of Decision 017 and of the table of deadlines, written down here anew.
  test.each([
    ['file_with_regulator', 'S3', 30],
    ['conciliate', 'S3', 30],
    ['settle', 'S1', 30],
    ['settle', 'S2', 20],
    ['settle', 'S3', 30],
    ['completeness', 'S3', 5],
    ['appoint', 'S3', 5],
    ['declare_conflict', 'S3', 2],
    ['challenge', 'S3', 3],
    ['invitation', 'S3', 5],
    ['minutes', 'S3', 3],
    ['outcome_notice', 'S3', 3],
  ] as const)('%s, %s: %i working days', (kind, severity, n) => {
    const rules = slaRules.filter((rule) => rule.clock === kind && rule.severity === severity);
    expect(rules).toHaveLength(1);
    const start = (at: Date) => newClock(rules[0]!, { id: 'c', tier: 'SS2' }, at, calendar).state.dueAt;
    counted(kind, n, start);
  });

  test.each([
    ['challenge of a neutral', 3, (at: Date) => challengeUntil(calendar, at)],
    ['notice of a session', 5, (at: Date) => noticeEnd(calendar, at)],
    ['day to settle by', 20, (at: Date) => toBeSettledBy(calendar, at)],
    ['second person', 2, (at: Date) => closeOfWorkingDay(calendar, at, reviewWorkingDays)],
    ['answer to a request for more', 7, (at: Date) => closeOfWorkingDay(calendar, at, 7)],
  ] as const)('%s: %i working days', (name, n, found) => {
    counted(name, n, found);
  });

  test('an award is opposed within eight days by the calendar; an obligation reminds three working days before', () => {
    for (const { day, at: from } of instants) {
      const last = Temporal.PlainDate.from(day).add({ days: 8 }).toString();
      expect(oppositionUntil(from)).toEqual(new Date(close(last)));
      expect(watchTimes(calendar, day)).toEqual({
        remindAt: new Date(`${workingDayBefore(day, 3)}T08:00:00+07:00`),
        breachAt: new Date(close(day)),
      });
    }
  });

  test('a session: never before the close of the fifth working day after its invitation, nor past the statutory date', () => {
    for (const { day, at: from } of instants) {
      const last = nthWorkingDay(day, 5);
      const limit = nthWorkingDay(day, 30);
      const on = (which: string, isWorkingDay: boolean) =>
        sessionFault({
          startsAt: new Date(`${which}T09:00:00+07:00`),
          endsAt: new Date(`${which}T12:00:00+07:00`),
          isWorkingDay,
          noticeEndsAt: noticeEnd(calendar, from),
          limitAt: closeOn(limit),
        });
      expect([on(last, true), on(nthWorkingDay(last, 1), true)]).toEqual(['session_inside_notice_period', null]);
      expect([on(limit, true), on(nthWorkingDay(limit, 1), true)]).toEqual([null, 'session_past_statutory_date']);
    }
  });

  test('a joint extension: to the close of the statutory date at most, and later than the day that stands', () => {
    for (const { day, at: from } of instants) {
      const limit = nthWorkingDay(day, 30);
      const after = Temporal.PlainDate.from(limit).add({ days: 1 }).toString();
      const ask = (until: string) =>
        extensionFault({
          untilAt: closeOn(until),
          dueAt: toBeSettledBy(calendar, from),
          limitAt: new Date(close(limit)),
        });
      expect([ask(nthWorkingDay(day, 20)), ask(nthWorkingDay(day, 21)), ask(limit), ask(after)]).toEqual([
        'extension_moves_nothing',
        null,
        null,
        'extension_past_limit',
      ]);
    }
  });
});

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
});
afterAll(() => of.close());

const clockless = () => of.world.perform(systemActor('test'), disputesWithoutClock, undefined);

/** Kinds of the clocks that run of a case, but those of acknowledgement. */
const stepsOf = async (filed: Filed) =>
  (
    await of.query<{ kind: string }>(
      `select k.kind from sla_clock k join case_file c on c.id = k.case_id where c.reference = $1
       and k.state in ('running', 'breached') and k.kind <> 'acknowledge' order by k.kind`,
      [filed.reference],
    )
  ).map(({ kind }) => kind);

async function atRegulator(): Promise<{
  filed: Filed;
  parties: { claimant: string; respondent: string };
}> {
  const below = await toCommittee(of, contributionsComplaint());
  await open(of, below, committee);
  good(await of.post('memberA', `${dispute(below)}/screening`, { finding: 'clear' }));
  good(await of.post('memberA', `${dispute(below)}/admit`));
  good(await of.own(below, '/dispute/consent', { given: false }));
  good(await of.post('memberA', `${dispute(below)}/outcome`, { kind: 'failed', reasons: 'x', failedPoints: ['x'] }));
  good(await of.post('memberA', `${dispute(below)}/issue`));
  const view = good(await of.own(below, '/dispute'));
  expect(at(view, 'certificates.0.lastDayAt')).toBe(
    close(nthWorkingDay(of.world.clock.now().toISOString().slice(0, 10), 30)),
  );
  expect(await clockless()).toEqual([]);
  const appeal = good(await of.own(below, '/appeal', { reason: 'x' }), 201);
  const filed = { reference: at(appeal, 'reference'), receipt: below.receipt };
  good(await of.post('reviewer', `/cases/${filed.reference}/acknowledge`));
  return { filed, parties: await open(of, filed, regulator) };
}

test.each(['2026-11-26', '2026-12-28'])(
  'filed on %s: thirty working days to go to the Regulator, thirty from a complete complaint, three to challenge',
  async (day) => {
    of.at(day);
    const { filed, parties } = await atRegulator();
    const complete = nthWorkingDay(day, 3);
    const details = { name: 'ក', address: 'ខ', phone: '012 333 444' };
    good(await of.post('reviewer', `${dispute(filed)}/parties/${parties.respondent}`, details));
    of.at(complete);
    // It arrived a working day before somebody wrote it down: the clock counts from the arrival.
    const received = `${nthWorkingDay(day, 2)}T10:00:00+07:00`;
    const items = { object: 'x', facts: 'x', claims: 'x', disputed_points: 'x' };
    expect(
      refusal(
        await of.post('reviewer', `${dispute(filed)}/statement`, { items, receivedAt: '2026-01-01T00:00:00+07:00' }),
      ),
    ).toEqual([409, 'rule.received_before_filing']);
    good(await of.post('reviewer', `${dispute(filed)}/statement`, { items, receivedAt: received }));
    const view = good(await of.get('reviewer', dispute(filed)));
    expect(at(view, 'completeAt')).toBe(received);
    expect(at(view, 'limit')).toEqual({ at: close(nthWorkingDay(received.slice(0, 10), 30)), force: 'law' });
    const deadlines = at<{ kind: string; dueAt: string; force: string; why: string }[]>(
      good(await of.get('reviewer', `/cases/${filed.reference}/deadlines`)),
      'items',
    );
    expect(deadlines.find((each) => each.kind === 'conciliate')).toMatchObject({
      dueAt: close(nthWorkingDay(received.slice(0, 10), 30)),
      force: 'law',
    });

    expect(await clockless()).toEqual([]);
    good(await of.post('reviewer', `${dispute(filed)}/screening`, { finding: 'clear' }));
    good(await of.post('reviewer', `${dispute(filed)}/admit`));
    good(await of.own(filed, '/dispute/consent', { given: true }));
    good(await of.post('reviewer', `${dispute(filed)}/consents`, { party: parties.respondent, given: true }));
    good(await of.post('reviewer', `${dispute(filed)}/neutrals`, { person: of.id.conciliator1 }));
    // Whoever leaves the panel is replaced within the time for that, and so on from there.
    good(await of.post('conciliator1', `${dispute(filed)}/declaration`, { conflict: true }));
    expect(await stepsOf(filed)).toEqual(['appoint', 'conciliate']);
    expect(await clockless()).toEqual([]);
    good(await of.post('reviewer', `${dispute(filed)}/neutrals`, { person: of.id.conciliator2 }));
    expect(await stepsOf(filed)).toEqual(['conciliate', 'declare_conflict']);
    expect(await clockless()).toEqual([]);
    good(await of.post('conciliator2', `${dispute(filed)}/declaration`, { conflict: false }));
    const until = nthWorkingDay(complete, 3);
    expect(at(good(await of.get('reviewer', dispute(filed))), 'challengeUntil')).toBe(close(until));
    const neutral = at<{ id: string; sits: boolean }[]>(await of.get('reviewer', dispute(filed)), 'neutrals').find(
      (seat) => seat.sits,
    )!.id;
    of.at(`${until}T17:31`);
    expect((await of.own(filed, '/dispute/challenges', { neutral, reason: 'x' })).status).toBe(409);

    // Past the statutory date no session is set, however much notice there is.
    const limit = nthWorkingDay(received.slice(0, 10), 30);
    of.at(nthWorkingDay(received.slice(0, 10), 22));
    const beyond = await of.post(
      'conciliator2',
      `${dispute(filed)}/sessions`,
      sessionAt(`${nthWorkingDay(limit, 1)}T09:00`),
    );
    expect(refusal(beyond)).toEqual([409, 'rule.session_past_statutory_date']);
    of.at(nthWorkingDay(received.slice(0, 10), 26));
    expect(at<boolean>(good(await of.get('conciliator2', dispute(filed))), 'sessionStillFits')).toBe(false);

    // What is owed only while the dispute is under way ends with it; a clock that is gone is named.
    expect(await clockless()).toEqual([]);
    const lost = `update sla_clock set state = 'cancelled', next_action_at = null where kind = 'conciliate' and state = 'running'
      and case_id = (select id from case_file where reference = $1)`;
    await of.query(lost, [filed.reference]);
    expect(await clockless()).toEqual([`${filed.reference}: challenge_period without its clock: conciliate`]);
    good(await of.own(filed, '/dispute/withdraw', { reason: 'x' }));
    expect([await clockless(), await stepsOf(filed)]).toEqual([[], []]);
  },
);
