export const en = {
  title: 'Sign out',
  text: 'You will be signed out on this device.',
  send: 'Sign out',
};

export type Strings = typeof en;
