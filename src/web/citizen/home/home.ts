import { citizenPage } from '../services.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** The first page: what this is, and the two things people come for. */
export const home = citizenPage({
  path: '/',
  permission: 'public',
  audit: { none: 'A public page that shows nothing about anybody' },
  strings: { km, en },
  template: 'citizen/home',
  show: () => ({ kind: 'page', data: {} }),
});
