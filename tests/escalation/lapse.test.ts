import { sweepMailRoom } from '../../src/notifications/index.ts';
import { lapseRemedies } from '../../src/escalation/commands/lapse-remedies.ts';
import { aMailRoom, log } from '../notifications/mail-room-world.ts';
import { aHearing, at, good, pensionComplaint, type Filed, type Hearing } from '../resolution/hearing.ts';

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-12-01'));

const sweep = async () => {
  const report = await lapseRemedies(of.world.perform, { limit: 50 });
  await sweepMailRoom(aMailRoom(), { perform: of.world.perform, log });
  return report;
};
const nothing = { asked: 0, lapsed: 0, watched: 0, failed: 0 };

/** Decided, with a remedy reported as delivered on 1 December. */
async function delivered(more: object = {}): Promise<Filed & { readonly remedy: string }> {
  const filed = await of.file(pensionComplaint({ programme: 'FP-PWC', category: 'PAY-NOT', ...more }));
  good(await of.post('province', `/cases/${filed.reference}/acknowledge`));
  const remedies = [{ kind: 'pay_arrears', amountKhr: 40_000, dueOn: '2026-12-20' }];
  const decided = { outcome: 'upheld', reasons: 'x', remedies };
  good(await of.post('province', `/cases/${filed.reference}/decide`, decided));
  const remedy = at(good(await of.get('province', `/cases/${filed.reference}/remedies`)), 'items.0.id');
  const path = `/cases/${filed.reference}/remedies/${remedy}/fulfil`;
  good(await of.post('province', path, { evidence: 'x' }));
  await sweepMailRoom(aMailRoom(), { perform: of.world.perform, log });
  return { ...filed, remedy };
}
const stateOf = async (filed: Filed) =>
  (
    await of.query<{ status: string; state: string; watched_reason: string | null }>(
      'select c.status, r.state, c.watched_reason from case_file c join remedy r on r.case_id = c.id where c.reference = $1',
      [filed.reference],
    )
  )[0];

test('asked after five and ten working days, the last time with the day; after fifteen it lapses and can be opened again', async () => {
  const filed = await delivered();
  of.at('2026-12-07');
  expect(await sweep()).toEqual(nothing);
  of.at('2026-12-08');
  expect(await sweep()).toEqual({ ...nothing, asked: 1 });
  expect(await sweep()).toEqual(nothing);
  of.at('2026-12-15');
  expect(await sweep()).toEqual({ ...nothing, asked: 1 });
  const asked = await of.query<{ data: { lapsesOn: string | null } }>(
    `select l.data from ledger_entry l join case_file c on c.id::text = l.chain
     where c.reference = $1 and l.event = 'remedy.asked_again' order by l.seq`,
    [filed.reference],
  );
  expect(asked.map(({ data }) => data.lapsesOn)).toEqual([null, '2026-12-22']);
  of.at('2026-12-21');
  expect(await sweep()).toEqual(nothing);
  of.at('2026-12-22T17:31');
  expect(await sweep()).toEqual({ ...nothing, lapsed: 1 });
  expect(await stateOf(filed)).toMatchObject({ status: 'closed', state: 'lapsed' });
  expect(await sweep()).toEqual(nothing);
  good(await of.post('province', `/cases/${filed.reference}/reopen`, { reason: 'It never came' }));
  expect(await stateOf(filed)).toMatchObject({ status: 'in_progress' });
});

test('whoever answers is asked no more', async () => {
  const filed = await delivered();
  of.at('2026-12-08');
  expect(await sweep()).toMatchObject({ asked: 1 });
  good(await of.own(filed, `/remedies/${filed.remedy}/confirm`, { received: true }));
  of.at('2027-01-20');
  expect(await sweep()).toEqual(nothing);
});

test('silence of somebody who was never reached closes nothing: the case is watched', async () => {
  const complainant = { name: 'x', contact: { channel: 'in_person', safe: true } };
  const filed = await delivered({ complainant });
  for (const day of ['2026-12-08', '2026-12-15']) {
    of.at(day);
    await sweep();
  }
  of.at('2026-12-23');
  expect(await sweep()).toEqual({ ...nothing, watched: 1 });
  expect(await stateOf(filed)).toEqual({ status: 'decided', state: 'fulfilled', watched_reason: 'remedy_unanswered' });
});
