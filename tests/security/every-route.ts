import type { Express } from 'express';

import type { Operation } from '../../src/api/operation.ts';
import { operations } from '../../src/api/operations.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { staffPages } from '../../src/web/index.ts';
import type { Answered } from '../support/ask.ts';
import { askInside, formTokenOf } from './asking.ts';
import { call } from './calling.ts';
import { operationMatrix, pageMatrix, type Row } from './matrix.ts';
import type { Posts } from './posts.ts';
import { bodyShape } from './shapes.ts';

/** An operation, or a page opened or sent. */
export interface Asked {
  readonly route: string;
  readonly path: string;
  readonly row: Row;
  readonly writes: boolean;
  ask(role: Role, of: About): Promise<Answered>;
}

/** What is asked about: a case, an office; and ids of what hangs on it, by the names they are asked for. */
export interface About {
  readonly reference?: string;
  readonly code?: string;
  readonly ids?: Readonly<Record<string, unknown>>;
}

export const isEmergency = (name: string) => name === 'breakGlass' || name.endsWith('/break-glass');

/** Emergency access changes what one sees afterwards, signing out who one is: both are done by somebody else of the same post. */
function tokenFor(posts: Posts, role: Role, name: string): string {
  const { token, spareTokens } = posts.of(role);
  return ((isEmergency(name) || name === 'signOut' || name === '/staff/sign-out') && spareTokens[0]) || token;
}

/** All operations and staff pages that stand in the matrix. */
export async function everyRoute(app: Express, posts: Posts): Promise<readonly Asked[]> {
  const form = await formTokenOf(app);
  return [
    ...operations.flatMap((operation) => operationAsked(app, posts, operation)),
    ...staffPages.flatMap((page) => pageAsked(app, posts, form, page)),
  ];
}

function operationAsked(app: Express, posts: Posts, operation: Operation): Asked[] {
  const { id } = operation;
  const row = operationMatrix[id];
  if (row === undefined) return [];
  const known = Object.keys(bodyShape(operation)?.properties ?? {});
  return [
    {
      route: id,
      path: operation.path,
      row,
      writes: operation.method !== 'GET',
      ask(role, { reference = '', code = '', ids = {} }) {
        const path = { ...ids, reference, code } as Record<string, string>;
        const more = Object.fromEntries(Object.entries(ids).filter(([name]) => known.includes(name)));
        // Who brings ids has looked at nothing: no version stands in the way.
        if (Object.keys(ids).length > 0 && known.includes('version')) more['version'] = undefined;
        return call((to, how) => askInside(app, to, how), operation, path, tokenFor(posts, role, id), more, 1);
      },
    },
  ];
}

function pageAsked(
  app: Express,
  posts: Posts,
  form: Awaited<ReturnType<typeof formTokenOf>>,
  page: (typeof staffPages)[number],
): Asked[] {
  const row = pageMatrix[page.path];
  if (row === undefined) return [];
  const nowhere = newId();
  return page.accepts.map((method) => ({
    route: `${method} ${page.path}`,
    path: page.path,
    row,
    writes: method !== 'GET',
    ask(role, { reference = '', ids = {} }) {
      const path = page.path
        .replace(':reference', reference)
        .replace(':kind', 'acknowledgement')
        .replace(/:(\w+)/g, (_all, name: string) => String(ids[name] ?? nowhere));
      const cookies = `samleng_staff=${tokenFor(posts, role, page.path)}; ${form.cookie}`;
      const headers = { Cookie: cookies, 'Content-Type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams({ _csrf: form.token, ...filled(page.path, ids) });
      const asked = Object.entries(ids).map(([name, id]) => `${name}=${String(id)}`);
      return askInside(
        app,
        `/en${path}?${asked.join('&')}`,
        method === 'GET' ? { headers } : { method, headers, body: body.toString() },
      );
    },
  }));
}

/** What forms are sent: every field that one of them has, so that each finds its own. */
const fields: Readonly<Record<string, string>> = {
  ...{
    reason: 'text',
    text: 'text',
    note: 'text',
    question: 'text',
    reasons: 'text',
    evidence: 'text',
    grounds: 'text',
  },
  ...{
    replyWithinWorkingDays: '3',
    days: '3',
    sure: 'yes',
    items: 'facts',
    facts: 'text',
    finding: 'clear',
    given: 'yes',
  },
  ...{
    way: 'paper',
    side: 'third',
    conflict: 'no',
    sustained: 'yes',
    mode: 'conciliation',
    panelSize: '1',
    done: 'yes',
  },
  ...{ name: 'text', phone: '012345678', hash: 'a'.repeat(64), code: '123456', workplace: 'text', lateReason: 'text' },
  ...{
    state: 'delivered',
    channel: 'letter',
    means: 'in_person',
    room: 'text',
    dissent: 'text',
    cause: 'overlooked',
    result: 'learn',
  },
  ...{ password: 'not a password at all', passwordAgain: 'not a password at all', found: 'text' },
};

const ofPage: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  link: { kind: 'related' },
  decide: { outcome: 'upheld', rows: '0' },
  vote: { outcome: 'upheld' },
  outcome: { kind: 'failed', failedPoints: 'text' },
  'add-party': { kind: 'employer' },
  schedule: { kind: 'joint' },
  adjourn: { kind: 'joint' },
  notes: { go: 'keep' },
};

function filled(path: string, ids: Readonly<Record<string, unknown>>): Record<string, string> {
  const sent: Record<string, string> =
    Object.keys(ids).length > 0 ? { ...fields, ...ofPage[path.split('/').at(-1) ?? ''] } : { ...fields, version: '1' };
  for (const [name, id] of Object.entries(ids)) if (typeof id === 'string') sent[name] = id;
  return sent;
}
