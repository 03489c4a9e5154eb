import type { Page } from 'playwright-core';
import { disputeActPages } from '../../src/web/staff/dispute-acts/index.ts';
import { panelActPages } from '../../src/web/staff/panel/acts.ts';
import {
  at,
  contributionsComplaint,
  dispute,
  good,
  type Filed,
  type Hearing,
  type Seat,
} from '../resolution/hearing.ts';
import { admitWithConsents, committee, notSettled, open, sessionAt, toCommittee } from '../resolution/steps.ts';
import { findings, phone, tooWide } from '../support/chromium.ts';
import type { StaffWeb } from '../support/staff-web.ts';

interface Looking {
  readonly of: Hearing;
  readonly web: StaffWeb;
  readonly page: Page;
  readonly base: string;
  /** A picture, where one is wanted. */
  picture(name: string): Promise<void>;
}

/** The longest of them, which are looked at on a wide screen too. */
const alsoWide: ReadonlySet<string> = new Set(
  ['open', 'state', 'add-party', 'request-more', 'serve', 'outcome', 'sign-paper', 'decide-challenge', 'appoint'].map(
    (act) => `dispute/${act}`,
  ),
);

/**
 * Looks at the page of every act of disputes and panels with axe at 360 px, in both languages, each with its form open: disputes
 * are taken from step to step, so that each act has its time. @returns what axe found, and pages that nobody looked at
 */
export async function everyActPage(where: Looking): Promise<readonly string[]> {
  const { of, web, page, base } = where;
  const found: string[] = [];
  /** What is in the page is put into one that stands open: header and styles are the same, and opening each costs a second of work. */
  const inside = async (path: string, isOpen: boolean, isWide: boolean): Promise<string[]> => {
    const put = `fetch(${JSON.stringify(path)}).then((answer) => answer.text()).then((text) => {
      const sent = new DOMParser().parseFromString(text, 'text/html');
      document.documentElement.lang = sent.documentElement.lang;
      document.querySelector('main').replaceWith(document.adoptNode(sent.querySelector('main')));
      // What a ticked box unfolds is looked at too.
      document.querySelectorAll('main input[type=checkbox]').forEach((box) => { box.checked = true; });
      return document.querySelectorAll('main .govuk-button[type=submit]').length;
    })`;
    const forms = await page.evaluate(put);
    const seen = [...(await findings(page, 'main')), ...(isOpen && forms === 0 ? ['has no form'] : [])];
    if (!isWide) return seen;
    await page.setViewportSize({ width: 1280, height: 800 });
    seen.push(...(await tooWide(page)));
    await page.setViewportSize(phone);
    return seen;
  };
  const left = new Set([...disputeActPages, ...panelActPages].map(({ path }) => path));
  const look = async (seat: Seat, { reference }: Pick<Filed, 'reference'>, act: string, query = '', isOpen = true) => {
    web.actor = of.actor(seat);
    for (const language of ['', '/en']) {
      const seen = await inside(`${language}/staff/cases/${reference}/${act}${query}`, isOpen, alsoWide.has(act));
      found.push(...seen.map((one) => `${language}/${act}: ${one}`));
      await where.picture(`${act.replace('/', '-')}${language === '' ? '-km' : '-en'}`);
    }
    left.delete(`/staff/cases/:reference/${act}`);
  };
  const acts = async (seat: Seat, filed: Filed, names: readonly string[], query = '', isOpen = true) => {
    for (const name of names) await look(seat, filed, `dispute/${name}`, query, isOpen);
  };

  of.at('2026-11-26');
  const filed = await toCommittee(of, contributionsComplaint());
  web.actor = of.actor('memberA');
  await page.goto(`${base}/staff/cases/${filed.reference}/dispute/open`);
  await acts('memberA', filed, ['open']);
  const parties = await open(of, filed, committee);
  const path = dispute(filed);
  await acts('memberA', filed, ['screen', 'state', 'request-more', 'add-party', 'refuse']);
  const claimant = `${path}/parties/${parties.claimant}`;
  const spoken = { name: 'លី ដារ៉ា', validFrom: '2026-01-01', proven: false };
  const representative = at(good(await of.post('memberA', `${claimant}/representatives`, spoken)), 'representative');
  const who = `?party=${parties.claimant}&representative=${representative}`;
  await acts('memberA', filed, ['change-party', 'add-representative', 'show-mandate', 'revoke-mandate'], who);
  // Nothing is late here, no award is made and nothing breached: those acts tell their rule instead.
  await acts('memberA', filed, ['excuse-late', 'oppose', 'enforcement'], '', false);
  good(await of.post('memberA', `${path}/screening`, { finding: 'crime' }));
  await acts('memberA', filed, ['refer-crime']);
  good(await of.post('memberA', `${path}/screening`, { finding: 'clear' }));
  await acts('memberA', filed, ['admit']);
  await admitWithConsents(of, filed, committee, parties);
  await acts('memberA', filed, ['consent', 'appoint']);
  good(await of.post('memberA', `${path}/neutrals`, { person: of.id.memberB }));
  await acts('memberB', filed, ['declare']);
  good(await of.post('memberB', `${path}/declaration`, { conflict: false }));
  const seat = at(good(await of.get('memberA', path)), 'neutrals.0.id');
  await acts('memberA', filed, ['challenge', 'replace'], `?neutral=${seat}`);
  const challenged = { neutral: seat, reason: 'They were at school together' };
  const challenge = at(good(await of.own(filed, '/dispute/challenges', challenged)), 'challenge');
  await acts('memberC', filed, ['decide-challenge'], `?challenge=${challenge}`);
  const kept = { sustained: false, reasons: 'x' };
  good(await of.post('memberC', `${path}/challenges/${challenge}/decide`, kept));
  of.at('2026-12-02');
  await acts('memberB', filed, ['schedule', 'extend']);
  const session = at(good(await of.post('memberB', `${path}/sessions`, sessionAt('2026-12-11T09:00'))), 'session');
  of.at('2026-12-11');
  const one = `?session=${session}`;
  await acts('memberB', filed, ['adjourn', 'serve', 'hold', 'cancel-session'], one);
  const attendance = Object.values(parties).map((party: string) => ({ party, present: true }));
  good(await of.post('memberB', `${path}/sessions/${session}/hold`, { attendance }));
  await acts('memberB', filed, ['minutes'], one);
  const minutes = good(await of.post('memberB', `${path}/sessions/${session}/minutes`, { text: 'x' }));
  await acts('memberB', filed, ['approve-minutes'], one);
  for (const party of Object.values(parties) as string[]) {
    const approval = { party, hash: at(minutes, 'hash'), way: 'paper' };
    good(await of.post('memberB', `${path}/sessions/${session}/minutes/approvals`, approval));
  }
  await acts('memberB', filed, ['outcome']);
  await acts('memberA', filed, ['withdraw']);
  const terms = [{ debtor: parties.respondent, creditor: parties.claimant, text: 'បង់', dueOn: '2026-12-30' }];
  const hash = at(good(await of.post('memberB', `${path}/outcome`, { kind: 'agreement', terms })), 'hash');
  await acts('memberB', filed, ['send-code', 'sign-code', 'sign-paper', 'sign-own']);
  for (const party of Object.values(parties) as string[]) {
    for (const officer of ['memberA', 'memberB'] as const) {
      good(await of.post(officer, `${path}/signatures/paper`, { party, hash, readAloud: true }));
    }
  }
  await acts('memberA', filed, ['issue']);
  good(await of.post('memberA', `${path}/issue`));
  const owed = at(good(await of.get('memberA', path)), 'obligations.0.id');
  await acts('memberA', filed, ['report-obligation', 'answer-obligation'], `?obligation=${owed}`);

  const failed = await toCommittee(of, contributionsComplaint());
  await notSettled(of, failed);
  await look('memberA', failed, 'appeal');
  await acts('memberA', failed, ['court', 'consent-nadr', 'seal']);
  good(await of.own(failed, '/dispute/nadr-consent', { given: true }));
  const other = at<{ id: string; side: string }[]>(good(await of.get('memberA', dispute(failed))), 'parties');
  const party = other.find((each) => each.side === 'respondent')?.id;
  const opted = { party, given: true, way: 'paper' };
  good(await of.post('memberA', `${dispute(failed)}/referrals/nadr/consents`, opted));
  await acts('memberA', failed, ['nadr']);

  of.at('2026-12-14');
  const assistance = await of.file(contributionsComplaint({ programme: 'FP-PWC', category: 'PAY-NOT', about: [] }));
  const case_ = `/cases/${assistance.reference}`;
  for (const holder of ['province', 'nsaf'] as const) {
    good(await of.post(holder, `${case_}/acknowledge`));
    good(await of.post(holder, `${case_}/escalate`, { reason: 'x' }));
  }
  good(await of.post('policy', `${case_}/acknowledge`));
  await look('policy4', assistance, 'panel/appoint');
  const three = (['policy', 'policy2', 'policy3'] as const).map((member) => of.id[member]);
  good(await of.post('policy4', `${case_}/panel`, { members: three, chair: of.id.policy }));
  await look('policy4', assistance, 'panel/replace');
  await look('policy2', assistance, 'panel/declare');
  for (const member of ['policy', 'policy2', 'policy3'] as const) {
    good(await of.post(member, `${case_}/panel/declaration`, { conflict: false }));
  }
  await look('policy', assistance, 'panel/vote');
  for (const member of ['policy', 'policy2', 'policy3'] as const) {
    good(await of.post(member, `${case_}/panel/votes`, { outcome: 'upheld', reasons: 'x' }));
  }
  await look('policy', assistance, 'panel/sign');
  return [...found, ...[...left].map((one) => `${one}: nobody looked at it`)];
}
