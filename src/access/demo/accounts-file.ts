import { open, rename } from 'node:fs/promises';

import type { Role, Tier, Track } from '../../kernel/actor.ts';

/** One line of `demo-accounts.json`, as the contract has it. */
export interface DemoAccount {
  readonly role: Role;
  readonly office: string;
  readonly tier: Tier | null;
  readonly track: Track | null;
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string | null;
}

/** Writes the accounts for their owner's eyes only, aside first, so that a reader never finds half a file. Its folder exists. */
export async function writeDemoAccounts(path: string, accounts: readonly DemoAccount[]): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  const file = await open(aside, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(`${JSON.stringify(accounts, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}
