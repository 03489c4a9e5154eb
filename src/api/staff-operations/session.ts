import { z } from 'zod';

import { endSession, signIn } from '../../access/index.ts';
import { roles } from '../../kernel/actor.ts';
import { systemClock } from '../../kernel/clock.ts';
import { Forbidden } from '../../kernel/errors.ts';
import { formatInstant } from '../instants.ts';
import { noContent, operation, type Operation } from '../operation.ts';
import { RequestRefused } from '../problem.ts';
import { instant } from '../shapes.ts';

const session = z
  .object({
    token: z.string().describe('Told here only. Send it as Authorization: Bearer <token>'),
    expiresAt: instant,
    person: z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(roles),
      office: z.string(),
      tier: z.string().nullable(),
    }),
  })
  .meta({ id: 'Session' });

/** Signing in and out. */
export const sessionOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/session',
    id: 'signIn',
    tag: 'Session',
    summary: 'Sign in',
    description:
      'Every role but hotline and counter needs a code from an authenticator app, or a recovery code. Whatever is wrong is answered alike.',
    permission: 'public',
    audit: 'session.started',
    limit: 'sign-in',
    request: {
      body: z
        .strictObject({
          email: z.string().min(1).max(254),
          password: z.string().min(1).max(1000),
          totp: z.string().max(60).nullish(),
        })
        .meta({ id: 'SignIn' }),
    },
    response: { 201: session },
    async handler({ body, services, http }) {
      const { token, expiresAt, person } = await signIn(
        // An authenticator shows the machine's time, also where the program runs on a sandbox clock.
        { perform: services.perform, authenticatorClock: systemClock },
        { ...body, address: http.ip ?? '', via: 'api' },
      ).catch(asUnauthenticated);
      const { id, name, role, office, tier } = person;
      return {
        status: 201,
        body: { token, expiresAt: formatInstant(expiresAt), person: { id, name, role, office, tier } },
      };
    },
  }),
  operation({
    method: 'DELETE',
    path: '/session',
    id: 'signOut',
    tag: 'Session',
    summary: 'Sign out',
    permission: { roles },
    audit: 'session.ended',
    response: { 204: noContent },
    async handler({ actor, services }) {
      await services.perform(actor, endSession, undefined);
      return { status: 204, body: undefined };
    },
  }),
];

/** Who cannot sign in is not signed in: 401, or 429 while they must wait. */
function asUnauthenticated(error: unknown): never {
  if (!(error instanceof Forbidden) || !error.code.startsWith('session.')) throw error;
  if (error.code === 'session.wait') {
    throw new RequestRefused(429, error.code, error.params, { 'Retry-After': String(error.params['seconds'] ?? 60) });
  }
  throw new RequestRefused(401, error.code, error.params, { 'WWW-Authenticate': 'Bearer realm="samleng"' });
}
