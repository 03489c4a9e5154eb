import type { Express } from 'express';

import { letterKinds } from '../../src/notifications/index.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { staffPages } from '../../src/web/index.ts';
import { overAll } from '../support/ask.ts';
import { askInside, formTokenOf } from './asking.ts';
import { doorsOf, programOf } from './doors.ts';
import { columns, pageMatrix, type Row } from './matrix.ts';
import { allPosts, kinds, noReference, type Posts } from './posts.ts';

let posts: Posts;
let app: Express;
const faults: unknown[] = [];
beforeAll(async () => {
  posts = await allPosts();
  app = doorsOf(programOf(posts.desk.world), posts.people, faults, 'kept', 'quick');
});
afterAll(() => posts.close());

type StaffPage = (typeof staffPages)[number];

interface Said {
  readonly letter: string;
  readonly whole: string;
}

async function open(page: StaffPage, reference: string, token: string | null, form: FormOf | null): Promise<Said> {
  const path = `/en${page.path.replace(':reference', reference).replace(':kind', letterKinds[0]).replace(/:\w+/g, '00000000-0000-7000-8000-000000000000')}`;
  const cookies = [...(token === null ? [] : [`samleng_staff=${token}`]), ...(form === null ? [] : [form.cookie])];
  const headers = { Cookie: cookies.join('; ') };
  const body = new URLSearchParams({ _csrf: form?.token ?? '', version: '999999' }).toString();
  const asForm = { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = form
    ? await askInside(app, path, { method: 'POST', headers: asForm, body })
    : await askInside(app, path, { headers });
  const { status, text } = answer;
  const isSignIn = status === 303 && String(answer.headers.get('location')).startsWith('/en/staff/sign-in?next=');
  const isCase = page.path.includes(':reference');
  const letter =
    status >= 500
      ? `!${status}`
      : status === 401 || isSignIn
        ? 'x'
        : status === 403
          ? 'f'
          : status === 404 && isCase
            ? 'n'
            : 'a';
  const plain = (text || 'a file').replaceAll(reference, 'REFERENCE').replace(/"csrf":"[^"]*"/g, '');
  return { letter, whole: `${status} ${plain}` };
}

type FormOf = Awaited<ReturnType<typeof formTokenOf>>;

/** One without a row is named by the first test. */
const rowOf = (page: StaffPage): Row | null => pageMatrix[page.path] ?? null;

const tellsApart: string[] = [];

async function wordOf(page: StaffPage, role: Role, form: FormOf | null): Promise<string> {
  const { cases, token, spareTokens, actor } = posts.of(role);
  const by = (page.path === '/staff/sign-out' && spareTokens[1]) || token;
  if (rowOf(page)?.about !== 'case') return (await open(page, '', by, form)).letter;
  const answers = await Promise.all(kinds.map((kind) => open(page, cases[kind].reference, by, form)));
  const [first] = answers;
  // Where a role may open nothing at all, every case is answered like every other.
  const isClosed = first !== undefined && answers.every((each) => each.letter === 'f' && each.whole === first.whole);
  const none = isClosed ? first : await open(page, noReference, by, form);
  let word = '';
  for (const [at, kind] of kinds.entries()) {
    const answer = answers[at];
    if (!answer) continue;
    word += answer.letter;
    const mayKnow = kind === 'own' || (actor.role === 'auditor' && kind !== 'protected');
    if (answer.letter !== 'a' && !mayKnow && answer.whole !== none.whole) {
      tellsApart.push(`${page.path}, ${role}, ${kind}: ${answer.whole} instead of ${none.whole}`);
    }
  }
  return word;
}

async function tryAll(pages: readonly StaffPage[], form: FormOf | null): Promise<void> {
  const expected: Record<string, string> = {};
  const found: Record<string, string> = {};
  const asked = pages.flatMap((page) => {
    const row = rowOf(page);
    if (row === null || row.about === 'public' || row.about === 'receipt') return [];
    expected[page.path] = row.expected.join(' ');
    return columns.map((role) => ({ page, role }));
  });
  // Kinds go at once already; more at once would have more connections plan the same statements.
  const words = await overAll(asked, (each) => wordOf(each.page, each.role, form), 1);
  for (const [at, { page }] of asked.entries()) {
    found[page.path] = [...(found[page.path]?.split(' ') ?? []), words[at]].join(' ');
  }
  expect(found).toEqual(expected);
  expect(tellsApart).toEqual([]);
  expect(faults).toEqual([]);
}

test('every staff page stands in the matrix, and nothing else does', () => {
  expect(Object.keys(pageMatrix).sort()).toEqual(staffPages.map((page) => page.path).sort());
});

test('opening a page: the answer to every role is that of the matrix', async () => {
  await tryAll(
    staffPages.filter((page) => page.path !== '/staff/sign-out'),
    null,
  );
});

test('sending its form past the page: the same answer', async () => {
  const form = await formTokenOf(app);
  await tryAll(
    staffPages.filter((page) => page.accepts.includes('POST')),
    form,
  );
});

test('nobody who is not signed in sees a page', async () => {
  const wrong: string[] = [];
  const form = await formTokenOf(app);
  const { own } = posts.of('province_officer').cases;
  for (const page of staffPages) {
    if (rowOf(page)?.about === 'public') continue;
    for (const token of [null, 'bm90IGEgdG9rZW4']) {
      const answers = [await open(page, own.reference, token, null)];
      if (page.accepts.includes('POST')) answers.push(await open(page, own.reference, token, form));
      for (const { letter } of answers) if (letter !== 'x') wrong.push(`${page.path}: ${letter}`);
    }
  }
  expect(wrong).toEqual([]);
});
