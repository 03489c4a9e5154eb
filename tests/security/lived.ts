import request from 'supertest';

import type { Filed, Hired, Listened } from './listened.ts';
import { canaries, complaint, photograph, word } from './marked.ts';

export interface Lived {
  /** `named`, `confidential`, `protected`, `anonymous`. */
  readonly kinds: Readonly<Record<string, Filed>>;
  readonly officer: Hired;
  readonly stranger: Hired;
  readonly auditor: Hired;
  readonly guardian: Hired;
}

/** Complaints of every kind live their whole life, with words of their own in all that is said on the way. */
export async function liveAll(run: Listened): Promise<Lived> {
  const { world, hire, heard, post, get, filed, attach, settled } = run;
  const kinds: Record<string, Filed> = {};
  const officer = await hire('province_officer', '12');
  const colleague = await hire('province_officer', '12');
  const stranger = await hire('province_officer', '23');
  const auditor = await hire('auditor', 'GS-NSPC');
  const guardian = await hire('protection_officer', 'NSAF-PROT');
  const receipts: string[] = [];

  kinds['named'] = await filed(complaint('named'));
  kinds['confidential'] = await filed(complaint('confidential'));
  kinds['protected'] = await filed(complaint('protected', { protected: true }));
  const anonymous = {
    ...complaint('anonymous', { identity: 'anonymous', complainant: null, representative: null }),
  };
  const answer = await heard(
    request(world.http)
      .post('/api/v1/complaints')
      .set('Idempotency-Key', canaries.put('anonymous: idempotency key', 'zqidempotencykey0001'))
      .set('User-Agent', canaries.put('anonymous: user agent', 'Zqbrowser/77.5'))
      .set('X-Forwarded-For', canaries.put('anonymous: address', '203.0.113.77'))
      .set('Cookie', `mark=${canaries.put('anonymous: cookie', 'zqcookiemark01')}`)
      .set('Referer', `https://example.test/${canaries.put('anonymous: referrer', 'zqreferrer01')}`)
      .send(anonymous),
  );
  expect(answer.status).toBe(201);
  kinds['anonymous'] = answer.body as Filed;
  for (const [kind, { receipt }] of Object.entries(kinds)) receipts.push(canaries.put(`${kind}: receipt`, receipt));
  for (const receipt of receipts) canaries.also('receipt', receipt.replaceAll('-', ''));

  const pdf = Buffer.from(`%PDF-1.4\n% ${word('PDF text')}\n%%EOF\n`);
  for (const each of Object.values(kinds)) {
    expect((await attach(each, `${word('file name')}.jpg`, await photograph())).status).toBe(201);
    expect((await attach(each, `${word('file name')}.pdf`, pdf)).status).toBe(201);
  }
  await settled();

  for (const [kind, of] of Object.entries(kinds)) {
    const by = kind === 'protected' ? guardian : officer;
    const on = (what: string, body: object, token = by.token) => post(`/cases/${of.reference}${what}`, body, token);
    const own = (what: string, body: object) =>
      post(`/complaints/${of.reference}${what}`, { receipt: of.receipt, ...body });
    expect((await on('/acknowledge', { note: word(`${kind}: note on taking up`) })).status).toBe(200);
    await on('/assign', { assignee: by.id });
    await on('/note', { text: word(`${kind}: note`) });
    await on('/request-information', { question: word(`${kind}: question`), replyWithinWorkingDays: 3 });
    expect((await own('/replies', { text: word(`${kind}: reply`) })).status).toBe(201);
    await on('/reply', { text: word(`${kind}: reply taken down`) });
    const decided = await on('/decide', {
      outcome: 'upheld',
      reasons: word(`${kind}: reasons`),
      legalBasis: word(`${kind}: legal basis`),
      evidence: word(`${kind}: evidence`),
      remedies: [{ kind: 'pay_arrears', amountKhr: 40_000, dueOn: '2026-12-15', text: word(`${kind}: remedy`) }],
    });
    expect([kind, decided.status]).toEqual([kind, 200]);
    const [remedy] = (await get(`/cases/${of.reference}/remedies`, by.token)).body.items;
    await on(`/remedies/${remedy.id}/fulfil`, { evidence: word(`${kind}: evidence of delivery`) });
    await own(`/remedies/${remedy.id}/confirm`, { received: false });
    expect((await own('/appeal', { reason: word(`${kind}: grounds of appeal`) })).status).toBe(201);
    await own('/rating', { score: 2 });
    await post('/complaints/lookup', { reference: of.reference, receipt: of.receipt });
    for (const part of ['', '/timeline', '/messages', '/parties', '/attachments', '/deadlines']) {
      await get(`/cases/${of.reference}${part}`, by.token);
    }
  }
  // Other ways that cases go, and what is said on them.
  const second = await filed(complaint('second'));
  await post(
    `/cases/${second.reference}/transfer`,
    { office: '11', reason: word('reason of transfer') },
    officer.token,
  );
  const third = await filed(complaint('third'));
  await post(`/cases/${third.reference}/escalate`, { reason: word('reason of escalation') }, officer.token);
  const fourth = await filed(complaint('fourth'));
  await post(`/cases/${fourth.reference}/mark-protected`, { reason: word('reason of protection') }, officer.token);
  const fifth = await filed(complaint('fifth'));
  await post(`/complaints/${fifth.reference}/withdraw`, {
    receipt: fifth.receipt,
    reason: word('reason of withdrawal'),
  });
  await post(
    `/cases/${kinds['protected']?.reference}/break-glass`,
    { reason: word('reason of emergency') },
    colleague.token,
  );
  await settled();
  return { kinds, officer, stranger, auditor, guardian };
}
