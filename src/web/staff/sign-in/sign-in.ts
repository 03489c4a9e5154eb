import { z } from 'zod';
import { Forbidden } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import { localDigits, fill, latinDigits } from '../../text.ts';
import { localPathAfter } from '../local-path.ts';
import type { PageRequest, Answer } from '../../page.ts';
import { staffCookie } from '../staff-cookie.ts';
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
    const out = request.query.get('out') === '1' ? request.strings.signedOut : null;
    return page(request, { ticket: null, message: request.fields.empty ? out : null });
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
    const { email, password } = credentials.parse(pair);
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

const credentials = z.object({ email: z.string(), password: z.string() });

function codeAgain(request: Request, ticket: string): Answer {
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

function page(request: Request, step: Step, status = 200): Answer {
  const fields = fieldsOf(request);
  const { strings, services } = request;
  const plain = { spellcheck: false } as const;
  return {
    kind: 'page',
    status: request.faults.any ? 422 : status,
    title: step.ticket === null ? strings.title : strings.codeTitle,
    secret: true,
    languageForm: 'sign-in',
    data: {
      action: request.url('/staff/sign-in'),
      next: request.fields.one('next') || (request.query.get('next') ?? ''),
      ticket: step.ticket,
      message: step.message,
      isWrong: status !== 200,
      email: fields.text('email', { label: strings.email, type: 'email', autocomplete: 'username', ...plain }),
      password: {
        ...fields.text('password', { label: strings.password, type: 'password', autocomplete: 'current-password' }),
        value: '',
      },
      code: {
        ...fields.text('code', { label: strings.code, autocomplete: 'one-time-code', width: '10', ...plain }),
        value: '',
      },
      demo: services.demoAccountsAt,
    },
  };
}
