import { z } from 'zod';

import { Unavailable } from '../kernel/errors.ts';
import type { TransitConfig } from './config.ts';
import { Undecryptable, wrappedFor, type DataKey, type KeyProvider } from './vault.ts';

/** Why the service did not serve. */
type Trouble = 'sealed' | 'refused' | 'unknown_key' | 'no_answer' | 'fault';

/** How long and how often it is asked. */
export interface TransitPatience {
  /** For one answer, in milliseconds. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** Before the second attempt, in milliseconds; doubles. */
  readonly pauseMs: number;
  /** How long an opened data key is kept in memory, in milliseconds. */
  readonly keepMs: number;
}

const patience: TransitPatience = { timeoutMs: 3_000, attempts: 3, pauseMs: 100, keepMs: 60_000 };
const mostKept = 2_000;

const keyAnswer = z.object({ data: z.object({ type: z.string(), latest_version: z.number().int().positive() }) });
const encryptAnswer = z.object({ data: z.object({ ciphertext: z.string().regex(/^vault:v\d+:.+$/) }) });
const decryptAnswer = z.object({ data: z.object({ plaintext: z.string() }) });
const errorAnswer = z.object({ errors: z.array(z.string()) });

/** Answers to a decryption that speak of the ciphertext, not of the service. */
const unopenable =
  /message authentication failed|disallowed by policy|invalid ciphertext|could not decode|invalid key version|no prefix/i;
/** Kinds of transit keys that bind associated data. */
const bindingKinds: readonly string[] = ['aes128-gcm96', 'aes256-gcm96', 'chacha20-poly1305', 'xchacha20-poly1305'];

class TransitTrouble extends Error {
  readonly trouble: Trouble;
  /** Whether the same question may be answered a moment later. */
  readonly passing: boolean;

  constructor(trouble: Trouble, passing: boolean) {
    super(trouble);
    this.name = 'TransitTrouble';
    this.trouble = trouble;
    this.passing = passing;
  }
}

/** A provider whose master key never leaves the service. */
export interface TransitKeyProvider extends KeyProvider {
  /** Asks the service for a new version of the key. @returns its id @throws Error in one line */
  rotate(): Promise<string>;
}

/**
 * The provider over a HashiCorp Vault's transit engine. The id of a master key names the key and its version
 * (`transit:samleng:v3`), so that it shows which records still need an old version; each wrapped key is bound to its owner
 * as associated data.
 * @throws Error saying in one line why the service cannot be used
 */
export async function transitKeyProvider(
  config: TransitConfig,
  how: Partial<TransitPatience> = {},
): Promise<TransitKeyProvider> {
  const wait: TransitPatience = { ...patience, ...how };
  const opened = new Map<string, { readonly key: DataKey; readonly until: number }>();
  const idOf = (version: number): string => `${transitPrefix}${config.key}:v${version}`;
  const versionOf = (ciphertext: string): number => Number(/^vault:v(\d+):/.exec(ciphertext)?.[1]);

  const ask = async <T>(
    method: 'GET' | 'POST',
    path: string,
    shape: z.ZodType<T>,
    body?: object,
  ): Promise<T | null> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await askOnce(config, wait.timeoutMs, method, path, shape, body);
      } catch (error) {
        if (!(error instanceof TransitTrouble)) throw error;
        if (!error.passing || attempt >= wait.attempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait.pauseMs * 2 ** (attempt - 1)));
      }
    }
  };
  /** In the middle of work: the asker is told to try again. */
  const duringWork = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof TransitTrouble) throw new Unavailable('unavailable.vault', { reason: error.trouble });
      throw error;
    }
  };
  /** At start and from the command line: said in one line. */
  const inOneLine = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof TransitTrouble) throw new Error(explain(config, error.trouble));
      throw error;
    }
  };
  const latest = async (): Promise<string> => {
    const answer = await ask('GET', `keys/${config.key}`, keyAnswer);
    if (!answer) throw new TransitTrouble('fault', false);
    if (!bindingKinds.includes(answer.data.type))
      throw new Error(
        `the transit key ${config.key} is of type ${answer.data.type}: ${bindingKinds.join(' or ')} is needed`,
      );
    return idOf(answer.data.latest_version);
  };

  let current = await inOneLine(latest());
  const remember = (ciphertext: string, key: DataKey): void => {
    if (opened.size >= mostKept) opened.clear();
    opened.set(`${key.owner}|${ciphertext}`, { key, until: performance.now() + wait.keepMs });
  };
  return {
    get currentMasterId() {
      return current;
    },
    async wrap(key) {
      const answer = await duringWork(
        ask('POST', `encrypt/${config.key}`, encryptAnswer, {
          plaintext: Buffer.from(key.bytes).toString('base64'),
          associated_data: Buffer.from(wrappedFor(key.owner), 'utf8').toString('base64'),
        }),
      );
      if (!answer) throw new Unavailable('unavailable.vault', { reason: 'fault' });
      const { ciphertext } = answer.data;
      current = idOf(versionOf(ciphertext));
      remember(ciphertext, key);
      return { masterId: current, wrapped: Buffer.from(ciphertext, 'utf8') };
    },
    async unwrap(owner, stored) {
      const ciphertext = Buffer.from(stored.wrapped).toString('utf8');
      if (stored.masterId !== idOf(versionOf(ciphertext))) throw new Undecryptable(owner, 'key');
      const known = opened.get(`${owner}|${ciphertext}`);
      if (known && known.until > performance.now()) return known.key;
      const answer = await duringWork(
        ask('POST', `decrypt/${config.key}`, decryptAnswer, {
          ciphertext,
          associated_data: Buffer.from(wrappedFor(owner), 'utf8').toString('base64'),
        }),
      );
      const bytes = answer && new Uint8Array(Buffer.from(answer.data.plaintext, 'base64'));
      if (bytes?.length !== 32) throw new Undecryptable(owner, 'key');
      const key = { owner, bytes };
      remember(ciphertext, key);
      return key;
    },
    rotate: () =>
      inOneLine(
        (async () => {
          await ask('POST', `keys/${config.key}/rotate`, z.unknown(), {});
          current = await latest();
          return current;
        })(),
      ),
  };
}

/** Ids of master keys that a transit engine keeps start so. */
export const transitPrefix = 'transit:';

/** One question. Null when the answer says that this ciphertext cannot be opened. */
async function askOnce<T>(
  config: TransitConfig,
  timeoutMs: number,
  method: 'GET' | 'POST',
  path: string,
  shape: z.ZodType<T>,
  body?: object,
): Promise<T | null> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${config.url}/${path}`, {
      method,
      headers: { 'x-vault-token': config.token, 'content-type': 'application/json' },
      // The token goes nowhere but where the settings say.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    text = await response.text();
  } catch {
    throw new TransitTrouble('no_answer', true);
  }
  const json = parsed(text);
  if (response.ok) {
    const answer = shape.safeParse(json);
    if (!answer.success) throw new TransitTrouble('fault', false);
    return answer.data;
  }
  const said = errorAnswer.safeParse(json).data?.errors.join('; ') ?? '';
  if (response.status === 400 && unopenable.test(said)) return null;
  if (response.status === 403) throw new TransitTrouble('refused', false);
  if (response.status === 404 || /key not found/i.test(said)) throw new TransitTrouble('unknown_key', false);
  if (response.status === 503) throw new TransitTrouble(/sealed/i.test(said) ? 'sealed' : 'no_answer', true);
  throw new TransitTrouble('fault', response.status >= 500 || response.status === 429 || response.status === 412);
}

function parsed(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function explain(config: TransitConfig, trouble: Trouble): string {
  const where = `the HashiCorp Vault at ${new URL(config.url).host}`;
  const why: Readonly<Record<Trouble, string>> = {
    sealed: `${where} is sealed: unseal it`,
    refused: `${where} refuses VAULT_TRANSIT_TOKEN: it must be valid and may read, encrypt and decrypt with (to rotate: also rotate) the transit key ${config.key}`,
    unknown_key: `${where} has no transit key ${config.key}: make it, or set VAULT_TRANSIT_KEY and the path in VAULT_TRANSIT_URL`,
    no_answer: `${where} does not answer`,
    fault: `${where} answers in a way that is not understood: is VAULT_TRANSIT_URL the address of a transit engine?`,
  };
  return why[trouble];
}
