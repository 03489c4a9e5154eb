export const en = { title: 'Single sign-on' };

export type Strings = typeof en;
