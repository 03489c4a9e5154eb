import { resolve } from 'node:path';
import { z } from 'zod';

/** Where the program runs and with what. Read once at start; the only reader of the environment. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly roles: { readonly web: boolean; readonly worker: boolean };
  /** Owner's connection (migrations); null: the embedded server. */
  readonly databaseUrl: string | null;
  /** Login of the restricted role when a database administrator made it by hand. */
  readonly databaseAppUrl: string | null;
  readonly redisUrl: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly smsGatewayUrl: string | null;
  readonly smsGatewayToken: string | null;
  /** What gateways show when they report what became of a message; null: they may not. */
  readonly deliveryReportToken: string | null;
  /** Master key given by the environment (32 bytes, base64); null: the file in `dataDir`. */
  readonly vaultKey: Uint8Array | null;
  /** Earlier master keys, still able to open what they wrapped. */
  readonly vaultPreviousKeys: readonly Uint8Array[];
  /** A HashiCorp Vault that keeps the master key itself; null: the key is at hand here. */
  readonly vaultTransit: TransitConfig | null;
  /** An OpenID Connect provider by which staff may sign in; null: passwords alone. */
  readonly singleSignOn: SingleSignOnConfig | null;
  /** Where clamd listens, `tcp://host:port` or `unix:/path`; null: files are not scanned. */
  readonly clamd: string | null;
  /** Webhooks may go to this machine and to private networks, and over http. */
  readonly webhooksAllowPrivate: boolean;
  readonly sandboxNow: Date | null;
  readonly logLevel: string;
  readonly trustProxy: number;
  /** Multiplies the rate limits; 0 turns them off (not in production). */
  readonly rateLimitFactor: number;
  /** Answers "not there" go out at a multiple of so many milliseconds after the request; 0: as soon as they are ready. */
  readonly notFoundMilliseconds: number;
  /** Database connections of this process. */
  readonly poolSize: number;
  /** Periods of scheduled work, and the patience with a silent queue, times this; 1 in production. */
  readonly pace: number;
}

/** Where the transit engine of a HashiCorp Vault is, and which of its keys is ours. */
export interface TransitConfig {
  /** Of the engine, e.g. `https://vault.example:8200/v1/transit`. */
  readonly url: string;
  readonly token: string;
  readonly key: string;
}

/** Where staff of this installation sign in once for many systems. */
export interface SingleSignOnConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How people know it; null: the pages say "single sign-on". */
  readonly label: string | null;
  /** Values of `amr` or `acr` by which the provider says that it asked for a second factor itself. */
  readonly secondFactor: readonly string[];
}

/** Settings that cannot be used: every fault at once, one line each. */
export class ConfigFault extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigFault';
    this.faults = faults;
  }
}

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL starting with ${protocols.map((each) => `${each}//`).join(' or ')}`,
  });

const keyBytes = z
  .string()
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === 32, { error: 'must be 32 bytes in base64' });

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'must be a whole number' })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `must be from ${least} to ${most}` });

const environment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
    .optional(),
  HOST: z.string().optional(),
  PORT: integer(0, 65535).optional(),
  DATA_DIR: z.string().optional(),
  PUBLIC_URL: url('http:', 'https:').optional(),
  ROLES: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((all) => all.every((each) => each === 'web' || each === 'worker'), {
      error: 'must be web, worker or web,worker',
    })
    .optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_APP_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_POOL: integer(2, 200).optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.email({ error: 'must be an e-mail address' }).optional(),
  SMS_GATEWAY_URL: url('http:', 'https:').optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  DELIVERY_REPORT_TOKEN: z.string().min(24, { error: 'must have at least 24 characters' }).optional(),
  VAULT_KEY: keyBytes.optional(),
  VAULT_PREVIOUS_KEYS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(keyBytes))
    .optional(),
  VAULT_TRANSIT_URL: url('http:', 'https:').optional(),
  VAULT_TRANSIT_TOKEN: z.string().optional(),
  VAULT_TRANSIT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, { error: 'must be the name of a transit key' })
    .optional(),
  CLAMD: z
    .string()
    .regex(/^(unix:\/.+|tcp:\/\/[^/?#]+:\d{1,5}\/?)$/, { error: 'must be tcp://host:port or unix:/path' })
    .optional(),
  WEBHOOK_ALLOW_PRIVATE: z.enum(['0', '1'], { error: 'must be 0 or 1' }).optional(),
  OIDC_ISSUER: url('http:', 'https:').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_LABEL: z.string().max(60, { error: 'must be at most 60 characters' }).optional(),
  OIDC_SECOND_FACTOR: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((all) => all.every((each) => each !== ''), { error: 'must be values of amr or acr, comma-separated' })
    .optional(),
  SANDBOX_NOW: z
    .string()
    .regex(rfc3339, { error: 'must be an RFC 3339 instant such as 2026-12-21T09:00:00+07:00' })
    .transform((text) => new Date(text))
    .refine((instant) => !Number.isNaN(instant.getTime()), { error: 'is not a real date' })
    .optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be trace, debug, info, warn, error or silent',
    })
    .optional(),
  TRUST_PROXY: integer(0, 10).optional(),
  RATE_LIMIT_FACTOR: integer(0, 1000).optional(),
  NOT_FOUND_MS: integer(0, 1000).optional(),
  SCHEDULE_PERCENT: integer(1, 100).optional(),
});

/**
 * Reads the settings from `env`; empty values count as absent.
 * @throws ConfigFault naming every setting that is wrong, and how.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  const production = given['NODE_ENV'] === 'production';
  if (production && given['SANDBOX_NOW'] !== undefined) faults.push('SANDBOX_NOW is refused when NODE_ENV=production');
  if (production && given['PUBLIC_URL'] === undefined) faults.push('PUBLIC_URL is needed when NODE_ENV=production');
  if (production && given['DATABASE_URL'] === undefined) faults.push('DATABASE_URL is needed when NODE_ENV=production');
  if (production && given['RATE_LIMIT_FACTOR'] === '0')
    faults.push('RATE_LIMIT_FACTOR may not be 0 when NODE_ENV=production');
  if (production && (given['SCHEDULE_PERCENT'] ?? '100') !== '100')
    faults.push('SCHEDULE_PERCENT is 100 when NODE_ENV=production');
  const transit = ['VAULT_TRANSIT_URL', 'VAULT_TRANSIT_TOKEN', 'VAULT_TRANSIT_KEY'];
  const transitMissing = transit.filter((name) => given[name] === undefined);
  if (transitMissing.length > 0 && transitMissing.length < transit.length)
    faults.push(`${transitMissing.join(' and ')} must be set too, or none of ${transit.join(', ')}`);
  if (transitMissing.length === 0 && given['VAULT_KEY'] !== undefined)
    faults.push(
      'VAULT_KEY and VAULT_TRANSIT_URL exclude each other: move the key to VAULT_PREVIOUS_KEYS, where it opens but wraps no more',
    );
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const oidcMissing = oidc.filter((name) => given[name] === undefined);
  if (oidcMissing.length > 0 && Object.keys(given).some((name) => name.startsWith('OIDC_')))
    faults.push(`${oidcMissing.join(' and ')} must be set too, or none of ${oidc.join(', ')}`);
  if (production && given['OIDC_ISSUER']?.startsWith('http:'))
    faults.push('OIDC_ISSUER must be https when NODE_ENV=production');
  if (!parsed.success || faults.length > 0) throw new ConfigFault(faults);

  const values = parsed.data;
  const host = values.HOST ?? '127.0.0.1';
  const port = values.PORT ?? 3000;
  const roles = values.ROLES ?? ['web', 'worker'];
  return {
    production,
    host,
    port,
    dataDir: resolve(values.DATA_DIR ?? '.data'),
    publicUrl: (values.PUBLIC_URL ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`).replace(/\/$/, ''),
    roles: { web: roles.includes('web'), worker: roles.includes('worker') },
    databaseUrl: values.DATABASE_URL ?? null,
    databaseAppUrl: values.DATABASE_APP_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? 'samleng@localhost.localdomain',
    smsGatewayUrl: values.SMS_GATEWAY_URL ?? null,
    smsGatewayToken: values.SMS_GATEWAY_TOKEN ?? null,
    deliveryReportToken: values.DELIVERY_REPORT_TOKEN ?? null,
    vaultKey: values.VAULT_KEY ?? null,
    vaultPreviousKeys: values.VAULT_PREVIOUS_KEYS ?? [],
    vaultTransit: transitOf(values),
    singleSignOn: singleSignOnOf(values),
    clamd: values.CLAMD ?? null,
    webhooksAllowPrivate: values.WEBHOOK_ALLOW_PRIVATE === '1',
    sandboxNow: values.SANDBOX_NOW ?? null,
    logLevel: values.LOG_LEVEL ?? 'info',
    trustProxy: values.TRUST_PROXY ?? 0,
    rateLimitFactor: values.RATE_LIMIT_FACTOR ?? 1,
    notFoundMilliseconds: values.NOT_FOUND_MS ?? 20,
    poolSize: values.DATABASE_POOL ?? 10,
    pace: (values.SCHEDULE_PERCENT ?? 100) / 100,
  };
}

function transitOf(values: z.infer<typeof environment>): TransitConfig | null {
  const { VAULT_TRANSIT_URL: given, VAULT_TRANSIT_TOKEN: token, VAULT_TRANSIT_KEY: key } = values;
  if (given === undefined || token === undefined || key === undefined) return null;
  const address = new URL(given);
  if (address.pathname === '/') address.pathname = '/v1/transit';
  return { url: address.href.replace(/\/$/, ''), token, key };
}

function singleSignOnOf(values: z.infer<typeof environment>): SingleSignOnConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    label: values.OIDC_LABEL ?? null,
    secondFactor: values.OIDC_SECOND_FACTOR ?? ['mfa'],
  };
}
