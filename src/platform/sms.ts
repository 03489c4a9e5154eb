import { keptId, type SendResult } from './send-result.ts';

export interface Sms {
  /** Names the message; the gateway gets it as its idempotency key. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** Sends SMS. Never throws for what a gateway does: the result says it. */
export interface SmsGateway {
  readonly kept: boolean;
  send(sms: Sms): Promise<SendResult>;
}

/** Without a gateway, messages stay in the database, where the outbox shows them. */
export function keptSms(): SmsGateway {
  return { kept: true, send: () => Promise.resolve({ outcome: 'accepted', providerId: keptId }) };
}

export interface HttpSmsOptions {
  readonly url: string;
  readonly token: string | null;
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs?: number;
}

/** Failures of connecting: not a byte of the message left. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
]);
/** A 4xx that is for now: too slow, too many, or our token, which is not this message's fault. */
const laterStatuses = new Set([401, 408, 425, 429]);

/**
 * Posts `{id, to, text}` as JSON with a bearer token and the message's id as `Idempotency-Key`. 2xx: taken, with the
 * provider's `id` or `messageId` when its JSON answer has one; 5xx, 408, 425, 429 and 401: later; other answers: refused for
 * good. No answer after the message had left: nobody knows.
 */
export function httpSms(options: HttpSmsOptions): SmsGateway {
  const timeout = options.timeoutMs ?? 15_000;
  return {
    kept: false,
    async send(sms) {
      try {
        const response = await fetch(options.url, {
          method: 'POST',
          redirect: 'manual',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': sms.id,
            ...(options.token === null ? {} : { authorization: `Bearer ${options.token}` }),
          },
          body: JSON.stringify({ id: sms.id, to: sms.to, text: sms.text }),
          signal: AbortSignal.timeout(timeout),
        });
        const answer = await response.text().catch(() => '');
        if (response.ok) return { outcome: 'accepted', providerId: providerIdIn(answer) ?? sms.id };
        const reason = `sms.${response.status}`;
        const later = response.status >= 500 || laterStatuses.has(response.status);
        return { outcome: later ? 'transient' : 'permanent', reason };
      } catch (error) {
        const code = codeOf(error);
        return { outcome: neverConnected.has(code) ? 'transient' : 'unknown', reason: `sms.${code}` };
      }
    },
  };
}

function providerIdIn(answer: string): string | null {
  try {
    const parsed: unknown = JSON.parse(answer);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const { id, messageId } = parsed as { id?: unknown; messageId?: unknown };
    const found = id ?? messageId;
    return typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 200) : null;
  } catch {
    return null;
  }
}

/** The code of a failed exchange; `fetch` hides it in the cause. */
function codeOf(error: unknown): string {
  for (
    let at = error as { code?: unknown; name?: unknown; cause?: unknown } | null | undefined;
    at;
    at = at.cause as typeof at
  ) {
    if (typeof at.code === 'string') return at.code;
    if (at.name === 'TimeoutError') return 'ETIMEDOUT';
  }
  return 'failed';
}
