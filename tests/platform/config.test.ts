import { ConfigFault, readConfig } from '../../src/platform/config.ts';

const faultsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
  return [];
};

test('single sign-on is set whole or not at all, and every fault is named at once', () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ PORT: 'x', OIDC_LABEL: 'Ministry', OIDC_ISSUER: 'login.example' })).toEqual([
    'PORT must be a whole number',
    'OIDC_ISSUER must be a URL starting with http:// or https://',
    'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set too, or none of OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET',
  ]);
  const whole = { OIDC_ISSUER: 'http://login.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  expect(readConfig({ ...whole, OIDC_SECOND_FACTOR: 'mfa, otp' }).singleSignOn).toEqual({
    issuer: 'http://login.example',
    clientId: 'a',
    clientSecret: 'b',
    label: null,
    secondFactor: ['mfa', 'otp'],
  });
  expect(
    faultsOf({ ...whole, NODE_ENV: 'production', PUBLIC_URL: 'https://a.example', DATABASE_URL: 'postgres://a' }),
  ).toEqual(['OIDC_ISSUER must be https when NODE_ENV=production']);
});
