import { systemActor, type StaffActor } from '../../kernel/actor.ts';
import { Conflict, Forbidden, InvalidInput } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { passwordFaults } from '../domain/password-rule.ts';
import { countFailure, waitLeft } from '../domain/throttle.ts';
import { hashPassword, passwordMatches } from '../passwords.ts';
import { accessKey, keyedHash } from '../records/access-key.ts';
import { forgetAttempts, lockAttempts, saveAttempts, type AttemptPair } from '../records/attempts.ts';
import { changeCredential, lockCredential, passwordHashOf } from '../records/credentials.ts';
import { personById } from '../records/people.ts';
import { endSessions } from '../records/sessions.ts';
import { staffOf } from './sessions.ts';
import type { SignInServices } from './sign-in.ts';

/**
 * Changes the password of the person signed in, who proves the old one. All their other sessions end.
 * @throws InvalidInput (`current`, `password`); Forbidden `session.wait` after too many wrong tries in this session
 */
export async function changePassword(
  services: SignInServices,
  actor: StaffActor,
  input: { readonly current: string; readonly password: string },
): Promise<void> {
  const { storedHash, personal } = await provePassword(services, actor, input.current, 'current');
  const faults = passwordFaults(input.password, personal);
  if (faults.length === 0 && (await passwordMatches(storedHash, input.password))) {
    faults.push({ field: 'password', code: 'password.unchanged' });
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  await services.perform(actor, setPassword, { storedHash, passwordHash: await hashPassword(input.password) });
}

async function setPassword(work: Work, input: { storedHash: string; passwordHash: string }): Promise<void> {
  const actor = staffOf(work);
  const ended = await work.elevated('credentials are secret', async () => {
    const credential = await lockCredential(work, actor.personId);
    if (credential?.passwordHash !== input.storedHash) throw new Conflict();
    await changeCredential(work, actor.personId, { passwordHash: input.passwordHash });
    return endSessions(work, actor.personId, { except: actor.sessionId });
  });
  work.record({
    event: 'password.changed',
    caseId: null,
    data: { personId: actor.personId, sessionsEnded: ended.length },
    announce: false,
  });
}

/**
 * Makes sure that the person signed in knows their password. Wrong tries count for the session, so that somebody who
 * found it open cannot guess on.
 * @throws InvalidInput naming `field`; Forbidden `session.wait` (`seconds`)
 */
export async function provePassword(
  services: SignInServices,
  actor: StaffActor,
  password: string,
  field: string,
): Promise<{ storedHash: string; personal: string[] }> {
  const asked = await services.perform(systemActor('sign-in'), beginProof, actor);
  if (asked.waitSeconds > 0) throw new Forbidden('session.wait', { seconds: asked.waitSeconds });
  const right = await passwordMatches(asked.storedHash, password);
  await services.perform(systemActor('sign-in'), concludeProof, { actor, right });
  if (!right || asked.storedHash === null) throw new InvalidInput([{ field, code: 'password.wrong' }]);
  return { storedHash: asked.storedHash, personal: asked.personal };
}

interface Asked {
  readonly waitSeconds: number;
  readonly storedHash: string | null;
  readonly personal: string[];
}

async function beginProof(work: Work, actor: StaffActor): Promise<Asked> {
  const pair = await proofPair(work, actor);
  const attempts = await lockAttempts(work, pair);
  const wait = waitLeft(attempts.blockedUntil, work.now);
  if (wait > 0) return { waitSeconds: Math.ceil(wait / 1000), storedHash: null, personal: [] };
  await saveAttempts(work, pair, countFailure(attempts, work.now));
  const person = await personById(work, actor.personId);
  return {
    waitSeconds: 0,
    storedHash: person?.active ? await passwordHashOf(work, actor.personId) : null,
    personal: person ? [person.email, person.name, person.nameLatin ?? ''] : [],
  };
}

async function concludeProof(work: Work, proof: { actor: StaffActor; right: boolean }): Promise<void> {
  if (proof.right) return forgetAttempts(work, await proofPair(work, proof.actor));
  work.record({
    event: 'password.refused',
    caseId: null,
    data: { personId: proof.actor.personId, sessionId: proof.actor.sessionId },
    announce: false,
  });
}

async function proofPair(work: Work, actor: StaffActor): Promise<AttemptPair> {
  const key = await accessKey(work);
  return {
    account: keyedHash(key, 'account', actor.personId),
    network: keyedHash(key, 'network', `session|${actor.sessionId}`),
  };
}
