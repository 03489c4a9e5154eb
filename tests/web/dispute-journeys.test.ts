import {
  aHearing,
  at,
  contributionsComplaint,
  dispute,
  good,
  type Filed,
  type Hearing,
  type Seat,
} from '../resolution/hearing.ts';
import { keepRoster, partiesOf } from '../resolution/steps.ts';
import { textOf } from '../support/staff-agent.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import { disputePages, on, sessionOn, type Fields } from './dispute-pages.ts';

/** Disputes of social assistance on pages, from the first to the last: at the operator, and before the panel of the last body. */
let of: Hearing;
let pages: ReturnType<typeof disputePages>;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  pages = disputePages(of, aStaffWeb(of.world, { citizens: true }));
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-11-26'));

const visit = (seat: Seat, path: string) => pages.open(seat, path);
const done = (seat: Seat, filed: Filed, name: string, typed?: Fields) => pages.done(seat, filed, name, typed);

describe('social assistance, on pages alone', () => {
  /** A complaint passed up by each officer to the operator, and on to the last body; acknowledged there. */
  async function upTo(tier: 'SA4' | 'SA5'): Promise<Filed> {
    of.at('2027-01-11');
    const complaint = { programme: 'FP-PWC', category: 'PAY-NOT', narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ទេ។' };
    const case_ = await of.file(contributionsComplaint({ ...complaint, about: [] }));
    const path = `/cases/${case_.reference}`;
    for (const seat of tier === 'SA4' ? (['province'] as const) : (['province', 'nsaf'] as const)) {
      good(await of.post(seat, `${path}/acknowledge`));
      good(await of.post(seat, `${path}/escalate`, { reason: 'លើសសមត្ថកិច្ច' }));
    }
    good(await of.post(tier === 'SA4' ? 'nsafBoss' : 'policy4', `${path}/acknowledge`));
    return case_;
  }

  /** From the open file to the agreement that is issued, each step on its page; what the registrar reads at the end. */
  async function conciliated(filed: Filed, registrar: Seat, neutral: Seat): Promise<string> {
    await done(registrar, filed, 'open', { mode: 'conciliation', panelSize: '1' });
    const sides = await partiesOf(of, filed, registrar);
    const both = [sides.claimant, sides.respondent];
    await done(registrar, filed, 'screen', { finding: 'clear' });
    await done(registrar, filed, 'admit');
    for (const party of both) await done(registrar, filed, 'consent', { party, given: 'yes', way: 'in_person' });
    await done(registrar, filed, 'appoint', { person: of.id[neutral] });
    await done(neutral, filed, 'declare', { conflict: 'no' });
    of.at('2027-01-15');
    await done(neutral, filed, 'schedule', sessionOn('2027-01-25', { room: `Room of ${neutral}` }));
    const meeting: string = at(good(await of.get(neutral, dispute(filed))), 'sessions.0.id');
    for (const party of both) {
      await done(registrar, filed, `serve?session=${meeting}`, {
        party,
        state: 'delivered',
        channel: 'letter',
        proof: 'x',
      });
    }
    of.at('2027-01-25');
    const came = Object.fromEntries(both.map((party) => [`came.${party}`, 'yes']));
    await done(neutral, filed, `hold?session=${meeting}`, { called: both, ...came });
    await done(neutral, filed, `minutes?session=${meeting}`, { text: 'កំណត់ហេតុ' });
    for (const party of both)
      await done(neutral, filed, `approve-minutes?session=${meeting}`, { party, way: 'in_person' });
    await done(neutral, filed, 'outcome', {
      kind: 'agreement',
      sets: '1',
      'terms.0.debtor': sides.respondent,
      'terms.0.creditor': sides.claimant,
      'terms.0.text': 'បើកប្រាក់ដែលនៅសល់',
      ...on('terms.0.dueOn', '2027-02-20'),
    });
    for (const party of both) {
      for (const officer of [registrar, neutral]) await done(officer, filed, 'sign-paper', { party });
    }
    return done(registrar, filed, 'issue');
  }

  const standing = async (filed: Filed) => {
    const read = good(await of.get('auditor', `/cases/${filed.reference}`));
    return [
      at(read, 'status'),
      at<{ outcome: { code: string } }[]>(read, 'decisions').map((each) => each.outcome.code),
    ];
  };

  test('at the operator a conciliation by agreement decides the case', async () => {
    const there = await upTo('SA4');
    expect((await visit('nsafBoss', `/en/staff/cases/${there.reference}`)).text).toContain(
      `${there.reference}/dispute`,
    );
    expect(await conciliated(there, 'nsafBoss', 'nsaf')).toContain('What was agreed has to be done.');
    expect(await standing(there)).toEqual(['decided', ['resolved_on_spot']]);
  });

  test('at the last body the panel refers to conciliation, and decides what comes back: appoint, declare, vote, sign', async () => {
    const there = await upTo('SA5');
    const entry = { modes: ['conciliation'], competences: ['PAY-NOT'], languages: ['km'], active: true };
    good(await of.put('policy4', `/neutrals/${of.id.policy3}`, entry), 204);
    const main = `/en/staff/cases/${there.reference}`;
    const act = async (seat: Seat, name: string, fields: Fields = {}) => {
      const shown = await visit(seat, `${main}/panel/${name}`);
      return pages.browser.sendFrom(shown.text, `${main}/panel/${name}`, { go: 'do', ...fields });
    };
    const acted = async (seat: Seat, name: string, fields: Fields = {}) => {
      const answer = await act(seat, name, fields);
      if (answer.status !== 303) throw new Error(`${name}: ${answer.status} ${textOf(answer.text)}`);
      return textOf((await visit(seat, String(answer.headers['location']))).text);
    };
    const first = await visit('policy4', main);
    expect(textOf(first.text)).toContain('No panel is appointed yet');
    expect(first.text).not.toContain(`${main}/decide"`);
    expect(textOf((await visit('policy4', `${main}/decide`)).text)).toContain('At this level a panel of three decides');
    expect((await visit('nsaf', `${main}/panel/appoint`)).status).toBe(403);

    const two = await act('policy4', 'appoint', { members: [of.id.policy, of.id.policy2], chair: of.id.policy });
    expect([two.status, textOf(two.text)]).toEqual([422, expect.stringContaining('Choose three people')]);
    const listed = textOf((await visit('policy4', `${main}/panel/appoint`)).text);
    expect(listed).toMatch(/name of policy3 Knows the matter · Sits in 0/);
    const three = [of.id.policy, of.id.policy2, of.id.policy4];
    expect(await acted('policy4', 'appoint', { members: three, chair: of.id.policy })).toContain(
      'The panel is appointed.',
    );

    const panel = await visit('policy4', `${main}/panel`);
    expect(panel.text).toContain(`${main}/dispute`);
    expect(await conciliated(there, 'policy4', 'policy3')).toContain('What was agreed has to be done.');
    expect(await standing(there)).toEqual(['in_progress', []]);

    expect(textOf((await visit('policy2', '/en/staff')).text)).toMatch(
      /Panels wait for you Declare on conflicts of interest/,
    );
    expect((await visit('policy2', `${main}/panel/vote`)).status).toBe(409);
    for (const seat of ['policy', 'policy2', 'policy4'] as const) {
      expect(textOf((await visit(seat, `${main}/panel/declare`)).text)).toContain('សុខ សុភា');
      await acted(seat, 'declare', { conflict: 'no' });
    }
    await acted('policy', 'vote', { outcome: 'resolved_on_spot', reasons: 'ភាគីបានព្រមព្រៀង' });
    expect(textOf((await visit('policy2', `${main}/panel`)).text)).not.toContain('ភាគីបានព្រមព្រៀង');
    await acted('policy2', 'vote', { outcome: 'upheld', reasons: 'ត្រឹមត្រូវ', dissent: 'ខ្ញុំយល់ផ្សេង' });
    const seen = await acted('policy4', 'vote', { outcome: 'resolved_on_spot', reasons: 'យល់ព្រម' });
    expect(seen).toContain('ខ្ញុំយល់ផ្សេង');
    expect((await visit('policy2', `${main}/panel/sign`)).status).toBe(409);
    const without = await act('policy', 'sign', { reasons: '', sets: '1' });
    expect([without.status, without.text]).toEqual([422, expect.stringContaining('href="#reasons"')]);
    // What is signed is shown before: the letter as the complainant will read it, and the message.
    const reasons = 'ភាគីបានព្រមព្រៀងគ្នា។';
    const look = await act('policy', 'sign', { go: 'check', reasons, sets: '1' });
    expect([look.status, textOf(look.text)]).toEqual([
      200,
      expect.stringMatching(
        /A panel of 3 members of this office decided together\..*Reasons ភាគីបានព្រមព្រៀងគ្នា។.*If you do not agree.*ក្រុម ៣នាក់បានសម្រេច/,
      ),
    ]);
    expect(await standing(there)).toEqual(['in_progress', []]);
    const edit = await pages.browser.sendFrom(look.text, `${main}/panel/sign`, { go: 'edit' });
    expect(edit.text).toContain(reasons);
    const given = await pages.browser.sendFrom(look.text, `${main}/panel/sign`, { go: 'do' });
    const signed = textOf((await visit('policy', String(given.headers['location']))).text);
    expect(signed).toContain('The panel has signed; the case is decided');
    expect(await standing(there)).toEqual(['decided', ['resolved_on_spot']]);
    const khmer = textOf((await visit('policy', `${main.slice(3)}/panel`)).text);
    expect(khmer).toContain('ក្រុមបានចុះហត្ថលេខា');
    expect(khmer).not.toMatch(/undefined|\{\w+\}|Votes/);
  });
});
