import { citizenPage } from '../services.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** What somebody who complains can count on. */
export const rights = citizenPage({
  path: '/help/rights',
  permission: 'public',
  audit: { none: 'A public page that shows nothing about anybody' },
  strings: { km, en },
  template: 'citizen/rights',
  show: () => ({ kind: 'page', data: {} }),
});
