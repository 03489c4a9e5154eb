import { systemActor, type Role } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Forbidden } from '../../kernel/errors.ts';
import type { Perform, Work } from '../../platform/work.ts';
import { passwordAloneRoles } from '../domain/posts.ts';
import { normalEmail } from '../domain/sign-in-input.ts';
import { countFailure, networkOf, waitLeft } from '../domain/throttle.ts';
import { passwordMatches } from '../passwords.ts';
import { accessKey, keyedHash } from '../records/access-key.ts';
import { forgetAttempts, lockAttempts, saveAttempts, type AttemptPair } from '../records/attempts.ts';
import { changeCredential, lockCredential, passwordHashOf } from '../records/credentials.ts';
import { personByEmail, personById } from '../records/people.ts';
import { proveSecondFactor } from './second-factor.ts';
import { startSession, type SignedIn } from './start-session.ts';

/** What sign-in needs beside a transaction. */
export interface SignInServices {
  readonly perform: Perform;
  /**
   * The time that authenticator apps show: the machine's clock, also where the program itself runs on a sandbox clock,
   * because nobody's telephone does.
   */
  readonly authenticatorClock: Clock;
  /** Roles that need no second factor; by default hotline and counter. */
  readonly passwordAlone?: readonly Role[];
}

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** A code from the authenticator app, or a recovery code. */
  readonly totp?: string | null | undefined;
  /** Where the request comes from (IP address): used to slow down guesses from there, kept only as a keyed hash. */
  readonly address: string;
  readonly via: 'web' | 'api';
}

type Outcome =
  { readonly is: 'in'; readonly signedIn: SignedIn } | { readonly is: 'refused' } | { readonly is: 'code_needed' };

/**
 * Signs a person in. The password is verified between two transactions, so that a slow hash holds no connection; the try
 * is counted before that, so that many tries at once cannot slip past the limit.
 * @throws Forbidden `session.refused`: wrong e-mail, password or code, all answered alike and as slowly;
 *   `session.totp_needed`: the password is right and the code is missing;
 *   `session.wait` (`seconds`): too many failures of this account from this network - also for accounts that do not exist
 */
export async function signIn(services: SignInServices, input: SignInInput): Promise<SignedIn> {
  const actor = systemActor('sign-in');
  const begun = await services.perform(actor, beginSignIn, input);
  if (begun.waitSeconds > 0) throw new Forbidden('session.wait', { seconds: begun.waitSeconds });
  const matches = await passwordMatches(begun.passwordHash, input.password);
  const outcome = await services.perform(actor, concludeSignIn, {
    input,
    personId: begun.personId,
    verifiedHash: matches ? begun.passwordHash : null,
    codeTime: services.authenticatorClock.now(),
    passwordAlone: services.passwordAlone ?? passwordAloneRoles,
  });
  switch (outcome.is) {
    case 'in':
      return outcome.signedIn;
    case 'code_needed':
      throw new Forbidden('session.totp_needed');
    case 'refused':
      throw new Forbidden('session.refused');
  }
}

const nobody = '00000000-0000-0000-0000-000000000000';

interface Begun {
  readonly waitSeconds: number;
  readonly personId: string | null;
  readonly passwordHash: string | null;
}

async function beginSignIn(work: Work, input: SignInInput): Promise<Begun> {
  const pair = await attemptPair(work, input);
  const attempts = await lockAttempts(work, pair);
  const wait = waitLeft(attempts.blockedUntil, work.now);
  if (wait > 0) {
    recordRefusal(work, pair, 'wait', null);
    return { waitSeconds: Math.ceil(wait / 1000), personId: null, passwordHash: null };
  }
  await saveAttempts(work, pair, countFailure(attempts, work.now));
  const person = await personByEmail(work, normalEmail(input.email));
  const passwordHash = await passwordHashOf(work, person?.id ?? nobody);
  return { waitSeconds: 0, personId: person?.id ?? null, passwordHash };
}

interface Conclusion {
  readonly input: SignInInput;
  readonly personId: string | null;
  /** The hash that the password matched; null when it did not. */
  readonly verifiedHash: string | null;
  readonly codeTime: Date;
  readonly passwordAlone: readonly Role[];
}

async function concludeSignIn(work: Work, conclusion: Conclusion): Promise<Outcome> {
  const pair = await attemptPair(work, conclusion.input);
  const refused = (reason: string): Outcome => {
    recordRefusal(work, pair, reason, conclusion.personId);
    return { is: 'refused' };
  };
  const id = conclusion.personId ?? nobody;
  const credential = await lockCredential(work, id);
  const person = await personById(work, id);
  if (!person || !credential) return refused('unknown');
  if (conclusion.verifiedHash === null || credential.passwordHash !== conclusion.verifiedHash)
    return refused('password');
  if (!person.active) return refused('inactive');

  const needsCode = credential.totpSealed !== null || !conclusion.passwordAlone.includes(person.role);
  if (needsCode) {
    const proof = await proveSecondFactor(work, person, credential, conclusion.input.totp, conclusion.codeTime);
    if (proof === 'code_needed') {
      await takeBackAttempt(work, pair);
      recordRefusal(work, pair, 'code_needed', person.id);
      return { is: 'code_needed' };
    }
    if (proof !== 'right') return refused(proof);
  }
  await changeCredential(work, person.id, { failedCount: 0, blockedUntil: null });
  await forgetAttempts(work, pair);
  return { is: 'in', signedIn: await startSession(work, person, { via: conclusion.input.via, sso: false }) };
}

async function attemptPair(work: Work, input: Pick<SignInInput, 'email' | 'address'>): Promise<AttemptPair> {
  const key = await accessKey(work);
  return {
    account: keyedHash(key, 'account', normalEmail(input.email)),
    network: keyedHash(key, 'network', networkOf(input.address)),
  };
}

/** The password was right: this was no guess. */
async function takeBackAttempt(work: Work, pair: AttemptPair): Promise<void> {
  const attempts = await lockAttempts(work, pair);
  await saveAttempts(work, pair, {
    ...attempts,
    failedCount: Math.max(0, attempts.failedCount - 1),
    blockedUntil: null,
  });
}

/** The ledger learns that somebody was refused and why; of the typed e-mail only the start of a keyed hash. */
function recordRefusal(work: Work, pair: AttemptPair, reason: string, personId: string | null): void {
  work.record({
    event: 'session.refused',
    caseId: null,
    data: {
      reason,
      personId,
      account: pair.account.toString('hex').slice(0, 12),
      network: pair.network.toString('hex').slice(0, 12),
    },
    announce: false,
  });
}
