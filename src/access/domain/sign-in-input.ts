/** The account an e-mail names: spaces around it and the case of letters do not count. */
export function normalEmail(typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase();
}

const khmerZero = 0x17e0;

/** A one-time code as typed: spaces and hyphens out, Khmer digits as Latin ones, letters small. */
export function normalCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\u200b-]+/gu, '')
    .replace(/[\u17e0-\u17e9]/gu, (digit) => String((digit.codePointAt(0) ?? khmerZero) - khmerZero))
    .toLowerCase();
}

/** Whether the code has the shape of one from an authenticator; anything else is taken for a recovery code. */
export function isAuthenticatorCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}
