import qrCode from 'qrcode';
import { z } from 'zod';
import { leastPasswordLength } from '../../../access/index.ts';
import type { OpenInvitation } from '../../../access/index.ts';
import { NotFound } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, latinDigits, localDigits, showDateTime } from '../../text.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { staffPage } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

const form = formOf(z.object({ password: requiredText(1_000), repeat: requiredText(1_000), code: z.string() }));

/** Where somebody invited chooses a password and enrols their phone. The token in the address works once. */
export const invitationPage = staffPage({
  path: '/staff/invitation/:token',
  section: null,
  permission: 'public',
  audit: { none: 'Accepting is recorded by the use case; looking at an invitation shows nothing but oneself' },
  strings: { km, en },
  template: 'staff/invitation',
  limit: 'sign-in',
  form,
  async show(request) {
    const offered = await offerOf(request);
    return offered === null ? gone(request) : offer(request, offered);
  },
  async submit(request, value) {
    if (value.password !== value.repeat) {
      return { kind: 'again', faults: [{ field: 'repeat', code: 'password.differs' }] };
    }
    const token = request.params['token'] ?? '';
    const totp = latinDigits(value.code) || null;
    const { recoveryCodes } = await request.services.acceptInvitation({ token, password: value.password, totp });
    return {
      kind: 'page',
      secret: true,
      template: 'staff/invitation-done',
      title: request.strings.doneTitle,
      data: { codes: recoveryCodes, signIn: request.url('/staff/sign-in') },
    };
  },
});

/** The address for authenticator apps as a QR code, inside the page itself: it is a secret. */
async function picture(uri: string): Promise<string> {
  const svg = await qrCode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;
}

async function offerOf(request: Request): Promise<OpenInvitation | null> {
  try {
    return await request.services.openInvitation(request.params['token'] ?? '');
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

function gone(request: Request): Answer {
  return {
    kind: 'page',
    status: 404,
    title: request.strings.goneTitle,
    template: 'staff/invitation-gone',
    data: {},
  };
}

async function offer(request: Request, offered: OpenInvitation): Promise<Answer> {
  const { strings, language } = request;
  const fields = fieldsOf(request);
  const names = localNames(await request.services.book(), language, request.now);
  const secret = (name: string, label: string, hint: string | null) => ({
    ...fields.text(name, { label, hint, type: 'password', autocomplete: 'new-password' }),
    value: '',
  });
  return {
    kind: 'page',
    secret: true,
    data: {
      lead: fill(strings.lead, {
        name: language === 'en' ? (offered.nameLatin ?? offered.name) : offered.name,
        role: word(staffWords[language].roles, offered.role),
        office: names.office(offered.office),
      }),
      until: fill(strings.until, { date: showDateTime(offered.expiresAt, language) }),
      email: offered.email,
      password: secret(
        'password',
        strings.password,
        fill(strings.passwordHint, { least: localDigits(leastPasswordLength, language) }),
      ),
      repeat: secret('repeat', strings.repeat, null),
      needed: offered.authenticator.needed,
      secret: offered.authenticator.secret.replace(/(.{4})(?=.)/g, '$1 '),
      uri: offered.authenticator.uri,
      qr: await picture(offered.authenticator.uri),
      // The use case calls it totp.
      code: {
        ...fields.text('code', {
          label: strings.code,
          width: '10',
          autocomplete: 'one-time-code',
          hint: offered.authenticator.needed ? null : strings.codeOptional,
        }),
        error: request.faults.text('totp') ?? request.faults.text('code'),
        id: 'totp',
        value: '',
      },
    },
  };
}
