import {
  allowSso,
  recordSsoFailure,
  signInProven,
  signInProvenWithCode,
  ssoOf,
  withdrawSso,
  type SignInServices,
} from '../../../access/index.ts';
import { systemActor } from '../../../kernel/actor.ts';
import { NotProven, type SingleSignOn } from '../../../platform/single-sign-on.ts';
import type { SingleSignOnUseCases } from '../services.ts';

/** The use cases of single sign-on over an open provider. */
export function singleSignOnUseCases(
  provider: SingleSignOn,
  services: SignInServices,
  publicUrl: string,
): SingleSignOnUseCases {
  const { perform } = services;
  const failed = (reason: 'sso_unproven' | 'sso_stale') =>
    perform(systemActor('sign-in'), recordSsoFailure, { reason });
  return {
    label: provider.label,
    begin: () => provider.begin(),
    async conclude(query, checks) {
      try {
        return await signInProven(services, await provider.conclude(query, checks));
      } catch (error) {
        if (error instanceof NotProven) await failed('sso_unproven');
        throw error;
      }
    },
    withCode: (input) => signInProvenWithCode(services, input),
    cameBackStale: () => failed('sso_stale'),
    signOutUrl: () => provider.signOutUrl(`${publicUrl}/staff/sign-in`),
    state: (actor, personId) => perform(actor, ssoOf, { personId }),
    allow: (actor, personId) => perform(actor, allowSso, { personId }),
    withdraw: (actor, personId) => perform(actor, withdrawSso, { personId }),
  };
}
