import { randomBytes } from 'node:crypto';

import {
  Conflict,
  Forbidden,
  InvalidInput,
  isDomainError,
  NotFound,
  RuleBroken,
  Unavailable,
  type DomainError,
  type FieldFault,
  type Params,
} from '../kernel/errors.ts';
import type { Language } from '../kernel/language.ts';
import { Undecryptable } from '../platform/vault.ts';
import { isAway } from '../platform/work.ts';
import { fieldMessage, problemWords } from './messages/index.ts';

/** Something that the door itself refuses, before any use case: body, content type, method, token. */
export class RequestRefused extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Params;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, params: Params = {}, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = 'RequestRefused';
    this.status = status;
    this.code = code;
    this.params = params;
    this.headers = headers;
  }
}

/** A refusal that says more than its code: members added to the problem document. */
export class RefusedWith extends Error {
  readonly refusal: DomainError;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(refusal: DomainError, more: Readonly<Record<string, unknown>>) {
    super(refusal.code);
    this.name = 'RefusedWith';
    this.refusal = refusal;
    this.more = more;
  }
}

/** A refusal on its way to the asker (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly params: Params;
  readonly fields: readonly FieldFault[];
  readonly headers: Readonly<Record<string, string>>;
  /** For faults of ours: what the log also bears. */
  readonly reference: string | null;
  /** Further members of the document. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Seconds after which it makes sense to ask again when something we need is away. */
const retryAfterSeconds = 5;

/** The API's one mapping from what is thrown to HTTP. Anything unknown is a fault of ours with a new reference. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RequestRefused) {
    return {
      status: error.status,
      code: error.code,
      params: error.params,
      fields: [],
      headers: error.headers,
      reference: null,
    };
  }
  if (error instanceof RefusedWith) return { ...domainProblem(error.refusal), more: error.more };
  if (isDomainError(error)) return domainProblem(error);
  if (isAway(error)) return away('unavailable', {});
  const status = statusOf(error);
  if (status === 413) return plain(413, 'too_large', { most: limitOf(error) });
  if (status === 415) return plain(415, 'media_type', { accepted: 'application/json' });
  if (error instanceof URIError) return plain(400, 'malformed_path');
  if (status !== null) return plain(400, 'malformed_request');
  const reference = randomBytes(5).toString('hex').toUpperCase();
  const ofOurs = { params: { reference }, fields: [], headers: {}, reference };
  if (error instanceof Undecryptable) return { status: 503, code: 'unreadable', ...ofOurs };
  return { status: 500, code: 'fault', ...ofOurs };
}

function domainProblem(error: DomainError): Problem {
  if (error instanceof InvalidInput) {
    return {
      status: 422,
      code: error.code,
      params: { count: error.fields.length },
      fields: error.fields,
      headers: {},
      reference: null,
    };
  }
  if (error instanceof NotFound) return plain(404, error.code, error.params);
  if (error instanceof Forbidden) return plain(403, error.code, error.params);
  if (error instanceof RuleBroken || error instanceof Conflict) return plain(409, error.code, error.params);
  if (error instanceof Unavailable) return away(error.code, error.params);
  return error satisfies never;
}

function plain(status: number, code: string, params: Params = {}): Problem {
  return { status, code, params, fields: [], headers: {}, reference: null };
}

function away(code: string, params: Params): Problem {
  return {
    status: 503,
    code,
    params,
    fields: [],
    headers: { 'Retry-After': String(retryAfterSeconds) },
    reference: null,
  };
}

/** The status that Express or its body reader gave to an error about the request. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  return error.status >= 400 && error.status < 500 ? error.status : null;
}

function limitOf(error: unknown): number {
  return error instanceof Error && 'limit' in error && typeof error.limit === 'number' ? error.limit : 0;
}

/** The document that is sent. Holds nothing that the asker sent but the names of fields. */
export function problemDocument(problem: Problem, language: Language, requestId: string) {
  const words = problemWords(problem.code, problem.params, language);
  return {
    type: `urn:samleng:problem:${problem.code}`,
    title: words.title,
    status: problem.status,
    code: problem.code,
    detail: words.detail,
    errors: problem.fields.map(({ field, code, params }) => ({
      field,
      code,
      message: fieldMessage(code, params ?? {}, language),
    })),
    requestId,
    ...(problem.reference === null ? {} : { reference: problem.reference }),
    ...problem.more,
  };
}
