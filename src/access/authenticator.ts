import { generateSecret, generateURI, verifySync } from 'otplib';

/** A fresh secret for an authenticator app (RFC 6238: SHA-1, 6 digits, 30 s), in Base32. */
export function newAuthenticatorSecret(): string {
  return generateSecret({ length: 20 });
}

/** What an authenticator app reads from a QR code. Shown to the person only. */
export function authenticatorUri(email: string, secret: string): string {
  return generateURI({ issuer: 'Samleng', label: email, secret });
}

/**
 * The time step to which the code belongs, when it is right now or one step (30 s) away; null otherwise. The caller
 * refuses a step that was used before.
 * @param at the time on authenticators: the machine's, also when the program runs on a sandbox clock
 */
export function matchingStep(secret: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const result = verifySync({ secret, token: code, epoch: Math.floor(at.getTime() / 1000), epochTolerance: 30 });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
