export const en = {
  title: 'Welcome to Samleng',
  lead: '{name}, you were invited as {role} at {office}.',
  until: 'This invitation holds until {date}.',
  passwordTitle: 'Choose your password',
  email: 'You sign in with this e-mail',
  password: 'Password',
  passwordHint: 'At least {least} characters. Several words in a row are easy to remember and hard to guess.',
  repeat: 'The same password again',
  codeTitle: 'Your second step',
  codeLead:
    'Install an authenticator app on your phone (any that shows codes of six digits). Scan this picture with it, or add an account by hand with the secret key below.',
  qr: 'QR code with the secret key for the authenticator app',
  secret: 'Secret key',
  uri: 'On this phone: open the authenticator app with this address',
  code: 'Code that the app shows now',
  codeOptional: 'Your role may sign in with the password alone. With a code it is safer.',
  send: 'Start',
  doneTitle: 'You are ready',
  codesLead:
    'These are your recovery codes. Each works once, in place of the code from your phone. Print or write them down now: they are not shown again.',
  signIn: 'Sign in',
  goneTitle: 'This invitation no longer holds',
  gone: 'It was used, replaced or has run out. Ask your administrator for a new one.',
  faults: { 'repeat.required': 'Write the password again', 'password.required': 'Choose a password' },
};

export type Strings = typeof en;
