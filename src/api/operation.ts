import type { Request } from 'express';
import { z } from 'zod';
import type { ZodType } from 'zod';

import type { Action } from '../access/index.ts';
import type { ComplainantActor, Role, StaffActor } from '../kernel/actor.ts';
import type { Language } from '../kernel/language.ts';
import type { ApiServices } from './services.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call it: everybody; who proves one case by its reference (path) and receipt (body); staff of the roles listed;
 * or staff whose role may take that kind of action. Whether they may do it with *this* case is for the use case to say.
 */
export type Permission = 'public' | 'receipt' | { readonly roles: readonly Role[] } | { readonly action: Action };

/** The ledger event that the use case behind it leaves, or why it leaves none. */
export type Audit = string | { readonly none: string };

/** A file sent back as it is; always as an attachment, never shown by the browser. */
export interface FileAnswer {
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly fileName: string;
}

type Responses = Readonly<Record<number, ZodType>>;
type Read<S> = S extends ZodType ? z.output<S> : undefined;

/** An answer of one of the statuses declared, with the body that its schema asks for. */
export type Answer<R extends Responses> = {
  [Status in keyof R & number]: {
    readonly status: Status;
    readonly body: z.input<R[Status]>;
    readonly headers?: Readonly<Record<string, string>>;
  };
}[keyof R & number];

/** The actor a handler can count on, by permission. */
export type ActorOf<P extends Permission> = P extends 'public'
  ? null
  : P extends 'receipt'
    ? ComplainantActor
    : StaffActor;

/** What a handler is given: everything parsed, and who asks. */
export interface Context<P extends Permission, Params, Query, Body, Headers> {
  readonly actor: ActorOf<P>;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  /** The language asked for; Khmer unless English is preferred. */
  readonly language: Language;
  /** Whether the asker named a language at all. */
  readonly languageNamed: boolean;
  readonly services: ApiServices;
  readonly now: Date;
  /** For uploads and addresses only. */
  readonly http: Request;
}

export interface OperationParts<
  P extends Permission,
  Params extends ZodType | undefined,
  Query extends ZodType | undefined,
  Body extends ZodType | undefined,
  Headers extends ZodType | undefined,
  R extends Responses,
> {
  readonly method: Method;
  /** Under `/api/v1`, with parameters in braces: `/cases/{reference}`. */
  readonly path: string;
  /** Stable name, unique: `fileComplaint`. */
  readonly id: string;
  /** Heading under which the document lists it. */
  readonly tag: Tag;
  readonly summary: string;
  /** More than the summary says, when there is more. */
  readonly description?: string;
  readonly permission: P;
  readonly audit: Audit;
  /** Name of the rate limit that it counts against. */
  readonly limit?: string;
  readonly request?: {
    readonly params?: Params;
    readonly query?: Query;
    readonly body?: Body;
    /** Names in lower case, as they arrive. */
    readonly headers?: Headers;
  };
  readonly response: R;
  /** What may go wrong besides what follows from permission and input, by status: for the document. */
  readonly refusals?: Readonly<Partial<Record<404 | 409 | 410 | 413, string>>>;
  readonly handler: (
    context: Context<P, Read<Params>, Read<Query>, Read<Body>, Read<Headers>>,
  ) => Promise<Answer<NoInfer<R>>> | Answer<NoInfer<R>>;
}

/** The headings of the document. */
export const tags = {
  Reference: 'Programmes, categories, offices, outcomes, remedies and places, as they stand today.',
  Complaints: 'File a complaint and follow it with the reference and the receipt.',
  Session: 'Sign in and out.',
  Cases: 'The work of staff on cases.',
  Disputes: 'Settling disputes: committee, Regulator, neutrals, sessions, outcomes and what follows from them.',
  'Review panels':
    'At the last body of social assistance a panel of three decides: appointing, declaring, voting, signing.',
  Statistics: 'Indicators, counted over cases that nobody reads one by one; small numbers are hidden.',
  Administration: 'People, outgoing messages and what runs in the background.',
  Gateways: 'What SMS gateway and mail server report of messages.',
} as const;
export type Tag = keyof typeof tags;

/** An operation ready to be mounted and documented: its types are closed over. */
export interface Operation {
  readonly method: Method;
  readonly path: string;
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string | null;
  readonly permission: Permission;
  readonly audit: Audit;
  readonly limit: string | null;
  readonly request: {
    readonly params: ZodType | null;
    readonly query: ZodType | null;
    readonly body: ZodType | null;
    readonly headers: ZodType | null;
  };
  readonly response: Responses;
  readonly refusals: Readonly<Partial<Record<number, string>>>;
  handle(context: Context<Permission, unknown, unknown, unknown, unknown>): Promise<AnyAnswer>;
}

export interface AnyAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Declares one operation: router and OpenAPI document come from this alone. Permission and audit are required by the type.
 */
export function operation<
  const P extends Permission,
  R extends Responses,
  Params extends ZodType | undefined = undefined,
  Query extends ZodType | undefined = undefined,
  Body extends ZodType | undefined = undefined,
  Headers extends ZodType | undefined = undefined,
>(parts: OperationParts<P, Params, Query, Body, Headers, R>): Operation {
  return {
    method: parts.method,
    path: parts.path,
    id: parts.id,
    tag: parts.tag,
    summary: parts.summary,
    description: parts.description ?? null,
    permission: parts.permission,
    audit: parts.audit,
    limit: parts.limit ?? null,
    request: {
      params: parts.request?.params ?? null,
      query: parts.request?.query ?? null,
      body: parts.request?.body ?? null,
      headers: parts.request?.headers ?? null,
    },
    response: parts.response,
    refusals: parts.refusals ?? {},
    handle: async (context) =>
      parts.handler(context as Context<P, Read<Params>, Read<Query>, Read<Body>, Read<Headers>>),
  };
}

const described = new WeakMap<ZodType, ZodType>();
const uploads = new WeakMap<ZodType, ZodType>();
const files = new WeakSet<ZodType>();

/** A body that the use case reads itself (so that faults of shape and of reference come together); the document shows `schema`. */
export function readByUseCase(schema: ZodType): ZodType<unknown> {
  const any = z.unknown();
  described.set(any, schema);
  return any;
}

/** A multipart body that the handler reads from `http` as it streams; `schema` describes its parts for the document. */
export function multipart(schema: ZodType): ZodType<undefined> {
  const nothing = z.undefined();
  uploads.set(nothing, schema);
  return nothing;
}

/** No body (204). */
export const noContent = z.undefined();

/** A response that is a file. */
export function fileResponse(description: string): ZodType<FileAnswer> {
  const file = z.custom<FileAnswer>().describe(description);
  files.add(file);
  return file;
}

/** The schema that the document shows for a body. */
export function shownSchema(schema: ZodType): ZodType {
  return described.get(schema) ?? uploads.get(schema) ?? schema;
}

export function isMultipart(schema: ZodType | null): boolean {
  return schema !== null && uploads.has(schema);
}

export function isFile(schema: ZodType | undefined): boolean {
  return schema !== undefined && files.has(schema);
}
