import { createHash, randomBytes } from 'node:crypto';

import { makePaper } from '../../src/notifications/papers/paper-desk.ts';
import { presentPaper } from '../../src/notifications/papers/present.ts';
import { legalEffect } from '../../src/resolution/domain/periods.ts';
import { paperKinds, type PaperKind, type PaperMaterial } from '../../src/resolution/index.ts';
import { operations, type Operation } from '../../src/api/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { Canaries } from '../security/canaries.ts';
import { bodyShape, sampleOf } from '../security/shapes.ts';
import { textOf } from '../notifications/letters/pdf-text.ts';
import {
  aHearing,
  at,
  contributionsComplaint,
  dispute,
  good,
  refusal,
  type Answer,
  type Filed,
  type Hearing,
} from './hearing.ts';
import {
  admitWithConsents,
  committee,
  hearSession,
  keepRoster,
  open,
  seatBench,
  sessionAt,
  signPaper,
  toCommittee,
  type Parties,
} from './steps.ts';

let of: Hearing;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
});
afterAll(() => of.close());
beforeEach(() => of.at('2026-11-26'));

const canaries = new Canaries();
/** How the words of a case are called, by its reference. */
const callings = new Map<string, string>();
/** Every paper that was fetched, as words. */
const made: { readonly reference: string; readonly path: string; readonly isOwn: boolean; readonly text: string }[] =
  [];

/** A dispute before the committee with words of its own in every personal field. */
async function toMarked(more: object = {}): Promise<Filed> {
  const calling = `case ${callings.size + 1}`;
  const word = (where: string) => canaries.put(`${calling}: ${where}`, `Zq${randomBytes(7).toString('hex')}`);
  const plain = contributionsComplaint(more) as { readonly complainant: { readonly name: string } };
  const filed = await toCommittee(of, {
    ...plain,
    narrative: `និយោជកមិនបង់ភាគទាន។ ${word('narrative')}`,
    remedySought: word('remedy sought'),
    about: [{ kind: 'employer', name: `រោងចក្រ ${word('employer')}` }],
    complainant: {
      ...plain.complainant,
      name: `${plain.complainant.name} ${word('name')}`,
      address: word('address'),
      email: `${word('email')}@example.test`,
      contact: { channel: 'sms', safe: true, note: word('contact note') },
    },
  });
  callings.set(filed.reference, calling);
  return filed;
}

interface Listed {
  readonly id: string;
  readonly kind: PaperKind;
  readonly copies: readonly { readonly party: string | null; readonly language: string }[];
}

const listed = async (filed: Filed): Promise<Listed[]> =>
  at(good(await of.get('memberA', `${dispute(filed)}/papers`)), 'items');
/** The PDF by the door, as staff or as the complainant. */
const fetched = async (path: string): Promise<Buffer> => {
  const answer = good(await of.get('memberA', path));
  return kept(path, false, answer.body as Buffer);
};
/** The complainant's own copy. */
const fetchedOwn = async (filed: Filed, id: string | undefined): Promise<Buffer> => {
  const answer = good(await of.own(filed, `/dispute/papers/${id}`));
  return kept(`${dispute(filed)}/papers/${id}`, true, answer.body as Buffer);
};
function kept(path: string, isOwn: boolean, pdf: Buffer): Buffer {
  made.push({ reference: path.split('/')[2] ?? '', path, isOwn, text: words(pdf) });
  return pdf;
}
/** Text without the breaks that setting puts between words. */
const words = (pdf: Buffer): string => textOf(pdf).replace(/[\s\u200b\u2060]+/g, '');
const bare = (text: string): string => text.replace(/\s+/g, '');

describe('an agreement, signed and issued', () => {
  let filed: Filed;
  let parties: Parties;
  let hash: string;
  let atOnce: readonly Answer[];
  const apart = 'ZEBRA said apart';
  const offered = 'QUAGGA offered without prejudice';

  beforeAll(async () => {
    of.at('2026-11-26');
    filed = await toMarked();
    parties = await open(of, filed, committee);
    await admitWithConsents(of, filed, committee, parties);
    await seatBench(of, filed, committee);
    of.at('2026-12-02');
    good(await of.own(filed, '/dispute/offers', { text: offered }), 201);
    const alone = { kind: 'separate', party: parties.claimant };
    const set = good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-11T09:00', alone)));
    good(await of.put('memberB', '/my/notes-passphrase', { passphrase: 'a long passphrase' }), 204);
    await hearSession(of, filed, committee, parties, '2026-12-10T09:00');
    const notes = { passphrase: 'a long passphrase', text: apart };
    good(await of.put('memberB', `${dispute(filed)}/sessions/${at(set, 'session')}/notes`, notes), 204);
    const terms = [
      {
        debtor: parties.respondent,
        creditor: parties.claimant,
        text: 'បង់ភាគទានដែលនៅសល់',
        amountKhr: 1_200_000,
        dueOn: '2026-12-28',
        evidence: 'បង្កាន់ដៃ',
      },
    ];
    hash = at(good(await of.post('memberB', `${dispute(filed)}/outcome`, { kind: 'agreement', terms })), 'hash');
    good(await of.own(filed, '/dispute/signature-code', { hash }));
    const said = (await of.lastMessage(filed.reference, 'code')).replace(filed.reference, '');
    const code = /\d{6}/.exec(said)?.[0] ?? '';
    atOnce = await Promise.all([1, 2].map(() => of.own(filed, '/dispute/signature', { hash, code })));
    good(await signPaper(of, filed, ['memberA', 'memberB'], parties.respondent, hash));
    good(await of.post('memberA', `${dispute(filed)}/issue`));
  });

  test('a party that signs twice at once has signed once', async () => {
    expect(atOnce.map((each) => each.status).sort()).toEqual([200, 409]);
    const signatures = await of.query(
      `select 1 from resolution_signature s join case_file c on c.id = s.case_id where c.reference = $1 and s.party_id = $2`,
      [filed.reference, parties.claimant],
    );
    expect(signatures).toHaveLength(1);
  });

  test('each party has a copy with its own mark; it says who, what, by when, how it was signed, and the hash', async () => {
    const [paper] = await listed(filed);
    expect(paper).toMatchObject({ kind: 'agreement' });
    expect(paper?.copies.map((copy) => copy.party)).toEqual([null, parties.claimant, parties.respondent]);
    const path = `${dispute(filed)}/papers/${paper?.id}`;
    const theirs = await fetched(`${path}?party=${parties.respondent}`);
    const text = words(theirs);
    for (const part of ['១.២០០.០០០', 'name of memberA', 'name of memberB', hash]) {
      expect(text).toContain(bare(part));
    }
    const english = words(await fetched(`${path}?party=${parties.respondent}&language=en`));
    for (const part of [
      '1,200,000 riel',
      '28 December 2026',
      'one-time code',
      'attested by',
      legalEffect.committee.en,
    ]) {
      expect(english).toContain(bare(part));
    }
    const own = await fetchedOwn(filed, paper?.id);
    const marks = await of.query<{ mark: string; party_id: string | null; sealed: Buffer; content_hash: Buffer }>(
      'select mark, party_id, sealed, content_hash from resolution_document d join case_file c on c.id = d.case_id where c.reference = $1',
      [filed.reference],
    );
    expect(new Set(marks.map((each) => each.mark)).size).toBe(3);
    for (const each of marks) expect(each.sealed.includes('%PDF')).toBe(false);
    const mine = marks.find((each) => each.party_id === parties.claimant);
    expect(words(own)).toContain(mine?.mark ?? '?');
    expect(mine?.content_hash).toEqual(createHash('sha256').update(own).digest());
    // Fetched again, it is the same copy.
    expect(good(await of.own(filed, `/dispute/papers/${paper?.id}`)).body).toEqual(own);
    // Whoever holds it can ask whether it is ours, and learns nothing else.
    const checked = good(await of.get('memberA', `/papers/${mine?.mark}`));
    expect(checked.body).toMatchObject({ kind: 'agreement', reference: filed.reference, termsHash: hash });
    expect(refusal(await of.get('memberA', '/papers/AAAA-BBBB-CCCC'))).toEqual([404, 'not_found.paper']);
  });

  test('no copy holds what was said apart or offered without prejudice', async () => {
    const [paper] = await listed(filed);
    for (const copy of paper?.copies ?? []) {
      for (const language of ['km', 'en']) {
        const party = copy.party === null ? '' : `&party=${copy.party}`;
        const text = words(await fetched(`${dispute(filed)}/papers/${paper?.id}?language=${language}${party}`));
        expect(text).not.toMatch(/ZEBRA|QUAGGA/);
      }
    }
  });

  test('its ids are those of nobody in another dispute, on every operation that carries one, for who sits in both', async () => {
    const mine = await toMarked();
    const ours = await open(of, mine, committee);
    await admitWithConsents(of, mine, committee, ours);
    await seatBench(of, mine, committee);
    of.at('2026-12-02');
    good(await of.post('memberB', `${dispute(mine)}/sessions`, sessionAt('2026-12-14T09:00')));
    const [file] = await of.query<{ id: string }>(
      'select f.id from resolution_file f join case_file c on c.id = f.case_id where c.reference = $1',
      [filed.reference],
    );
    const first = async (table: string) =>
      (await of.query<{ id: string }>(`select id from ${table} where file_id = $1 order by id limit 1`, [file?.id]))[0]
        ?.id ?? newId();
    const [paper] = await listed(filed);
    const theirs: Readonly<Record<string, string>> = {
      party: parties.respondent,
      representative: await first('resolution_representative'),
      neutral: await first('resolution_neutral'),
      challenge: await first('resolution_challenge'),
      session: await first('resolution_session'),
      obligation: await first('resolution_obligation'),
      paper: paper?.id ?? '',
    };
    const state = async () => {
      const tables = await of.query<{ name: string }>(
        `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'file_id'`,
      );
      const all = tables.map(
        ({ name }) =>
          `select '${name}' as name, string_agg(t::text, '|' order by t::text) as rows from ${name} t where file_id = $1`,
      );
      return of.query(all.join(' union all ') + ' order by 1', [file?.id]);
    };
    const before = await state();
    const names = (operation: Operation) => [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const carrying = operations.filter(
      (each) => each.path.includes('/dispute/') && names(each).some((name) => name in theirs),
    );
    expect(carrying.length).toBeGreaterThan(18);
    const wrong: string[] = [];
    let notFound = 0;
    for (const operation of carrying) {
      const asked = async (id: (name: string) => string): Promise<string[]> => {
        const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
          name === 'reference' ? mine.reference : id(name),
        );
        const shape = bodyShape(operation);
        const body = shape === null ? {} : { ...(sampleOf(shape) as object), version: undefined };
        const own = path.replace(/^\/complaints\/[^/]+/, '');
        const answers =
          own !== path
            ? [await of.own(mine, own, { ...body, receipt: mine.receipt })]
            : await Promise.all(
                (['memberA', 'memberB'] as const).map((seat) =>
                  operation.method === 'GET'
                    ? of.get(seat, path)
                    : operation.method === 'PUT'
                      ? of.put(seat, path, body)
                      : of.post(seat, path, body),
                ),
              );
        return answers.map((answer) => `${answer.status} ${at(answer, 'code')} ${at(answer, 'detail')}`);
      };
      const found = await asked((name) => theirs[name] ?? newId());
      const none = await asked(() => newId());
      if (found.join() !== none.join()) wrong.push(`${operation.id}: ${found.join()} instead of ${none.join()}`);
      if (found.some((each) => each.startsWith('404'))) notFound += 1;
      if (found.some((each) => each.startsWith('2'))) wrong.push(`${operation.id}: ${found.join()}`);
    }
    expect(wrong).toEqual([]);
    expect(notFound).toBeGreaterThan(13);
    expect(await state()).toEqual(before);
  });

  test('nobody else fetches one', async () => {
    const [paper] = await listed(filed);
    const path = `${dispute(filed)}/papers/${paper?.id}`;
    // Who held the case before reads the office's copy and no party's.
    good(await of.get('branch', path));
    expect((await of.get('branch', `${path}?party=${parties.claimant}`)).status).toBe(404);
    for (const seat of ['auditor', 'administrator', 'privacy', 'analyst', 'conciliator1', 'nsaf'] as const) {
      expect([403, 404]).toContain((await of.get(seat, path)).status);
    }
    const other = await of.file(contributionsComplaint());
    expect((await of.own(other, `/dispute/papers/${paper?.id}`)).status).toBe(404);
  });
});

test('what failed: report and certificate; to the NADR when every party opts in; to the court, which is named', async () => {
  const filed = await toMarked();
  const parties = await open(of, filed, committee);
  good(await of.post('memberA', `${dispute(filed)}/screening`, { finding: 'clear' }));
  good(await of.post('memberA', `${dispute(filed)}/admit`));
  good(await of.own(filed, '/dispute/consent', { given: true }));
  good(await of.post('memberA', `${dispute(filed)}/consents`, { party: parties.respondent, given: false }));
  const outcome = { kind: 'failed', reasons: 'ភាគីបដិសេធ', failedPoints: ['ចំនួនខែ'] };
  good(await of.post('memberA', `${dispute(filed)}/outcome`, outcome));
  good(await of.post('memberA', `${dispute(filed)}/issue`));
  const refer = () => of.post('memberA', `${dispute(filed)}/referrals/nadr`, { text: 'ចំនួនខែ' });
  expect(refusal(await refer())).toEqual([409, 'rule.nadr_needs_consents']);
  good(await of.own(filed, '/dispute/nadr-consent', { given: true }));
  const respondent = { party: parties.respondent, given: true, way: 'paper' };
  good(await of.post('memberA', `${dispute(filed)}/referrals/nadr/consents`, respondent));
  expect(at(good(await refer()), 'stage')).toBe('nadr');
  good(await of.post('memberA', `${dispute(filed)}/referrals/court`, { workplace: '120101', text: 'ចំនួនខែ' }));
  const papers = await listed(filed);
  expect(papers.map((paper) => paper.kind).sort()).toEqual(['certificate', 'court', 'failed', 'nadr']);
  const texts = new Map<string, string>();
  for (const { id, kind } of papers) {
    texts.set(kind, words(await fetched(`${dispute(filed)}/papers/${id}?language=en`)));
    await fetchedOwn(filed, id);
  }
  expect(texts.get('certificate')).toContain(`${filed.reference}/C1`);
  expect(texts.get('certificate')).toContain('Lastdayforfiling');
  expect(texts.get('court')).toContain(bare('Court of First Instance of Phnom Penh'));
  expect(texts.get('failed')).toContain(bare('no legal effect is claimed'));
});

test('a withdrawal is an outcome with a paper; who complains in confidence is named on their own copy and on no other', async () => {
  const filed = await toMarked({ identity: 'confidential' });
  const { claimant, respondent } = await open(of, filed, committee);
  good(await of.own(filed, '/dispute/withdraw', { reason: 'Paid since' }));
  const [paper] = await listed(filed);
  expect(paper?.kind).toBe('withdrawn');
  // The name is the case's secret: their own copy, which bears it, is not the office's to fetch.
  expect(paper?.copies.map((copy) => copy.party)).toEqual([null, respondent]);
  const path = `${dispute(filed)}/papers/${paper?.id}`;
  const text = words(await fetched(path));
  expect(text).toContain('Paidsince');
  const own = words(await fetchedOwn(filed, paper?.id));
  expect(own).toContain('សុខសុភា');
  for (const copy of [text, words(await fetched(`${path}?party=${respondent}`))]) expect(copy).not.toContain('សុខសុភា');
  expect((await of.get('memberA', `${path}?party=${claimant}`)).status).toBe(404);
});

test('a paper and a bundle hold words of their own case alone; a paper no more of a person than the name', async () => {
  const quiet = new Set(
    (await of.query<{ reference: string }>(`select reference from case_file where identity = 'confidential'`)).map(
      ({ reference }) => reference,
    ),
  );
  const foreignTo = (reference: string, found: readonly string[]) =>
    found.filter((where) => !where.startsWith(`${callings.get(reference)}: `));
  const named = new Set<string>();
  for (const { reference, path, isOwn, text } of made) {
    const found = canaries.foundIn(text);
    const names = found.filter((where) => where.endsWith(': name'));
    const more = found.filter((where) => !/: (name|employer)$/.test(where));
    expect([path, foreignTo(reference, found), more]).toEqual([path, [], []]);
    if (quiet.has(reference)) expect([path, isOwn, names.length]).toEqual([path, isOwn, isOwn ? 1 : 0]);
    else if (names.length > 0) named.add(reference);
  }
  expect([callings.size, named.size, quiet.size]).toEqual([4, 2, 1]);
  for (const reference of callings.keys()) {
    const { text } = good(await of.get('memberA', `${dispute({ reference })}/bundle`));
    const found = canaries.foundIn(text);
    expect([reference, foreignTo(reference, found)]).toEqual([reference, []]);
    expect(found.length).toBeGreaterThan(0);
  }
});

/** A paper with something in every place. */
function aPaper(kind: PaperKind, language: 'km' | 'en'): PaperMaterial {
  const referral = { venue: { km: 'ភ្នំពេញ', en: 'Phnom Penh' }, text: 'x' };
  const term = { debtor: 'ក', creditor: 'ខ', text: 'បង់', evidence: null, amountKhr: 40_000, dueOn: '2026-12-28' };
  const binds = ['agreement', 'partial', 'award'].includes(kind);
  return {
    kind,
    caseId: 'c',
    sourceId: 's',
    reference: 'SS-26-0000123-4',
    mark: 'ABCD-EFGH-JKMN',
    language,
    partyId: null,
    copyOf: null,
    office: { km: 'គណៈកម្មការ', en: 'Committee' },
    level: 'agreed',
    mode: 'arbitration',
    at: new Date('2026-12-10T09:00:00+07:00'),
    parties: [{ name: null, side: 'claimant', kind: 'member' }],
    neutrals: ['ចាន់'],
    terms: binds ? [term] : [],
    reasons: 'ហេតុផល',
    failedPoints: kind === 'partial' || kind === 'failed' ? ['ចំណុច'] : [],
    signatures: [],
    termsHash: 'ab'.repeat(32),
    oppositionUntil: kind === 'award' ? new Date('2026-12-18T17:30:00+07:00') : null,
    certificate:
      kind === 'certificate'
        ? { number: 'SS-26-0000123-4/C1', because: 'deadline_passed', lastDayAt: new Date('2027-01-20T17:30:00+07:00') }
        : null,
    referral: kind === 'court' || kind === 'nadr' ? referral : null,
    legalEffect: binds ? legalEffect.agreed : null,
  };
}

describe.each(['km', 'en'] as const)('every kind of paper in %s', (language) => {
  test.each(paperKinds)('%s is set, and claims the effect of a judgment for none of ours', async (kind) => {
    const paper = aPaper(kind, language);
    const pdf = await makePaper(paper, 'https://samleng.example');
    expect(pdf.toString('latin1').startsWith('%PDF-')).toBe(true);
    const page = presentPaper(paper, { address: 'x', qr: '' });
    const title = language === 'en' ? 'Legal effect' : 'អានុភាពគតិយុត្ត';
    const place = page.blocks.findIndex((block) => block.kind === 'heading' && block.text === title);
    const effect = page.blocks[place + 1];
    expect(effect?.kind).toBe('paragraph');
    if (language === 'en' && effect?.kind === 'paragraph') {
      expect(effect.text).toMatch(
        /no (other )?legal effect is claimed|not such minutes|this paper has none|No other legal effect/,
      );
    }
  });
});
