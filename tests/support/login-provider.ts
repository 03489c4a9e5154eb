import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import Provider from 'oidc-provider';

/** Somebody as the provider knows them. */
export interface Account {
  readonly subject: string;
  readonly email: string;
  readonly verified: boolean;
  /** How the provider made sure, `amr`. */
  readonly means: readonly string[];
}

/** A real OpenID Connect provider at which whoever `asks` says is signed in without being asked. */
export interface LoginProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who sits at the browser; null refuses consent. */
  who: Account | null;
  /** Follows the browser from the address it was sent to until the provider sends it back; that address. */
  visit(url: string): Promise<URL>;
  close(): Promise<void>;
}

export async function aLoginProvider(returnTo: string, signedOutTo: string): Promise<LoginProvider> {
  const accounts = new Map<string, Account>();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'test' };
  const client = { id: 'samleng', secret: 'a secret of the client, long enough' };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [returnTo],
        post_logout_redirect_uris: [signedOutTo],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: ['a key of the cookies'] },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => {
      const account = accounts.get(id);
      return account && { accountId: id, claims: () => claimsOf(account) };
    },
  });
  const state: { who: Account | null } = { who: null };
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    const answer = async () => {
      const details = await provider.interactionDetails(request, response);
      const { who } = state;
      if (who === null) {
        return provider.interactionFinished(request, response, { error: 'access_denied' });
      }
      accounts.set(who.subject, who);
      if (details.prompt.name === 'login') {
        const login = { accountId: who.subject, amr: [...who.means] };
        return provider.interactionFinished(request, response, { login });
      }
      const grant = new provider.Grant({ accountId: who.subject, clientId: client.id });
      grant.addOIDCScope('openid email');
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    get who() {
      return state.who;
    },
    set who(account) {
      state.who = account;
    },
    async visit(url) {
      const cookies = new Map<string, string>();
      let at = url;
      for (let steps = 0; steps < 10; steps += 1) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
        for (const line of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        const to = answer.headers.get('location');
        if (to === null) throw new Error(`the provider sent nobody on: ${answer.status} ${await answer.text()}`);
        const next = new URL(to, at);
        if (next.href.startsWith(returnTo)) return next;
        at = next.href;
      }
      throw new Error('the provider sends the browser round and round');
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function claimsOf(account: Account) {
  return { sub: account.subject, email: account.email, email_verified: account.verified };
}
