import { randomUUID } from 'node:crypto';

import sharp from 'sharp';

import type { Operation } from '../../src/api/operation.ts';
import type { Answered } from '../support/ask.ts';
import type { How } from './asking.ts';
import { bodyShape, sampleOf, shapeOf, type Shape } from './shapes.ts';
import { noReference } from './posts.ts';

/** A version that no case has: whoever may act is told of a conflict, and nothing changes. */
const version = 999_999;
const text = 'អត្ថបទ';
/** What each operation is sent, so that nothing but the permission can stop it (or the version, which comes after). */
const bodies: Readonly<Record<string, object>> = {
  acknowledgeCase: { version },
  assignCase: { assignee: randomUUID(), version },
  addNote: { text, version },
  requestInformation: { question: text, replyWithinWorkingDays: 3, version },
  replyOnBehalf: { text, version },
  decideCase: { outcome: 'upheld', reasons: text, version },
  closeCase: { version },
  reopenCase: { reason: text, version },
  withdrawCase: { version },
  linkCase: { other: noReference, kind: 'related', version },
  markProtected: { version },
  fulfilRemedy: { evidence: text, version },
  escalateCase: { reason: text, version },
  transferCase: { office: '11', reason: text, version },
  breakGlass: { reason: text },
  requestIdentity: { reason: text },
  placeHold: { reason: text },
  reviewBreakGlass: { verdict: 'justified' },
  noteComplaint: {},
  fileComplaint: {},
  lookUpComplaint: { reference: noReference, receipt: '0000-0000-0000-0000' },
  signIn: { email: 'nobody@example.test', password: 'not a password at all' },
  replyToComplaint: { text },
  appealDecision: { reason: text },
  rateComplaint: { score: 5 },
  confirmRemedy: { received: true },
};

const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: 'teal' } })
  .png()
  .toBuffer();

/** Calls an operation with what it takes at least; `more` goes over that, `at` is the version that was looked at. */
export async function call(
  ask: (path: string, how: How) => Promise<Answered>,
  operation: Operation,
  path: Readonly<Record<string, string>>,
  token: string | null,
  more: object = {},
  at: number = version,
): Promise<Answered> {
  const { request } = operation;
  if (!paths.has(operation.id)) paths.set(operation.id, request.params === null ? {} : shapeOf(request.params));
  const known = (name: string) => String(paths.get(operation.id)?.properties?.[name]?.enum?.[0] ?? randomUUID());
  const url = `/api/v1${operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => path[name] ?? known(name))}`;
  const headers = { 'Accept-Language': 'en', ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
  const { method } = operation;
  if (operation.id.startsWith('attach')) {
    const form = new FormData();
    for (const [name, value] of Object.entries(more)) form.set(name, String(value));
    form.set('file', new Blob([new Uint8Array(await picture)], { type: 'image/png' }), 'picture.png');
    return ask(url, { method, headers, body: form });
  }
  if (request.body === null) return ask(url, { method, headers });
  const least = bodies[operation.id] ?? leastOf(operation);
  const body = JSON.stringify({ ...least, ...('version' in least ? { version: at } : {}), ...more });
  return ask(url, { method, headers: { ...headers, 'Content-Type': 'application/json' }, body });
}

const paths = new Map<string, Shape>();
const leasts = new Map<string, object>();
/** The least that an operation takes, made once. */
function leastOf(operation: Operation): object {
  const shape = leasts.has(operation.id) ? null : bodyShape(operation);
  if (shape !== null) leasts.set(operation.id, sampleOf(shape) as object);
  return leasts.get(operation.id) ?? {};
}
