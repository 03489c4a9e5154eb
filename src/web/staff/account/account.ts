import { z } from 'zod';
import { leastPasswordLength } from '../../../access/index.ts';
import { Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, localDigits, showDateTime } from '../../text.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, anyStaff, staffPage } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

const passwordForm = formOf(
  z.object({ current: requiredText(1_000), password: requiredText(1_000), repeat: requiredText(1_000) }),
);
const codesForm = formOf(z.object({ codesPassword: requiredText(1_000) }));

/** One's own sessions, password and recovery codes. */
export const accountPage = staffPage({
  path: '/staff/account',
  section: null,
  permission: anyStaff,
  audit: { none: 'What is changed here is recorded by the use cases' },
  strings: { km, en },
  template: 'staff/account',
  limit: 'sign-in',
  show: (request) => account(request, null),
  async submit(request) {
    const { fields, services } = request;
    const actor = actorOf(request);
    const go = fields.one('go');
    if (go.startsWith('end:')) {
      await services.revokeSession(actor, go.slice('end:'.length));
      return { kind: 'redirect', to: `${request.url('/staff/account')}?done=session` };
    }
    if (go === 'codes') {
      const asked = codesForm.parse(fields);
      if (!asked.ok) return { kind: 'again', faults: asked.faults };
      try {
        const made = await services.renewRecoveryCodes(actor, { password: asked.value.codesPassword });
        return await account(request, made.recoveryCodes);
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw waiting(error);
        return { kind: 'again', faults: [{ field: 'codesPassword', code: 'password.wrong' }] };
      }
    }
    const asked = passwordForm.parse(fields);
    if (!asked.ok) return { kind: 'again', faults: asked.faults };
    const { current, password, repeat } = asked.value;
    if (password !== repeat) return { kind: 'again', faults: [{ field: 'repeat', code: 'password.differs' }] };
    try {
      await services.changePassword(actor, { current, password });
    } catch (error) {
      throw waiting(error);
    }
    return { kind: 'redirect', to: `${request.url('/staff/account')}?done=password` };
  },
});

/** Too many wrong tries: said at the field, not as a page that one may not open. */
function waiting(error: unknown): unknown {
  return error instanceof Forbidden && error.code === 'session.wait'
    ? new InvalidInput([{ field: 'current', code: 'password.wrong' }])
    : error;
}

async function account(request: Request, newCodes: readonly string[] | null): Promise<Answer> {
  const { services, strings, language } = request;
  const actor = actorOf(request);
  const [me, sessions, left, book] = await Promise.all([
    services.me(actor),
    services.mySessions(actor),
    services.recoveryCodesLeft(actor),
    services.book(),
  ]);
  const names = localNames(book, language, request.now);
  const fields = fieldsOf(request);
  const secret = (name: string, label: string, autocomplete: string, hint: string | null = null) => ({
    ...fields.text(name, { label, hint, type: 'password', autocomplete, width: '30' }),
    value: '',
  });
  const done = request.query.get('done');
  return {
    kind: 'page',
    data: {
      done: done === 'session' || done === 'password' ? strings.done[done] : null,
      me: [
        {
          key: strings.post,
          values: [word(staffWords[language].roles, actor.role), names.office(actor.office)],
          action: null,
        },
        { key: strings.email, values: [me.email], action: null },
      ],
      sessions: sessions.map((session) => ({
        id: session.id,
        via: session.via === 'web' ? strings.sessionWeb : strings.sessionApi,
        startedAt: fill(strings.startedAt, { date: showDateTime(session.startedAt, language) }),
        seenAt: fill(strings.seenAt, { date: showDateTime(session.lastSeenAt, language) }),
        isCurrent: session.current,
      })),
      password: [
        secret('current', strings.current, 'current-password'),
        secret(
          'password',
          strings.password,
          'new-password',
          fill(strings.passwordHint, { least: localDigits(leastPasswordLength, language) }),
        ),
        secret('repeat', strings.repeat, 'new-password'),
      ],
      codesLeft: fill(strings.codesLeft, { n: localDigits(left, language) }),
      codesPassword: secret('codesPassword', strings.codesPassword, 'current-password'),
      newCodes,
    },
  };
}
