import type { Work } from '../../platform/work.ts';
import { matchingStep } from '../authenticator.ts';
import { isAuthenticatorCode, normalCode } from '../domain/sign-in-input.ts';
import { countFailure, freeCodeTries, waitLeft } from '../domain/throttle.ts';
import { accessKey, keyedHash, openTotp } from '../records/access-key.ts';
import { changeCredential, useRecoveryCode, type CredentialRecord } from '../records/credentials.ts';
import type { PersonRecord } from '../records/people.ts';

/**
 * What became of a code given after the first proof: `code_needed` when none was given, `code_wait` after too many wrong
 * ones in a row, `not_enrolled` when the person has no authenticator.
 */
export type SecondFactor = 'right' | 'code_needed' | 'not_enrolled' | 'code_wait' | 'code';

/**
 * Asks for a code of the person's authenticator, or one of their recovery codes. Only somebody who has given the first proof
 * comes this far, so the delay after wrong codes locks out nobody else. `credential` is locked; callers act as the system.
 * @param at the time that authenticator apps show
 */
export async function proveSecondFactor(
  work: Work,
  person: PersonRecord,
  credential: CredentialRecord,
  typed: string | null | undefined,
  at: Date,
): Promise<SecondFactor> {
  if (credential.totpSealed === null) return 'not_enrolled';
  const code = normalCode(typed ?? '');
  if (code === '') return 'code_needed';
  if (waitLeft(credential.blockedUntil, work.now) > 0) return 'code_wait';
  if (await codeIsRight(work, person, credential, code, at)) return 'right';
  const counted = countFailure(
    { failedCount: credential.failedCount, lastFailedAt: work.now, blockedUntil: null },
    work.now,
    freeCodeTries,
  );
  await changeCredential(work, person.id, {
    failedCount: counted.failedCount,
    blockedUntil: counted.blockedUntil,
  });
  return 'code';
}

/** A code counts once: its time step must be later than the last one used, a recovery code unused. */
async function codeIsRight(
  work: Work,
  person: PersonRecord,
  credential: CredentialRecord,
  code: string,
  at: Date,
): Promise<boolean> {
  const key = await accessKey(work);
  if (isAuthenticatorCode(code)) {
    if (credential.totpSealed === null) return false;
    const step = matchingStep(openTotp(work, key, person.id, credential.totpSealed), code, at);
    if (step === null || (credential.totpLastStep !== null && step <= credential.totpLastStep)) return false;
    await changeCredential(work, person.id, { totpLastStep: step });
    return true;
  }
  const used = await useRecoveryCode(work, person.id, keyedHash(key, 'recovery', `${person.id}|${code}`));
  if (used) work.record({ event: 'recovery_code.used', caseId: null, data: { personId: person.id }, announce: false });
  return used;
}
