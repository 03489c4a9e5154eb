import { aHearing, at, dispute, good, pensionComplaint, refusal, type Filed, type Hearing } from './hearing.ts';
import {
  admitWithConsents,
  committee,
  hearSession,
  keepRoster,
  open,
  partiesOf,
  regulator,
  seatBench,
  signByPhone,
  signPaper,
  toCommittee,
} from './steps.ts';

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-11-26'));

/** Not settled at the committee, with a certificate. */
async function notSettled(complaint: object): Promise<Filed> {
  const filed = await toCommittee(of, complaint);
  const parties = await open(of, filed, committee);
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  of.at('2026-12-02');
  await hearSession(of, filed, committee, parties, '2026-12-10T09:00');
  good(
    await of.post('memberB', `${dispute(filed)}/outcome`, {
      kind: 'failed',
      reasons: 'គ្មានការព្រមព្រៀង',
      failedPoints: ['ចំនួនប្រាក់'],
    }),
  );
  const issued = good(await of.post('memberA', `${dispute(filed)}/issue`));
  expect(at(issued, 'caseOutcome')).toBe('not_settled');
  return filed;
}

describe('a member against the fund: the computation of a pension', () => {
  test('not settled at the committee, conciliated at the Regulator, paid and closed', async () => {
    const filed = await notSettled(pensionComplaint());
    const below = good(await of.get('memberA', dispute(filed)));
    // Thirty working days after 10 December 2026, closed on 29 December, 1 and 7 January.
    expect(at<unknown[]>(below, 'certificates')).toHaveLength(1);
    expect(at(below, 'certificates.0.because')).toBe('not_settled');
    expect(at(below, 'certificates.0.lastDayAt')).toBe('2027-01-26T17:30:00+07:00');

    of.at('2026-12-11');
    const appeal = good(await of.own(filed, '/appeal', { reason: 'ខ្ញុំសុំឱ្យ ន.ស.ស. ផ្សះផ្សា' }), 201);
    const above: Filed = { reference: at(appeal, 'reference'), receipt: filed.receipt };
    good(await of.post('reviewer', `/cases/${above.reference}/acknowledge`));
    const parties = await open(of, above, regulator);
    const opened = good(await of.get('reviewer', dispute(above)));
    expect(at(opened, 'limit')).toBeNull();
    expect(at<{ item: string }[]>(opened, 'missing').map((each) => each.item)).toEqual([
      'name',
      'address',
      'phone',
      'object',
      'facts',
      'claims',
      'disputed_points',
    ]);
    good(await of.post('reviewer', `${dispute(above)}/screening`, { finding: 'clear' }));
    expect(refusal(await of.post('reviewer', `${dispute(above)}/admit`))).toEqual([409, 'rule.complaint_incomplete']);

    of.at('2026-12-14');
    const respondent = { name: 'ប.ស.ស.', address: 'ភ្នំពេញ', phone: '023 888 999', language: 'km' };
    good(await of.post('reviewer', `${dispute(above)}/parties/${parties.respondent}`, respondent));
    of.at('2026-12-15');
    good(await of.own(above, '/dispute/statement', { object: 'សោធន', facts: 'ធ្វើការ ២០ ឆ្នាំ', claims: 'គណនាឡើងវិញ' }));
    good(await of.own(above, '/dispute/statement', { disputed_points: 'ចំនួនឆ្នាំ' }));
    const complete = good(await of.get('reviewer', dispute(above)));
    expect(at(complete, 'missing')).toEqual([]);
    expect(at(complete, 'completeAt')).toMatch(/^2026-12-15/);
    expect(at(complete, 'limit.force')).toBe('law');
    expect(at(complete, 'limit.at')).toMatch(/T17:30:00\+07:00$/);

    await admitWithConsents(of, above, regulator, parties);
    // The committee's people have decided the matter below.
    expect(refusal(await of.post('reviewer', `${dispute(above)}/neutrals`, { person: of.id.memberB }))).toEqual([
      409,
      'rule.neutral_is_barred',
    ]);
    const suggested = good(await of.get('reviewer', `${dispute(above)}/suggestions`));
    expect(at<{ person: string }[]>(suggested, 'items').map((each) => each.person)).not.toContain(of.id.memberB);
    await seatBench(of, above, regulator);
    of.at('2026-12-21');
    await hearSession(of, above, regulator, parties, '2026-12-30T09:00');

    const terms = [
      {
        debtor: parties.respondent,
        creditor: parties.claimant,
        text: 'បង់ប្រាក់ខ្វះ',
        amountKhr: 2_400_000,
        dueOn: '2027-01-29',
        evidence: 'បង្កាន់ដៃធនាគារ',
      },
    ];
    const drafted = good(await of.post('conciliator1', `${dispute(above)}/outcome`, { kind: 'agreement', terms }));
    const hash = at(drafted, 'hash');
    expect(refusal(await of.post('reviewer', `${dispute(above)}/issue`))).toEqual([409, 'rule.signatures_missing']);

    // Changed terms are other terms: what was read before is not signed.
    const changed = [{ ...terms[0]!, amountKhr: 2_500_000 }];
    const redrafted = good(
      await of.post('conciliator1', `${dispute(above)}/outcome`, { kind: 'agreement', terms: changed }),
    );
    expect(refusal(await of.own(above, '/dispute/signature-code', { hash }))).toEqual([409, 'rule.terms_changed']);
    const now = at(redrafted, 'hash');
    expect(refusal(await of.own(above, '/dispute/signature', { hash: now, code: '000000' }))).toEqual([
      409,
      'rule.code_not_sent',
    ]);
    good(await signByPhone(of, above, now));
    expect(at(good(await signPaper(of, above, ['reviewer', 'reviewer2'], parties.respondent, now)), 'signed')).toBe(
      true,
    );
    const issued = good(await of.post('reviewer', `${dispute(above)}/issue`));
    expect([at(issued, 'stage'), at(issued, 'caseOutcome')]).toEqual(['obligations', 'conciliated']);

    const mine = good(await of.own(above, '/dispute'));
    expect(at(mine, 'outcome.legalEffect')).toContain('open question');
    const obligation = at(mine, 'obligations.0.id');
    // What is owed keeps the case open.
    expect(refusal(await of.post('reviewer', `/cases/${above.reference}/close`))).toEqual([
      409,
      'rule.obligations_open',
    ]);
    good(
      await of.post('reviewer', `${dispute(above)}/obligations/${obligation}/report`, {
        party: parties.respondent,
        evidence: 'បង្កាន់ដៃ ៤៥',
      }),
    );
    good(await of.own(above, `/dispute/obligations/${obligation}/answer`, { done: true }));
    expect(at(good(await of.get('reviewer', dispute(above))), 'stage')).toBe('closed');
    good(await of.post('reviewer', `/cases/${above.reference}/close`));
    expect(at(good(await of.post('reviewer', `${dispute(above)}/seal`)), 'stage')).toBe('sealed');
    expect((await of.own(above, '/dispute')).status).toBe(404);
    expect((await of.get('conciliator1', dispute(above))).status).toBe(404);
    const listed = async (seat: 'reviewer' | 'conciliator1', view: string) =>
      at<{ reference: string }[]>(good(await of.get(seat, `/disputes?view=${view}`)), 'items').map(
        (each) => each.reference,
      );
    expect(await listed('reviewer', 'archive')).toContain(above.reference);
    expect(await listed('reviewer', 'office')).not.toContain(above.reference);
    expect(await listed('conciliator1', 'archive')).not.toContain(above.reference);
    expect((await of.get('reviewer', dispute(above))).status).toBe(200);
  });
});

test('the parties of the committee do not see how the other is reached', async () => {
  const filed = await toCommittee(of, pensionComplaint());
  const parties = await open(of, filed, committee);
  expect(parties).toEqual(await partiesOf(of, filed, 'memberA'));
  const mine = good(await of.own(filed, '/dispute'));
  const seen = at<{ you: boolean; details: unknown }[]>(mine, 'parties');
  expect(seen.map((party) => [party.you, party.details === null])).toEqual([
    [true, false],
    [false, true],
  ]);
});
