import type { Express } from 'express';

import { operations } from '../../src/api/operations.ts';
import type { Operation } from '../../src/api/operation.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { overAll, type Answered } from '../support/ask.ts';
import { askInside } from './asking.ts';
import { call as callAt } from './calling.ts';
import { doorsOf, programOf } from './doors.ts';
import { columns, operationMatrix, type Row } from './matrix.ts';
import { allPosts, kinds, noReference, seats, type Posts } from './posts.ts';

let posts: Posts;
let app: Express;
const faults: unknown[] = [];
beforeAll(async () => {
  posts = await allPosts();
  app = doorsOf(programOf(posts.desk.world), posts.people, faults);
});
afterAll(() => posts.close());

const call = (operation: Operation, path: Readonly<Record<string, string>>, token: string | null, more: object = {}) =>
  callAt((to, how) => askInside(app, to, how), operation, path, token, more);

interface Said {
  readonly letter: string;
  /** Everything that could tell one refusal from another. */
  readonly whole: string;
}

async function said(asked: Promise<Answered>): Promise<Said> {
  const { status, text: body, headers } = await asked;
  const isJson = /json/.test(headers.get('content-type') ?? '') && body !== '';
  const { requestId: _mark, ...rest } = (isJson ? JSON.parse(body) : {}) as Record<string, unknown>;
  const code = String(rest['code'] ?? '');
  const letter =
    status >= 500 ? `!${status}` : status === 401 ? 'x' : status === 403 ? 'f' : code === 'not_found.case' ? 'n' : 'a';
  return { letter, whole: JSON.stringify([status, rest, headers.get('content-type'), headers.get('cache-control')]) };
}

/** One without a row is named by the first test. */
const rowOf = (operation: Operation): Row | null => operationMatrix[operation.id] ?? null;
const about = (what: Row['about']) => operations.filter((each) => rowOf(each)?.about === what);

/** Two refusals that differ would tell whether the case exists. */
const tellsApart: string[] = [];

async function onCases(operation: Operation, role: Role): Promise<string> {
  const { actor, cases, ...post } = posts.of(role);
  // Emergency access changes what one sees afterwards: it is taken by somebody else.
  const token = (operation.id === 'breakGlass' && post.spareTokens[0]) || post.token;
  const [none, ...answers] = await Promise.all(
    [noReference, ...kinds.map((kind) => cases[kind].reference)].map((reference) =>
      said(call(operation, { reference }, token)),
    ),
  );
  let word = '';
  for (const [at, kind] of kinds.entries()) {
    const answer = answers[at];
    if (answer === undefined || none === undefined) throw new Error('every question has its answer');
    word += answer.letter;
    const mayKnow = kind === 'own' || (actor.role === 'auditor' && kind !== 'protected');
    if (answer.letter !== 'a' && !mayKnow && answer.whole !== none.whole) {
      tellsApart.push(`${operation.id}, ${role}, ${kind}: ${answer.whole} instead of ${none.whole}`);
    }
  }
  return word;
}

async function onOffices(operation: Operation, role: Role): Promise<string> {
  const { token } = posts.of(role);
  const other = seats[role] === '23' ? '12' : '23';
  const answers = await Promise.all([seats[role], other].map((code) => said(call(operation, { code }, token))));
  return answers.map((each) => each.letter).join('');
}

async function onNothing(operation: Operation, role: Role): Promise<string> {
  const { token, spareTokens } = posts.of(role);
  return (await said(call(operation, {}, (operation.id === 'signOut' && spareTokens[1]) || token))).letter;
}

test('every operation of the API stands in the matrix, and nothing else does', () => {
  expect(Object.keys(operationMatrix).sort()).toEqual(operations.map((each) => each.id).sort());
});

test('what a case, an office or nothing in particular is asked of: the answer to every role is that of the matrix', async () => {
  const expected: Record<string, string> = {};
  const found: Record<string, string> = {};
  const tried = operations.flatMap((operation) => {
    const row = rowOf(operation);
    if (row === null || row.about === 'public' || row.about === 'receipt') return [];
    expected[operation.id] = row.expected.join(' ');
    const word = { case: onCases, office: onOffices, nothing: onNothing }[row.about];
    return columns.map((role) => ({ operation, role, word }));
  });
  const words = await overAll(tried, ({ operation, role, word }) => word(operation, role));
  for (const [at, { operation }] of tried.entries()) {
    found[operation.id] = [...(found[operation.id]?.split(' ') ?? []), words[at]].join(' ');
  }
  expect(found).toEqual(expected);
  expect(tellsApart).toEqual([]);
  expect(faults).toEqual([]);
});

test('without a token, or with one that has ended, staff operations say nothing but that', async () => {
  const wrong: string[] = [];
  const { own } = posts.of('province_officer').cases;
  await overAll([...about('case'), ...about('office'), ...about('nothing')], async (operation) => {
    for (const token of [null, 'bm90IGEgdG9rZW4']) {
      const { letter } = await said(call(operation, { reference: own.reference, code: '12' }, token));
      if (letter !== 'x') wrong.push(`${operation.id}: ${letter}`);
    }
  });
  expect(wrong).toEqual([]);
});

test('what everybody may do needs no token', async () => {
  // Without a token set nobody reports what became of messages.
  const gateways = { reportSmsDelivery: 404, reportMailDelivery: 404 };
  for (const operation of about('public')) {
    const { status } = await call(operation, {}, null);
    expect([operation.id, status]).toEqual([
      operation.id,
      { fileComplaint: 422, lookUpComplaint: 404, signIn: 401, checkPaper: 404, ...gateways }[operation.id] ?? 200,
    ]);
  }
});

test('reference and receipt open one case: the receipt of another, or a token of staff, opens none', async () => {
  const { own, other } = posts.of('province_officer').cases;
  const { token } = posts.of('province_officer');
  const wrong: string[] = [];
  for (const operation of about('receipt')) {
    const told = (reference: string, receipt: string, bearer: string | null = null) =>
      said(call(operation, { reference }, bearer, { receipt }));
    const none = await told(noReference, own.receipt);
    const refused = [
      await told(own.reference, other.receipt),
      await told(other.reference, own.receipt),
      await told(own.reference, '0000-0000-0000-0000'),
      await told(own.reference, other.receipt, token),
    ];
    for (const each of refused) {
      if (each.whole !== none.whole) wrong.push(`${operation.id}: ${each.whole} instead of ${none.whole}`);
    }
    if (JSON.parse(none.whole)[0] !== 404) wrong.push(`${operation.id}: ${none.whole}`);
    const { letter, whole } = await told(own.reference, own.receipt);
    if (letter !== 'a' || whole === none.whole) wrong.push(`${operation.id} is not answered: ${whole}`);
  }
  expect(wrong).toEqual([]);
});

test('ids of another case with the reference of the own one are those of nobody', async () => {
  const { own, other, protected: hidden } = posts.of('province_officer').cases;
  const { token, actor } = posts.of('province_officer');
  const { owner } = posts.desk;
  const wrong: string[] = [];
  for (const foreign of [other, hidden]) {
    const [attachment, decision, remedy] = [newId(), newId(), newId()];
    await owner(
      `insert into attachment (id, case_id, side, media_type, bytes, sha256, sealed_name, file, added_at)
       values ($1::uuid, $2, 'staff', 'image/png', 1, '', '', $1::text, now())`,
      [attachment, foreign.id],
    );
    await owner(
      `insert into case_decision (id, case_id, tier, office, decided_by, outcome, sealed, decided_at)
       values ($1, $2, 'SA3', '12', $3, 'upheld', '', now())`,
      [decision, foreign.id, actor.personId],
    );
    await owner(
      `insert into remedy (id, case_id, decision_id, kind, due_on, state, created_at) values ($1, $2, $3, 'apology', '2026-12-15', 'ordered', now())`,
      [remedy, foreign.id, decision],
    );
    const ids: Readonly<Record<string, string>> = {
      fetchAttachment: attachment,
      fetchOwnAttachment: attachment,
      fulfilRemedy: remedy,
      confirmRemedy: remedy,
    };
    for (const operation of operations.filter((each) => each.id in ids)) {
      const isOwn = operation.permission === 'receipt';
      const ask = (id: string) =>
        said(
          callAt(
            (to, how) => askInside(app, to, how),
            operation,
            { reference: own.reference, id },
            isOwn ? null : token,
            isOwn ? { receipt: own.receipt } : {},
            1,
          ),
        );
      const [found, none] = [await ask(ids[operation.id] ?? ''), await ask(newId())];
      if (found.whole !== none.whole) wrong.push(`${operation.id}: ${found.whole} instead of ${none.whole}`);
    }
    const [kept] = await owner<{ state: string; row_version: number }>(
      'select r.state, c.row_version from remedy r join case_file c on c.id = r.case_id where r.id = $1',
      [remedy],
    );
    expect(kept).toEqual({ state: 'ordered', row_version: 1 });
  }
  expect(wrong).toEqual([]);
});
