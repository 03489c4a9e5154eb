import { randomBytes } from 'node:crypto';
import {
  Conflict,
  Forbidden,
  InvalidInput,
  isDomainError,
  NotFound,
  RuleBroken,
  Unavailable,
} from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import { Undecryptable } from '../../platform/vault.ts';
import type { SentFields } from '../sent-fields.ts';
import { fill, localDigits } from '../text.ts';
import { en } from './en.ts';
import type { ProblemCode, Strings } from './en.ts';
import { km } from './km.ts';

/** A request that ends in a page saying what went wrong. */
export interface Problem {
  readonly code: ProblemCode;
  readonly status: number;
  /** Seconds to wait before trying again, for 429. */
  readonly waitSeconds?: number;
  /** Only for faults of ours: what the log also bears. */
  readonly reference?: string;
}

export const problemStrings: Readonly<Record<Language, Strings>> = { km, en };

/** Codes of node and PostgreSQL for a database that cannot be reached, is starting, or is shutting down. */
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
]);

/** The web's one mapping from what a use case throws to a page. Anything unknown is a fault of ours with a new reference. */
export function problemOf(error: unknown): Problem {
  if (error instanceof NotFound) return { code: 'not_found', status: 404 };
  if (error instanceof Forbidden) return { code: 'forbidden', status: 403 };
  if (error instanceof Conflict) return { code: 'conflict', status: 409 };
  if (error instanceof RuleBroken) return { code: 'rule', status: 409 };
  if (error instanceof InvalidInput) return { code: 'invalid', status: 422 };
  if (error instanceof Unavailable || isAway(error)) return { code: 'away', status: 503 };
  const status = bodyParserStatus(error);
  if (status === 413) return { code: 'too_large', status };
  if (status !== null && !isDomainError(error)) return { code: 'invalid', status };
  const reference = randomBytes(5).toString('hex').toUpperCase();
  if (error instanceof Undecryptable) return { code: 'unreadable', status: 503, reference };
  return { code: 'fault', status: 500, reference };
}

function isAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string' && awayCodes.has(at.code)) return true;
  }
  return false;
}

function bodyParserStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  return error.status >= 400 && error.status < 500 ? error.status : null;
}

/** Problems after which the same form may be sent again from the page itself. */
const resendable: readonly ProblemCode[] = ['form_expired', 'signed_out', 'too_many', 'away', 'unreadable', 'fault'];

/** What the language switch of such a page sends beside the form: that this problem is to be told in the other language. */
export const problemMark = '_problem';

/** The problem as the switch carries it: its code, and the seconds or the reference it tells. */
export function markOf({ code, waitSeconds, reference }: Problem): string {
  return [code, waitSeconds ?? reference].filter((part) => part !== undefined).join('.');
}

/** The problem whose page was told in one language and is wanted in the other; null when what was sent is a form like any other. */
export function toldAgain(fields: SentFields): Problem | null {
  if (!fields.has(problemMark)) return null;
  const [, name, told] = /^([a-z_]+)(?:\.([0-9A-F]{1,10}))?$/.exec(fields.one(problemMark)) ?? [];
  const code = resendable.find((each) => each === name);
  if (code === undefined) return null;
  const wait = code === 'too_many' && /^\d{1,5}$/.test(told ?? '') ? { waitSeconds: Number(told) } : {};
  const reference = told !== undefined && (code === 'fault' || code === 'unreadable') ? { reference: told } : {};
  // The page answers what was asked, to tell it in this language: nothing failed now.
  return { code, status: 200, ...wait, ...reference };
}

/** Plain data for templates/web/problem.hbs. `sent` is null when nothing was sent; `opened` is where somebody wanted to go. */
export function presentProblem(
  problem: Problem,
  language: Language,
  sent: { readonly action: string; readonly fields: SentFields } | null,
  signIn: string | null,
  opened: string,
) {
  const strings = problemStrings[language];
  const isUnsent = problem.code === 'away' && sent === null;
  const words = strings.problems[isUnsent ? 'away_unsent' : problem.code];
  const wait = problem.waitSeconds ?? 0;
  const unit =
    wait > 90
      ? fill(strings.minutes, { n: localDigits(Math.ceil(wait / 60), language) })
      : fill(strings.seconds, { n: localDigits(wait, language) });
  const resend = sent !== null && resendable.includes(problem.code);
  return {
    title: words.title,
    what: words.what,
    next: fill(words.next, { wait: unit, reference: problem.reference ?? '' }),
    calm: problem.code === 'away' || problem.code === 'form_expired' || problem.code === 'too_many',
    resend: resend ? { action: sent.action, fields: sent.fields.carried() } : null,
    retry: isUnsent ? opened : null,
    signIn: problem.code === 'signed_out' ? signIn : null,
  };
}
