import * as oidc from 'openid-client';

import type { SingleSignOnConfig } from './config.ts';

/** Who the provider says signed in there. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Only when the provider says that it has verified it. */
  readonly email: string | null;
  /** Whether the provider itself asked for a second factor. */
  readonly secondFactor: boolean;
}

/** What a browser must bring back unchanged from the provider; kept sealed in its cookie meanwhile. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The provider cannot be reached, or answers what is no answer. */
export class ProviderAway extends Error {}

/** The provider refused, or what came back is not what was asked for. */
export class NotProven extends Error {}

/** Sign-in at an OpenID Connect provider: authorization code with PKCE, state and nonce. */
export interface SingleSignOn {
  readonly label: string | null;
  /** @throws ProviderAway */
  begin(): Promise<{ readonly url: string; readonly checks: SignInChecks }>;
  /** @param query what the provider sent the browser back with. @throws ProviderAway, NotProven */
  conclude(query: URLSearchParams, checks: SignInChecks): Promise<ProvenIdentity>;
  /** Where one signs out at the provider; null when it has no such place or is away. */
  signOutUrl(returnTo: string): Promise<string | null>;
}

/** Seconds to wait for an answer of the provider. */
const patience = 8;

/**
 * Nothing is asked of the provider before somebody signs in, so that a provider that is away stops no start.
 * @param returnTo the address at which the provider sends people back, as registered there
 */
export function openSingleSignOn(config: SingleSignOnConfig, returnTo: string): SingleSignOn {
  let known: Promise<oidc.Configuration> | null = null;
  const provider = (): Promise<oidc.Configuration> => {
    known ??= discover(config).catch((error: unknown) => {
      known = null;
      throw new ProviderAway('the provider of single sign-on cannot be asked', { cause: error });
    });
    return known;
  };
  return {
    label: config.label,
    async begin() {
      const at = await provider();
      const checks = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(at, {
        redirect_uri: returnTo,
        scope: 'openid email',
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, checks };
    },
    async conclude(query, checks) {
      const at = await provider();
      const came = new URL(returnTo);
      came.search = query.toString();
      try {
        const tokens = await oidc.authorizationCodeGrant(at, came, {
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          pkceCodeVerifier: checks.verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new NotProven('no identity came back');
        const told = at.serverMetadata().userinfo_endpoint
          ? await oidc.fetchUserInfo(at, tokens.access_token, claims.sub)
          : claims;
        const email = told['email'] ?? claims['email'];
        const verified = told['email_verified'] ?? claims['email_verified'];
        return {
          issuer: claims.iss,
          subject: claims.sub,
          email: verified === true && typeof email === 'string' ? email : null,
          secondFactor: meansOf(claims).some((each) => config.secondFactor.includes(each)),
        };
      } catch (error) {
        if (error instanceof NotProven) throw error;
        throw isAway(error)
          ? new ProviderAway('the provider of single sign-on does not answer', { cause: error })
          : new NotProven('the provider did not prove who it is', { cause: error });
      }
    },
    async signOutUrl(returnAfter) {
      try {
        const at = await provider();
        if (!at.serverMetadata().end_session_endpoint) return null;
        return oidc.buildEndSessionUrl(at, { post_logout_redirect_uri: returnAfter }).href;
      } catch (error) {
        if (error instanceof ProviderAway) return null;
        throw error;
      }
    },
  };
}

async function discover(config: SingleSignOnConfig): Promise<oidc.Configuration> {
  const plain = config.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  const found = await oidc.discovery(new URL(config.issuer), config.clientId, undefined, oidc.None(), {
    execute: plain,
    timeout: patience,
  });
  const ways = found.serverMetadata().token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const prove = ways.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
  const made = new oidc.Configuration(found.serverMetadata(), config.clientId, undefined, prove(config.clientSecret));
  made.timeout = patience;
  for (const each of plain) each(made);
  return made;
}

/** How the provider says it made sure: RFC 8176 `amr`, and `acr`. */
function meansOf(claims: { readonly [claim: string]: unknown }): string[] {
  const { amr, acr } = claims;
  return [...(Array.isArray(amr) ? amr : []), acr].filter((each): each is string => typeof each === 'string');
}

/** A refusal has the shape of one; what never came, or came too late, has not. */
function isAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at.name === 'TimeoutError' || at.message === 'fetch failed') return true;
    if ('status' in at && typeof at.status === 'number' && at.status >= 500) return true;
  }
  return false;
}
