import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { ZodType } from 'zod';

import { may } from '../access/index.ts';
import type { ComplainantActor, StaffActor } from '../kernel/actor.ts';
import { Forbidden, InvalidInput, type FieldFault } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Language } from '../kernel/language.ts';
import { faultsOf } from '../platform/zod-faults.ts';
import { openApiDocument } from './open-api.ts';
import { isFile, isMultipart, type AnyAnswer, type FileAnswer, type Operation } from './operation.ts';
import { problemDocument, problemOf, RequestRefused } from './problem.ts';
import { demandMultipart, readJson } from './read-body.ts';
import { referencePage } from './reference-page.ts';
import type { ApiServices } from './services.ts';

const prefix = '/v1';

/**
 * The API door, to be mounted at `/api`: every operation under `/api/v1`, the document made from them at
 * `/api/v1/openapi.json`, a page to read it at `/api/docs`.
 * @throws Error when two operations share a name, or a method and path
 */
export function mountApi(operations: readonly Operation[], services: ApiServices): Router {
  refuseDoubles(operations);
  const router = Router({ caseSensitive: true });
  router.use(beginRequest);
  const byPath = Map.groupBy(operations, (each) => each.path);
  for (const [path, offered] of byPath) {
    const route = prefix + path.replace(/\{(\w+)\}/g, ':$1');
    for (const each of offered) {
      router[each.method.toLowerCase() as Lowercase<Operation['method']>](route, (request, response) =>
        serve(each, request, response, services),
      );
    }
    refuseOtherMethods(
      router,
      route,
      offered.map((each) => each.method),
    );
  }
  mountDocument(router, operations);
  router.use(() => {
    throw new RequestRefused(404, 'not_found');
  });
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    sendProblem(error, request, response, services);
  });
  return router;
}

function refuseDoubles(operations: readonly Operation[]): void {
  const seen = new Set<string>();
  for (const { id, method, path } of operations) {
    for (const key of [id, `${method} ${path.replace(/\{\w+\}/g, '{}')}`]) {
      if (seen.has(key)) throw new Error(`two API operations are ${key}`);
      seen.add(key);
    }
  }
}

function beginRequest(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Request-Id', newId());
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  response.setHeader('Referrer-Policy', 'no-referrer');
  next();
}

/** After all methods of a path: OPTIONS says which there are, anything else is 405. HEAD is GET without the body. */
function refuseOtherMethods(router: Router, route: string, methods: readonly string[]): void {
  const offered = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  router.all(route, (request, response) => {
    if (request.method !== 'OPTIONS') throw new RequestRefused(405, 'method', { offered }, { Allow: offered });
    response.setHeader('Allow', offered);
    response.status(204).end();
  });
}

function mountDocument(router: Router, operations: readonly Operation[]): void {
  let document: string | null = null;
  const made = () => (document ??= JSON.stringify(openApiDocument(operations)));
  router.get(`${prefix}/openapi.json`, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.type('application/json').send(made());
  });
  refuseOtherMethods(router, `${prefix}/openapi.json`, ['GET']);
  let page: ReturnType<typeof referencePage> | null = null;
  router.get('/docs', (_request, response) => {
    page ??= referencePage(openApiDocument(operations));
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Content-Security-Policy', page.contentSecurityPolicy);
    response.type('text/html').send(page.html);
  });
  refuseOtherMethods(router, '/docs', ['GET']);
}

async function serve(operation: Operation, request: Request, response: Response, services: ApiServices): Promise<void> {
  const since = performance.now();
  const who: { staff: StaffActor | null } = { staff: null };
  try {
    const staff = await admittedStaff(operation, request, services, who);
    if (operation.limit !== null) {
      const seconds = await services.rateLimit(request, operation.limit);
      if (seconds !== null)
        throw new RequestRefused(429, 'too_many_requests', { seconds }, { 'Retry-After': String(seconds) });
    }
    const upload = isMultipart(operation.request.body);
    if (upload) demandMultipart(request);
    const sent = operation.request.body === null || upload ? undefined : await readJson(request, response);
    const faults: FieldFault[] = [];
    const params = parsed(operation.request.params, request.params, faults);
    const query = parsed(operation.request.query, request.query, faults);
    const headers = parsed(operation.request.headers, request.headers, faults);
    const body = parsed(upload ? null : operation.request.body, sent, faults);
    if (faults.length > 0) throw new InvalidInput(faults);
    const answer = await operation.handle({
      actor:
        staff ??
        (operation.permission === 'receipt' && !upload ? await provenComplainant(request, body, services) : null),
      params,
      query,
      headers,
      body,
      language: languageOf(request),
      languageNamed: request.headers['accept-language'] !== undefined,
      services,
      now: services.clock.now(),
      http: request,
    });
    if (services.checkAnswers) checkAnswer(operation, answer);
    sendAnswer(operation, answer, response);
  } catch (error) {
    const { status, code } = problemOf(error);
    if (isDenial(status, code)) await services.denied({ actor: who.staff, action: operation.id, code });
    if (status === 404) await services.evenTime(since);
    sendProblem(error, request, response, services);
  }
}

/** The person behind the token, when the operation is for staff and their role may call it; null when it is not for staff. */
async function admittedStaff(
  operation: Operation,
  request: Request,
  services: ApiServices,
  who: { staff: StaffActor | null },
): Promise<StaffActor | null> {
  const { permission } = operation;
  if (permission === 'public' || permission === 'receipt') return null;
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw new RequestRefused(401, 'unauthenticated', {}, { 'WWW-Authenticate': 'Bearer realm="samleng"' });
  const actor = await services.actorForToken(token);
  if (actor === null) {
    throw new RequestRefused(
      401,
      'unauthenticated',
      {},
      { 'WWW-Authenticate': 'Bearer realm="samleng", error="invalid_token"' },
    );
  }
  who.staff = actor;
  const permitted = 'roles' in permission ? permission.roles.includes(actor.role) : may(actor.role, permission.action);
  if (!permitted) throw new Forbidden('forbidden.action');
  return actor;
}

/** Not let in, not allowed, or a case that is not there or not for the asker, which nobody tells apart. */
function isDenial(status: number, code: string): boolean {
  return status === 401 || status === 403 || (status === 404 && deniedAsNotFound.has(code));
}

const deniedAsNotFound = new Set(['not_found.case', 'not_found.pair']);

async function provenComplainant(request: Request, body: unknown, services: ApiServices): Promise<ComplainantActor> {
  const { receipt } = body as { receipt: string };
  return services.proveReceipt(String(request.params['reference']), receipt);
}

function parsed(schema: ZodType | null, input: unknown, faults: FieldFault[]): unknown {
  if (schema === null) return undefined;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  faults.push(...faultsOf(result.error, input));
  return undefined;
}

/** Khmer unless the asker prefers English. */
function languageOf(request: Request): Language {
  const header = request.headers['accept-language'];
  if (header === undefined) return 'km';
  return request.acceptsLanguages(['km', 'en']) === 'en' ? 'en' : 'km';
}

function checkAnswer(operation: Operation, answer: AnyAnswer): void {
  const schema = operation.response[answer.status];
  if (schema === undefined) throw new Error(`${operation.id} answers ${answer.status}, which it does not declare`);
  const result = schema.safeParse(answer.body);
  if (!result.success) {
    throw new Error(
      `${operation.id} answers other than declared: ${result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ')}`,
    );
  }
}

function sendAnswer(operation: Operation, answer: AnyAnswer, response: Response): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.statusCode = answer.status;
  if (isFile(operation.response[answer.status])) {
    const file = answer.body as FileAnswer;
    response.attachment(file.fileName);
    response.setHeader('Content-Type', file.mediaType);
    response.end(file.content);
    return;
  }
  if (answer.body === undefined) {
    response.end();
    return;
  }
  const text = Buffer.from(JSON.stringify(answer.body), 'utf8');
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', text.length);
  response.end(text);
}

function sendProblem(error: unknown, request: Request, response: Response, services: ApiServices): void {
  const problem = problemOf(error);
  if (problem.reference !== null) services.reportFault(error, problem.reference);
  const language = languageOf(request);
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Content-Language', language);
  response.setHeader('Vary', 'Accept-Language');
  response.statusCode = problem.status;
  response.end(JSON.stringify(problemDocument(problem, language, String(response.getHeader('X-Request-Id')))));
}
