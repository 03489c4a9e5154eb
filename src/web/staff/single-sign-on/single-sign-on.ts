import { z } from 'zod';
import { Forbidden, NotFound } from '../../../kernel/errors.ts';
import { NotProven, ProviderAway } from '../../../platform/single-sign-on.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { localPathAfter } from '../local-path.ts';
import type { SingleSignOnUseCases, StaffServices } from '../services.ts';
import { noPendingTicket, pendingCookie, pendingTicket, staffCookie } from '../staff-cookie.ts';
import { staffPage } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

/** The path to which the provider sends people back, as it is registered there. */
export const singleSignOnReturnPath = '/staff/sign-in/return';

/** What the browser carries to the provider and back, sealed. */
const journey = z.strictObject({
  checks: z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  next: z.string(),
  home: z.enum(['/staff/sign-in', '/en/staff/sign-in']),
});

const seconds = 300;

/** Sends the browser to the provider. A link and not a form: the policy of our pages lets no form lead elsewhere. */
export const singleSignOnPage = staffPage({
  path: '/staff/sign-in/sso',
  section: null,
  permission: 'public',
  audit: { none: 'Signing in and every refusal are recorded by the use case' },
  strings: { km, en },
  template: 'staff/sign-in',
  async show(request) {
    const provider = providerOf(request);
    const home = request.url('/staff/sign-in');
    if ((await request.services.rateLimit(request.http, 'sign-in')) !== null) return back(home, 'wait');
    try {
      const { url, checks } = await provider.begin();
      const next = localPathAfter(request.query.get('next') ?? '') ?? request.url('/staff');
      const ticket = request.services.sealTicket(JSON.stringify({ checks, next, home }));
      return { kind: 'redirect', to: url, cookies: [{ name: pendingCookie, value: ticket, maxAgeSeconds: seconds }] };
    } catch (error) {
      if (error instanceof ProviderAway) return back(home, 'away');
      throw error;
    }
  },
});

/** Takes the browser back from the provider. */
export const singleSignOnReturnPage = staffPage({
  path: singleSignOnReturnPath,
  section: null,
  permission: 'public',
  audit: { none: 'Signing in and every refusal are recorded by the use case' },
  strings: { km, en },
  template: 'staff/sign-in',
  async show(request) {
    const provider = providerOf(request);
    const { services } = request;
    if ((await services.rateLimit(request.http, 'sign-in')) !== null)
      return back(request.url('/staff/sign-in'), 'wait');
    const text = services.openTicket(pendingTicket(request.http) ?? '');
    const sent = journey.safeParse(text === null ? null : JSON.parse(text));
    if (!sent.success) {
      await provider.cameBackStale();
      return back(request.url('/staff/sign-in'), 'again');
    }
    const { checks, next, home } = sent.data;
    try {
      const answer = await provider.conclude(request.query, checks);
      if (answer.is === 'in') {
        const cookie = { name: staffCookie, value: answer.signedIn.token, maxAgeSeconds: null };
        return { kind: 'redirect', to: next, cookies: [cookie, noPendingTicket] };
      }
      const ticket = services.sealTicket(JSON.stringify(answer.pending));
      return {
        kind: 'redirect',
        to: `${home}?code=1&next=${encodeURIComponent(next)}`,
        cookies: [{ name: pendingCookie, value: ticket, maxAgeSeconds: seconds }],
      };
    } catch (error) {
      if (error instanceof ProviderAway) return back(home, 'away');
      if (error instanceof NotProven) return back(home, 'again');
      if (error instanceof Forbidden) return back(home, error.code === 'session.sso_enrol' ? 'enrol' : 'refused');
      throw error;
    }
  },
});

function providerOf(request: Request): SingleSignOnUseCases {
  if (request.services.singleSignOn === null) throw new NotFound();
  return request.services.singleSignOn;
}

function back(home: string, why: 'again' | 'away' | 'enrol' | 'refused' | 'wait'): Answer {
  return { kind: 'redirect', to: `${home}?sso=${why}`, cookies: [noPendingTicket] };
}
