import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { StaffActor } from '../kernel/actor.ts';
import { Forbidden, InvalidInput, NotFound } from '../kernel/errors.ts';
import type { FieldFault } from '../kernel/errors.ts';
import type { Language } from '../kernel/language.ts';
import { largestFile, mostFiles } from '../intake/index.ts';
import { readMultipart } from '../platform/read-multipart.ts';
import { sendCompressed } from './compress.ts';
import { csrfCookie, sameOrigin } from './csrf.ts';
import { Faults, noFaults } from './faults.ts';
import { noUpload } from './page.ts';
import type {
  Answer,
  KitServices,
  Page,
  PageAnswer,
  PageRequest,
  Permission,
  ProblemFrame,
  RefusedWith,
  SetCookie,
  Upload,
} from './page.ts';
import { markOf, presentProblem, problemMark, problemOf, problemStrings, toldAgain } from './problem/problem.ts';
import type { Problem } from './problem/problem.ts';
import { noFields, sentFields } from './sent-fields.ts';
import { kitStrings } from './strings/index.ts';

export interface WebSettings {
  /** People reach the site by https: cookies are marked Secure. */
  readonly secure: boolean;
  /** Where staff sign in, without language. */
  readonly signInPath: string;
  /** Headers of problem pages; elsewhere that of the citizens' side. */
  readonly frames: readonly ProblemFrame[];
}

/** Bytes of one form: a narrative of 10,000 Khmer characters percent-encoded is 90 KB. */
const formLimit = '600kb';

/** What a form with files may bring: fields as above, pictures and sound recordings beside them. */
const uploadLimits = {
  file: largestFile,
  files: mostFiles,
  total: 3 * largestFile,
  fields: 400,
  field: 200_000,
  allFields: 600_000,
};

/** Khmer at `/path`, English at `/en/path`. */
export function localPath(path: string, language: Language): string {
  return language === 'km' ? path : path === '/' ? '/en' : `/en${path}`;
}

/** The language a path is in. */
export function languageOf(path: string): Language {
  return path === '/en' || path.startsWith('/en/') ? 'en' : 'km';
}

/** The same path without its language. */
function plainPath(path: string): string {
  return languageOf(path) === 'en' ? path.slice(3) || '/' : path;
}

/** Where the same page is in the other language. */
function inOtherLanguage(request: Request, withSearch: boolean): string {
  const other: Language = languageOf(request.path) === 'km' ? 'en' : 'km';
  const { search } = new URL(request.originalUrl, 'http://localhost');
  return `${localPath(plainPath(request.path), other)}${withSearch ? search : ''}`;
}

/** Mounts every page in both languages, checks permission, form token and rate limit, and sends what the page answers. */
export function mountPages<Services extends KitServices>(
  router: Router,
  pages: readonly Page<Services>[],
  services: Services,
  settings: WebSettings,
): void {
  const parseForm = express.urlencoded({ extended: false, limit: formLimit, parameterLimit: 400 });
  for (const page of pages) {
    for (const language of ['km', 'en'] as const) {
      const path = localPath(page.path, language);
      router.get(path, (request, response) => serve(page, language, request, response, services, settings));
      if (page.accepts.includes('POST')) {
        router.post(path, parseForm, (request, response) =>
          serve(page, language, request, response, services, settings),
        );
      }
    }
  }
}

/** After all pages: what is not there, and what went wrong. */
export function mountProblems(router: Router, services: KitServices, settings: WebSettings): void {
  router.use((request: Request, response: Response) =>
    sendProblem({ code: 'not_found', status: 404 }, request, response, services, settings, null),
  );
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.reference !== undefined) services.reportFault(error, problem.reference);
    return sendProblem(problem, request, response, services, settings, null);
  });
}

async function serve<Services extends KitServices>(
  page: Page<Services>,
  language: Language,
  request: Request,
  response: Response,
  services: Services,
  settings: WebSettings,
): Promise<void> {
  const since = performance.now();
  const told = request.method === 'POST' && sameOrigin(request) ? toldAgain(sentFields(request.body)) : null;
  // Nothing is done, only said: the form waits in the page as it did before.
  if (told !== null) return sendProblem(told, request, response, services, settings, null);
  let actor: StaffActor | null = null;
  const problem = async (found: Problem, code: string = found.code) => {
    if (isDenial(found, code)) await services.denied({ actor, action: page.path, code });
    if (found.status === 404) await services.evenTime(since);
    return sendProblem(found, request, response, services, settings, actor);
  };
  try {
    const posting = request.method === 'POST';
    if (posting && page.uploads && page.permission !== 'public' && (await services.currentStaff(request)) === null) {
      // Files are read from whoever may send some.
      request.resume();
      return await problem({ code: 'signed_out', status: 401 });
    }
    const upload = posting && page.uploads ? await uploadOf(request) : noUpload;
    const fields = posting ? sentFields(request.body) : noFields;
    if (posting && !services.csrf.accepts(cookiesOf(request)[csrfCookie], fields.one('_csrf'))) {
      return await problem({ code: sameOrigin(request) ? 'form_expired' : 'form_foreign', status: 403 });
    }
    actor = page.permission === 'public' ? null : await services.currentStaff(request);
    if (page.permission !== 'public' && actor === null) {
      if (posting) return await problem({ code: 'signed_out', status: 401 });
      return sendAnswer({ kind: 'redirect', to: signInUrl(request, language, settings) }, response, settings);
    }
    if (!permits(page.permission, actor)) return await problem({ code: 'forbidden', status: 403 });
    const counted = [posting ? page.limit(fields) : null, upload.files.length > 0 ? 'attachments' : null];
    for (const limit of counted.filter((name) => name !== null)) {
      const wait = await services.rateLimit(request, limit);
      if (wait !== null) return await problem({ code: 'too_many', status: 429, waitSeconds: wait });
    }
    const strings = page.strings[language];
    const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
    const base: PageRequest<unknown, Services> = {
      language,
      strings,
      params,
      query: new URL(request.originalUrl, 'http://localhost').searchParams,
      fields,
      upload,
      faults: noFaults,
      actor,
      services,
      now: services.clock.now(),
      http: request,
      url: (path) => localPath(path, language),
    };
    let faults: Faults = noFaults;
    const refused: RefusedWith = (list, changed) => {
      faults = new Faults(list, strings.faults ?? {}, language);
      return { ...base, faults, fields: changed ?? base.fields };
    };
    const answer = await answerOf(page, posting ? 'POST' : 'GET', base, refused);
    if (typeof page.audit === 'string') {
      await services.audit({ event: page.audit, actor, method: request.method, params });
    }
    if (answer.kind !== 'page') return sendAnswer(answer, response, settings);
    if (answer.status === 404) await services.evenTime(since);
    const html = await services.renderer.render(answer.template ?? page.template, {
      ...layoutData(request, response, language, services, settings, actor, answer.title ?? strings.title, faults),
      ...answer.data,
      t: strings,
      ...(answer.languageForm === undefined ? {} : switchBy(answer.languageForm, request)),
      quickExit: answer.quickExit ?? false,
    });
    setCookies(response, answer.cookies ?? [], settings);
    response.status(answer.status ?? (faults.any ? 422 : 200));
    const secret = answer.secret === true || actor !== null;
    response.setHeader('Cache-Control', secret ? 'no-store' : 'private, no-cache');
    if (answer.forget === true) response.setHeader('Clear-Site-Data', '"cache"');
    return await sendCompressed(request, response, 'text/html; charset=utf-8', html);
  } catch (error) {
    const found = problemOf(error);
    if (found.reference !== undefined) services.reportFault(error, found.reference);
    return problem(found, error instanceof NotFound || error instanceof Forbidden ? error.code : found.code);
  }
}

/** The switch as a button that sends a form of the page to where the page is in the other language. */
function switchBy(form: NonNullable<PageAnswer['languageForm']>, request: Request) {
  const { id, enter, go } = typeof form === 'string' ? { id: form, enter: '', go: undefined } : form;
  const languageForm = { id, enter, name: 'go', value: go ?? 'language' };
  return { otherLanguageHref: inOtherLanguage(request, true), languageForm };
}

/** Not let in, not allowed, or a case that is not there or not for the asker, which nobody tells apart. */
function isDenial(found: Problem, code: string): boolean {
  if (found.status === 404) return code === 'not_found.case' || code === 'not_found.pair';
  return found.status === 401 || (found.status === 403 && code !== 'form_expired');
}

/** The files of a multipart form; its fields become the body, as those of any other form. */
async function uploadOf(request: Request): Promise<Upload> {
  if (!request.is('multipart/form-data')) return noUpload;
  const { fields, files, tooMany } = await readMultipart(request, uploadLimits);
  const body: Record<string, string[]> = {};
  for (const [name, value] of fields) (body[name] ??= []).push(value);
  request.body = body;
  return { files, tooMany };
}

/** The page's answer; field faults found by a use case come back as the page with those faults. */
async function answerOf<Services>(
  page: Page<Services>,
  method: 'GET' | 'POST',
  request: PageRequest<unknown, Services>,
  refused: RefusedWith,
): Promise<Exclude<Answer, { kind: 'again' }>> {
  const shown = async (faults: readonly FieldFault[]) =>
    page.answer('GET', refused(faults) as PageRequest<unknown, Services>, refused);
  let answer: Answer;
  try {
    answer = await page.answer(method, request, refused);
  } catch (error) {
    if (method !== 'POST' || !(error instanceof InvalidInput) || error.fields.length === 0) throw error;
    answer = await shown(error.fields);
  }
  if (answer.kind === 'again') throw new Error(`The page ${page.path} answered "again" where it has to show itself`);
  return answer;
}

function permits(permission: Permission, actor: StaffActor | null): boolean {
  if (permission === 'public') return true;
  if (actor === null) return false;
  return typeof permission === 'function' ? permission(actor) : permission.includes(actor.role);
}

/** What the layout of every page needs. */
function layoutData(
  request: Request,
  response: Response,
  language: Language,
  services: KitServices,
  settings: WebSettings,
  actor: StaffActor | null,
  title: string,
  faults: Faults,
) {
  const issued = services.csrf.issue(cookiesOf(request)[csrfCookie]);
  if (issued.newCookie !== null) {
    setCookies(response, [{ name: csrfCookie, value: issued.newCookie, maxAgeSeconds: null }], settings);
  }
  return {
    ui: kitStrings[language],
    language,
    pageTitle: title,
    path: plainPath(request.path),
    otherLanguageHref: inOtherLanguage(request, request.method === 'GET'),
    languageForm: null,
    quickExit: false,
    csrf: issued.token,
    errors: faults.any ? faults.summary : null,
    staff: actor === null ? null : { role: actor.role, office: actor.office },
  };
}

async function sendProblem(
  problem: Problem,
  request: Request,
  response: Response,
  services: KitServices,
  settings: WebSettings,
  actor: StaffActor | null,
): Promise<void> {
  const language = languageOf(request.path);
  const fields = sentFields(request.body).with({ [problemMark]: [] });
  const mayResend = request.method === 'POST' && !fields.empty && sameOrigin(request);
  const sent = mayResend ? { action: request.originalUrl, fields } : null;
  const view = presentProblem(problem, language, sent, localPath(settings.signInPath, language), request.originalUrl);
  const framed = await frameFor(request, language, services, settings, actor);
  const html = await services.renderer.render(framed.template, {
    ...layoutData(request, response, language, services, settings, actor, view.title, noFaults),
    ...(view.resend === null ? {} : switchOf(problem, request)),
    ...framed.data,
    t: problemStrings[language],
    problem: view,
  });
  response.status(problem.status);
  response.setHeader('Cache-Control', 'no-store');
  if (problem.waitSeconds !== undefined) response.setHeader('Retry-After', problem.waitSeconds);
  await sendCompressed(request, response, 'text/html; charset=utf-8', html);
}

/** Another language is another page: what waits to be sent is taken along. */
function switchOf(problem: Problem, request: Request) {
  const languageForm = { id: 'resend', enter: null, name: problemMark, value: markOf(problem) };
  return { otherLanguageHref: inOtherLanguage(request, true), languageForm };
}

/** The frame of the side on which it went wrong. */
async function frameFor(
  request: Request,
  language: Language,
  services: KitServices,
  settings: WebSettings,
  known: StaffActor | null,
): Promise<{ readonly template: string; readonly data: object }> {
  const path = plainPath(request.path);
  const frame = settings.frames.find(({ under }) => path === under || path.startsWith(`${under}/`));
  if (frame === undefined) return { template: 'problem', data: {} };
  const actor = known ?? (await services.currentStaff(request).catch(() => null));
  const data = frame.data({ actor, language, url: (to) => localPath(to, language) });
  return { template: frame.template, data };
}

function signInUrl(request: Request, language: Language, settings: WebSettings): string {
  return `${localPath(settings.signInPath, language)}?next=${encodeURIComponent(request.originalUrl)}`;
}

function sendAnswer(
  answer: Exclude<Answer, { kind: 'page' | 'again' }>,
  response: Response,
  settings: WebSettings,
): void {
  response.setHeader('Cache-Control', 'no-store');
  if (answer.kind === 'redirect') {
    setCookies(response, answer.cookies ?? [], settings);
    if (answer.forget === true) {
      response.setHeader('Clear-Site-Data', '"cache", "storage"');
      response.setHeader('Referrer-Policy', 'no-referrer');
    }
    response.redirect(303, answer.to);
    return;
  }
  response.setHeader('Content-Type', answer.type);
  const name = answer.fileName;
  if (name !== null) response.attachment(name).type(answer.type);
  response.end(answer.body);
}

/** The cookies of a request, by name. */
export function cookiesOf(request: Request): Readonly<Record<string, string | undefined>> {
  return parseCookie(request.get('cookie') ?? '');
}

function setCookies(response: Response, cookies: readonly SetCookie[], settings: WebSettings): void {
  for (const { name, value, maxAgeSeconds } of cookies) {
    const cookie = stringifySetCookie({
      name,
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: settings.secure,
      ...(maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }),
    });
    response.append('Set-Cookie', cookie);
  }
}
