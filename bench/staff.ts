import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { generateSync } from 'otplib';

import { HttpConnection } from './http-client.ts';
import type { Installation } from './installation.ts';

interface DemoAccount {
  readonly role: string;
  readonly office: string;
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string | null;
}

/** Signs in a demo person of this role and office. @returns the token of the session */
export async function signIn(installation: Installation, port: number, role: string, office: string): Promise<string> {
  const text = await readFile(join(installation.dataDir, 'demo-accounts.json'), 'utf8');
  const account = (JSON.parse(text) as DemoAccount[]).find((one) => one.role === role && one.office === office);
  if (!account) throw new Error(`no demo account of ${role} at ${office}`);
  const { email, password, totpSecret } = account;
  const body = { email, password, ...(totpSecret ? { totp: generateSync({ secret: totpSecret }) } : {}) };
  const connection = new HttpConnection(port);
  const answer = await connection.request('POST', '/api/v1/session', '', JSON.stringify(body));
  connection.close();
  if (answer.status !== 201) throw new Error(`sign-in was refused: ${answer.status} ${answer.body}`);
  return (JSON.parse(answer.body) as { token: string }).token;
}

export function bearer(token: string): string {
  return `authorization: Bearer ${token}\r\n`;
}
