import { isAuthenticatorCode, normalCode, normalEmail } from '../../../src/access/domain/sign-in-input.ts';

describe('what is typed at sign-in', () => {
  test.each([
    ['  Sok@Commune.Example ', 'sok@commune.example'],
    ['sok@commune.example', 'sok@commune.example'],
  ])('e-mail %j names %j', (typed, email) => {
    expect(normalEmail(typed)).toBe(email);
  });

  test.each([
    ['123 456', '123456', true],
    ['១២៣៤៥៦', '123456', true],
    ['ABCDE-23456', 'abcde23456', false],
    ['', '', false],
    ['12345', '12345', false],
  ])('code %j reads %j', (typed, code, fromApp) => {
    expect(normalCode(typed)).toBe(code);
    expect(isAuthenticatorCode(normalCode(typed))).toBe(fromApp);
  });
});
