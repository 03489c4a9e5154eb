import { sweepDue } from '../../src/escalation/index.ts';
import { attachFiles, proveReceipt } from '../../src/intake/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { sweepLimits } from '../../src/resolution/commands/watch-limits.ts';
import { aHearing, at, contributionsComplaint, dispute, good, refusal, type Filed, type Hearing } from './hearing.ts';
import { committee, open, regulator, toCommittee } from './steps.ts';

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-11-26'));

const facts = (filed: Filed, event: string) =>
  of.query<{ data: Record<string, unknown> }>(
    'select l.data from ledger_entry l join case_file c on c.id::text = l.chain where c.reference = $1 and l.event = $2',
    [filed.reference, event],
  );
const standing = async (filed: Filed) =>
  (
    await of.query<{ tier: string; status: string; watched_reason: string | null }>(
      'select tier, status, watched_reason from case_file where reference = $1',
      [filed.reference],
    )
  )[0];

/** Not settled at the committee: the right to go to the Regulator stands. */
async function notSettled(): Promise<Filed> {
  const filed = await toCommittee(of, contributionsComplaint());
  const parties = await open(of, filed, committee);
  good(await of.post('memberA', `${dispute(filed)}/screening`, { finding: 'clear' }));
  good(await of.post('memberA', `${dispute(filed)}/admit`));
  good(await of.post('memberA', `${dispute(filed)}/consents`, { party: parties.respondent, given: false }));
  const outcome = { kind: 'failed', reasons: 'x', failedPoints: ['x'] };
  good(await of.post('memberA', `${dispute(filed)}/outcome`, outcome));
  good(await of.post('memberA', `${dispute(filed)}/issue`));
  return filed;
}

test('when no further session fits before the date, it is said once: in the file, to all, and to those who watch', async () => {
  const filed = await toCommittee(of, contributionsComplaint());
  await open(of, filed, committee);
  const sweep = () => sweepLimits(of.world.perform, { limit: 50 });
  expect(await sweep()).toEqual({ warned: 0, failed: 0 });
  const limit = at(await of.get('memberA', dispute(filed)), 'limit.at');
  of.at(new Date(new Date(limit).getTime() - 4 * 24 * 3_600_000).toISOString().slice(0, 10));
  expect(await sweep()).toEqual({ warned: 1, failed: 0 });
  expect(await sweep()).toEqual({ warned: 0, failed: 0 });
  expect(await facts(filed, 'dispute.no_longer_fits')).toHaveLength(1);
  expect((await standing(filed))?.watched_reason).toBe('dispute_too_tight');
  expect(await of.lastMessage(filed.reference, 'too_tight')).toContain(filed.reference);
  // Whoever takes it back has nothing left to be watched for.
  good(await of.own(filed, '/dispute/withdraw', { reason: 'x' }));
  expect((await standing(filed))?.watched_reason).toBeNull();
});

test('what comes to the Regulator too early is kept at level one, with its clock; everybody is told', async () => {
  const filed = await toCommittee(of, contributionsComplaint());
  const answer = good(await of.own(filed, '/appeal', { reason: 'ខ្ញុំចង់ទៅ ន.ស.ស.' }), 202);
  expect(answer.body).toMatchObject({
    reference: filed.reference,
    sentBack: true,
    heldBy: { office: 'NSSF-DSC', tier: 'SS1B' },
  });
  expect(at(answer, 'until')).toBe('2026-12-24T17:30:00+07:00');
  expect(await standing(filed)).toMatchObject({ tier: 'SS1B', status: 'acknowledged' });
  const messages = at<{ text: string }[]>(await of.get('memberA', `/cases/${filed.reference}/messages`), 'items');
  expect(messages.map((each) => each.text)).toContain('ខ្ញុំចង់ទៅ ន.ស.ស.');
  const [fact] = await facts(filed, 'regulator.filed_too_early');
  expect(fact?.data).toMatchObject({ tier: 'SS1B', office: 'NSSF-DSC' });
  const told = await of.query('select 1 from outbox where event = $1 and case_id is not null', [
    'regulator.filed_too_early',
  ]);
  expect(told).toHaveLength(1);
});

describe('whoever speaks for a party', () => {
  const speaks = { name: 'លី ដារ៉ា', phone: '011 222 333', relation: 'បងស្រី' };
  const mandate = { ...speaks, kind: 'power_of_attorney', validUntil: '2027-03-31' };
  const statement = { items: { object: 'x', facts: 'x', claims: 'x', disputed_points: 'x' } };

  /** The paper of a mandate, attached by the party's receipt. */
  async function paperOf(filed: Filed): Promise<string> {
    const party = await of.world.perform(systemActor('receipt'), proveReceipt, filed);
    const store = openFileStore(`${of.world.dataDir}/files`);
    const files = [{ name: 'mandate.pdf', content: Buffer.from('%PDF-1.7\n') }];
    const [paper] = await attachFiles(of.world.perform, store, party, { reference: filed.reference, files });
    return paper?.id ?? '';
  }

  test('files with the Regulator on a mandate in force, with its paper; the time runs once somebody has looked at it', async () => {
    const below = await notSettled();
    const paper = await paperOf(below);
    const filing = (representative: object) => of.own(below, '/appeal', { reason: 'x', representative });
    const lapsed = await filing({ ...mandate, paper, validUntil: '2026-11-25' });
    expect(refusal(lapsed)).toEqual([409, 'rule.mandate_lapsed']);
    expect(at(lapsed, 'detail')).toMatch(/ended on 2026-11-25: ask for a new one, or hear the party itself/);
    // That somebody saw it is taken from an officer alone.
    expect((await filing({ ...mandate, seen: true })).status).toBe(422);
    expect(refusal(await filing(mandate))).toEqual([409, 'rule.mandate_not_proven']);
    expect(at(await filing({ ...mandate, paper: newId() }), 'errors.0.code')).toBe('unknown_attachment');
    const filed = {
      reference: at(good(await filing({ ...mandate, paper }), 201), 'reference'),
      receipt: below.receipt,
    };
    expect((await facts(below, 'appeal.filed'))[0]?.data).toMatchObject({ byRepresentative: true });

    good(await of.post('reviewer', `/cases/${filed.reference}/acknowledge`));
    const { claimant, respondent } = await open(of, filed, regulator);
    const party = () => `${dispute(filed)}/parties/${claimant}`;
    good(await of.post('reviewer', `${dispute(filed)}/statement`, statement));
    const known = { name: 'ក', address: 'ខ', phone: '012 333 444' };
    good(await of.post('reviewer', `${dispute(filed)}/parties/${respondent}`, known));
    const view = good(await of.get('reviewer', dispute(filed)));
    expect(at(view, 'missing')).toEqual([{ item: 'mandate', party: claimant }]);
    const carried = at<Record<string, unknown>>(view, 'parties.0.representatives.0');
    expect(carried).toMatchObject({
      name: speaks.name,
      relation: speaks.relation,
      kind: 'power_of_attorney',
      validUntil: '2027-03-31',
      proven: false,
      paper: { reference: below.reference, attachment: paper },
    });
    // The party sees who speaks for it; nobody outside the dispute does.
    expect(at(good(await of.own(filed, '/dispute')), 'parties.0.representatives.0.name')).toBe(speaks.name);
    expect((await of.get('auditor', dispute(filed))).text).not.toContain(speaks.name);
    const shown = { kind: 'power_of_attorney', validFrom: '2026-11-01', validUntil: '2027-03-31' };
    of.at('2026-11-30');
    const show = (with_: object) =>
      of.post('reviewer', `${party()}/representatives/${String(carried['id'])}/mandate`, with_);
    expect(refusal(await show({ ...shown, validUntil: '2026-11-26' }))).toEqual([409, 'rule.mandate_lapsed']);
    good(await show(shown));
    expect(at(good(await of.get('reviewer', dispute(filed))), 'completeAt')).toBe('2026-11-26T09:00:00+07:00');
  });

  test('through an officer, who has the paper in hand, the mandate is shown', async () => {
    const below = await notSettled();
    const body = { reason: 'x', representative: { ...mandate, seen: true } };
    const filed = {
      reference: at(good(await of.post('memberA', `/cases/${below.reference}/appeal`, body), 201), 'reference'),
    };
    good(await of.post('reviewer', `/cases/${filed.reference}/acknowledge`));
    await open(of, { ...filed, receipt: below.receipt }, regulator);
    const view = good(await of.get('reviewer', dispute(filed)));
    expect(at(view, 'parties.0.representatives.0.proven')).toBe(true);
    expect(at<{ item: string }[]>(view, 'missing').map(({ item }) => item)).not.toContain('mandate');
  });

  test('too early, is named with what goes back to level one', async () => {
    const filed = await toCommittee(of, contributionsComplaint());
    const body = { reason: 'x', representative: { ...mandate, seen: true } };
    good(await of.post('memberA', `/cases/${filed.reference}/appeal`, body), 202);
    expect((await of.get('memberA', `/cases/${filed.reference}/messages`)).text).toContain(speaks.name);
  });

  test('named when the complaint was filed, comes into the file; in confidence without a name; and may not speak for the party', async () => {
    for (const identity of ['named', 'confidential']) {
      const filed = await toCommittee(of, contributionsComplaint({ identity, representative: speaks }));
      const { claimant } = await open(of, filed, committee);
      const view = good(await of.get('memberA', dispute(filed)));
      const name = identity === 'named' ? speaks.name : null;
      expect(at(view, 'parties.0.representatives')).toMatchObject([{ name, proven: false, revoked: false }]);
      expect(view.text.includes('ដារ៉ា')).toBe(identity === 'named');
      const representative = at(view, 'parties.0.representatives.0.id');
      good(await of.post('memberA', `${dispute(filed)}/parties/${claimant}/representatives/${representative}/revoke`));
    }
  });
});

test('a late filing is heard once somebody at the Regulator excuses it, and who did and why is shown', async () => {
  const below = await notSettled();
  of.at('2027-06-01');
  const late = { reason: 'x', lateReason: 'ខ្ញុំនៅមន្ទីរពេទ្យ' };
  const appeal = good(await of.own(below, '/appeal', late), 201);
  const filed = { reference: at(appeal, 'reference'), receipt: below.receipt };
  good(await of.post('reviewer', `/cases/${filed.reference}/acknowledge`));
  await open(of, filed, regulator);
  good(await of.post('reviewer', `${dispute(filed)}/screening`, { finding: 'clear' }));
  expect(refusal(await of.post('reviewer', `${dispute(filed)}/admit`))).toEqual([409, 'rule.late_filing_not_excused']);
  good(await of.post('reviewer', `${dispute(filed)}/late-filing`, { reason: 'In hospital' }));
  const view = good(await of.get('reviewer', dispute(filed)));
  expect([at(view, 'filedLate'), at(view, 'excuse.by'), at(view, 'excuse.reason')]).toEqual([
    true,
    'name of reviewer',
    'In hospital',
  ]);
  expect(refusal(await of.post('reviewer', `${dispute(filed)}/admit`))).toEqual([409, 'rule.complaint_incomplete']);
  const again = await of.post('reviewer', `${dispute(filed)}/late-filing`, { reason: 'x' });
  expect(refusal(again)).toEqual([409, 'rule.filing_is_in_time']);
});

test('when the time of the committee passes, the right opens and a certificate says so, with or without a dispute file', async () => {
  const filed = await toCommittee(of, contributionsComplaint());
  of.at('2027-02-01');
  await sweepDue(of.world.perform, of.world.clock, { replay: true });
  const papers = good(await of.own(filed, '/dispute/papers'));
  expect(at<{ kind: string }[]>(papers, 'items').map((each) => each.kind)).toEqual(['certificate']);
  const pdf = good(await of.own(filed, `/dispute/papers/${at(papers, 'items.0.id')}`));
  expect((pdf.body as unknown as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  const [certificate] = await of.query<{ because: string; last_day_at: Date }>(
    'select because, last_day_at from resolution_certificate r join case_file c on c.id = r.case_id where c.reference = $1',
    [filed.reference],
  );
  expect(certificate?.because).toBe('deadline_passed');
  expect(certificate?.last_day_at).toBeInstanceOf(Date);
});
