import { citizenPage } from '../services.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { present } from './present.ts';

/** Where the QR code of a certified copy leads. */
export const checkPaper = citizenPage({
  path: '/papers/:mark',
  permission: 'public',
  audit: { none: 'Nothing is told that does not stand on the paper' },
  strings: { km, en },
  template: 'citizen/check-paper',
  show: async ({ params, services, strings }) => {
    const mark = (params['mark'] ?? '').trim().toUpperCase();
    const found = await services.paperOfMark(mark);
    return { kind: 'page', status: found ? 200 : 404, data: present(mark, found, strings) };
  },
});
