import { readFileSync } from 'node:fs';

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

/** The close of the n-th working day after a day, found day by day with Temporal: an oracle that shares no code with the product. */
function nthWorkingDay(from: string, n: number): string {
  let date = Temporal.PlainDate.from(from);
  for (let counted = 0; counted < n;) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek <= 5 && !holidays.has(date.toString())) counted += 1;
  }
  return date.toString();
}
const close = (on: string) => `${on}T17:30:00+07:00`;

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
});
afterAll(() => of.close());

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
  const appeal = good(await of.own(below, '/appeal', { reason: 'x' }), 201);
  const filed = { reference: at(appeal, 'reference'), receipt: below.receipt };
  good(await of.post('reviewer', `/cases/${filed.reference}/acknowledge`));
  return { filed, parties: await open(of, filed, regulator) };
}

test.each(['2026-11-26', '2026-12-01', '2026-12-28', '2027-01-06'])(
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

    good(await of.post('reviewer', `${dispute(filed)}/screening`, { finding: 'clear' }));
    good(await of.post('reviewer', `${dispute(filed)}/admit`));
    good(await of.own(filed, '/dispute/consent', { given: true }));
    good(await of.post('reviewer', `${dispute(filed)}/consents`, { party: parties.respondent, given: true }));
    good(await of.post('reviewer', `${dispute(filed)}/neutrals`, { person: of.id.conciliator1 }));
    good(await of.post('conciliator1', `${dispute(filed)}/declaration`, { conflict: false }));
    const until = nthWorkingDay(complete, 3);
    expect(at(good(await of.get('reviewer', dispute(filed))), 'challengeUntil')).toBe(close(until));
    const neutral = at<{ id: string }[]>(await of.get('reviewer', dispute(filed)), 'neutrals')[0]!.id;
    of.at(`${until}T17:31`);
    expect((await of.own(filed, '/dispute/challenges', { neutral, reason: 'x' })).status).toBe(409);

    // Past the statutory date no session is set, however much notice there is.
    const limit = nthWorkingDay(received.slice(0, 10), 30);
    of.at(nthWorkingDay(received.slice(0, 10), 22));
    const beyond = await of.post(
      'conciliator1',
      `${dispute(filed)}/sessions`,
      sessionAt(`${nthWorkingDay(limit, 1)}T09:00`),
    );
    expect(refusal(beyond)).toEqual([409, 'rule.session_past_statutory_date']);
    of.at(nthWorkingDay(received.slice(0, 10), 26));
    expect(at<boolean>(good(await of.get('conciliator1', dispute(filed))), 'sessionStillFits')).toBe(false);
  },
);
