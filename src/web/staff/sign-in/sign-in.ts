import { z } from 'zod';
import { Forbidden } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import { localDigits, fill, latinDigits } from '../../text.ts';
import { localPathAfter } from '../local-path.ts';
import type { PageRequest, Answer } from '../../page.ts';
import { noPendingTicket, pendingTicket, staffCookie } from '../staff-cookie.ts';
import { staffPage } from '../staff-page.ts';
import type { StaffServices } from '../services.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

interface Step {
  /** E-mail and password, sealed; null while they are asked for. */
  readonly ticket: string | null;
  readonly message: string | null;
}

const first = formOf(z.object({ email: requiredText(254), password: requiredText(1_000) }));
const second = formOf(z.object({ code: requiredText(60) }));

/**
 * E-mail and password, then a code where the role needs one. Between the two steps the browser carries both sealed by the
 * program, so that nothing is kept on the server before somebody is signed in.
 */
export const signInPage = staffPage({
  path: '/staff/sign-in',
  section: null,
  permission: 'public',
  audit: { none: 'Signing in and every refusal are recorded by the use case' },
  strings: { km, en },
  template: 'staff/sign-in',
  limit: (fields) => (fields.one('go') === 'language' ? null : 'sign-in'),
  async show(request) {
    if (request.fields.empty && (await request.services.currentStaff(request.http)) !== null) {
      return { kind: 'redirect', to: nextOf(request) };
    }
    const pending = request.query.get('code') === '1' ? pendingTicket(request.http) : null;
    if (pending !== null && request.services.openTicket(pending) !== null)
      return page(request, { ticket: pending, message: null });
    return page(request, { ticket: null, message: request.fields.empty ? said(request) : null });
  },
  async submit(request) {
    const { fields, services, strings } = request;
    const sealed = fields.one('ticket');
    if (fields.one('go') === 'language') return page(request, { ticket: sealed || null, message: null });
    const known = sealed === '' ? null : services.openTicket(sealed);
    if (sealed !== '' && known === null) return page(request, { ticket: null, message: strings.expired }, 422);
    const asked = known === null ? first.parse(fields) : second.parse(fields);
    if (!asked.ok) {
      if (known !== null) return codeAgain(request, sealed);
      return { kind: 'again', faults: asked.faults };
    }
    const pair = known === null ? asked.value : (JSON.parse(known) as unknown);
    const proven = ssoProof.safeParse(pair);
    if (proven.success) return provenAtProvider(request, proven.data, sealed);
    const typed = credentials.safeParse(pair);
    if (!typed.success) return page(request, { ticket: null, message: strings.expired }, 422);
    const { email, password } = typed.data;
    const totp = known === null ? null : latinDigits(fields.one('code'));
    try {
      const signedIn = await services.signIn({ email, password, totp, address: request.http.ip ?? '' });
      const cookies = [{ name: staffCookie, value: signedIn.token, maxAgeSeconds: null }];
      return { kind: 'redirect', to: nextOf(request), cookies };
    } catch (error) {
      if (!(error instanceof Forbidden)) throw error;
      if (error.code === 'session.totp_needed') {
        return page(request, { ticket: services.sealTicket(JSON.stringify({ email, password })), message: null });
      }
      const message =
        error.code === 'session.wait' ? waitText(request, Number(error.params['seconds'])) : strings.refused;
      return page(request, { ticket: known === null ? null : sealed, message }, 422);
    }
  },
});

/** The provider has proven the person; a code of their own authenticator is still asked for. */
async function provenAtProvider(
  request: Request,
  pending: { readonly personId: string },
  ticket: string,
): Promise<Answer> {
  try {
    const totp = latinDigits(request.fields.one('code'));
    const signedIn = await request.services.singleSignOn?.withCode({ pending, totp });
    if (signedIn === undefined) return await page(request, { ticket: null, message: request.strings.expired }, 422);
    const cookies = [{ name: staffCookie, value: signedIn.token, maxAgeSeconds: null }, noPendingTicket];
    return { kind: 'redirect', to: nextOf(request), cookies };
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error;
    return page(request, { ticket, message: request.strings.codeRefused }, 422);
  }
}

/** What came before: signing out, or a way to the provider that led nowhere. */
function said({ query, strings }: Request): string | null {
  const out = query.get('out');
  if (out === '1' || out === 'sso') return strings.signedOut;
  const sso = query.get('sso');
  return sso !== null && Object.hasOwn(strings.sso, sso) ? strings.sso[sso as keyof Strings['sso']] : null;
}

const ssoProof = z.strictObject({ personId: z.uuid() });
const credentials = z.object({ email: z.string(), password: z.string() });

function codeAgain(request: Request, ticket: string): Promise<Answer> {
  return page(request, { ticket, message: request.strings.faults['code.required'] }, 422);
}

function waitText({ strings, language }: Request, seconds: number): string {
  const [unit, n] = seconds > 90 ? [strings.minutes, Math.ceil(seconds / 60)] : [strings.seconds, seconds];
  return fill(strings.wait, { wait: fill(unit, { n: localDigits(n, language) }) });
}

/** Only ever a page of the staff side: nobody is sent elsewhere by a link to sign in. */
function nextOf(request: Request): string {
  const wanted = request.fields.one('next') || (request.query.get('next') ?? '');
  return localPathAfter(wanted) ?? request.url('/staff');
}

async function page(request: Request, step: Step, status = 200): Promise<Answer> {
  const fields = fieldsOf(request);
  const { strings, services } = request;
  const plain = { spellcheck: false } as const;
  const next = request.fields.one('next') || (request.query.get('next') ?? '');
  const provider = services.singleSignOn;
  return {
    kind: 'page',
    status: request.faults.any ? 422 : status,
    title: step.ticket === null ? strings.title : strings.codeTitle,
    secret: true,
    languageForm: 'sign-in',
    data: {
      action: request.url('/staff/sign-in'),
      next,
      ticket: step.ticket,
      message: step.message,
      isWrong: status !== 200 || request.query.get('sso') !== null,
      email: fields.text('email', { label: strings.email, type: 'email', autocomplete: 'username', ...plain }),
      password: {
        ...fields.text('password', { label: strings.password, type: 'password', autocomplete: 'current-password' }),
        value: '',
      },
      code: {
        ...fields.text('code', { label: strings.code, autocomplete: 'one-time-code', width: '10', ...plain }),
        value: '',
      },
      sso: provider && {
        href: `${request.url('/staff/sign-in/sso')}${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`,
        label: provider.label === null ? strings.ssoPlain : fill(strings.ssoWith, { provider: provider.label }),
      },
      outThere: request.query.get('out') === 'sso' ? ((await provider?.signOutUrl()) ?? null) : null,
      demo: services.demoAccountsAt,
    },
  };
}
