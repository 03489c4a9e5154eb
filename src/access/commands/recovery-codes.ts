import type { StaffActor } from '../../kernel/actor.ts';
import type { Work } from '../../platform/work.ts';
import { normalCode } from '../domain/sign-in-input.ts';
import { accessKey, keyedHash } from '../records/access-key.ts';
import { recoveryCodesLeft, replaceRecoveryCodes } from '../records/credentials.ts';
import { readableSecret } from '../tokens.ts';
import { provePassword } from './passwords.ts';
import type { SignInServices } from './sign-in.ts';
import { staffOf } from './sessions.ts';

/** DEFAULT: how many recovery codes a person gets at a time. */
export const recoveryCodeCount = 10;

/** Makes recovery codes in the place of all earlier ones; only keyed hashes stay. Callers act as the system. */
export async function freshRecoveryCodes(work: Work, personId: string, count = recoveryCodeCount): Promise<string[]> {
  const key = await accessKey(work);
  const codes = Array.from({ length: count }, () => readableSecret(2, 5));
  const hashes = codes.map((code) => keyedHash(key, 'recovery', `${personId}|${normalCode(code)}`));
  await replaceRecoveryCodes(work, personId, hashes);
  return codes;
}

/**
 * New recovery codes for the person signed in, who proves the password again. Earlier codes stop working.
 * @throws InvalidInput (`password`); Forbidden `session.wait`
 */
export async function renewRecoveryCodes(
  services: SignInServices,
  actor: StaffActor,
  input: { readonly password: string },
): Promise<{ recoveryCodes: string[] }> {
  await provePassword(services, actor, input.password, 'password');
  return services.perform(actor, renew, {});
}

async function renew(work: Work): Promise<{ recoveryCodes: string[] }> {
  const { personId } = staffOf(work);
  const recoveryCodes = await work.elevated('recovery codes are secret', () => freshRecoveryCodes(work, personId));
  work.record({ event: 'recovery_code.renewed', caseId: null, data: { personId }, announce: false });
  return { recoveryCodes };
}

/** How many recovery codes the person signed in has left. */
export function myRecoveryCodesLeft(work: Work): Promise<number> {
  const { personId } = staffOf(work);
  return work.elevated('recovery codes are secret', () => recoveryCodesLeft(work, personId));
}
