import { citizenPage } from '../services.ts';

/** Where the quick exit leads: an ordinary site that says nothing about the person. */
const elsewhere = 'https://www.google.com/';

/** Quick exit without JavaScript: forgets what the browser kept of this site, then goes elsewhere without saying from where. */
export const leave = citizenPage({
  path: '/leave',
  permission: 'public',
  audit: { none: 'Leaving in a hurry must leave no trace' },
  strings: { km: { title: 'ចាកចេញ' }, en: { title: 'Leave' } },
  template: 'problem',
  show: () => ({ kind: 'redirect', to: elsewhere, forget: true }),
});
