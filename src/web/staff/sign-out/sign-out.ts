import { anyStaff, actorOf, staffPage } from '../staff-page.ts';
import { staffCookie } from '../staff-cookie.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** Ends the session and has the browser forget what it kept. */
export const signOutPage = staffPage({
  path: '/staff/sign-out',
  section: null,
  permission: anyStaff,
  audit: { none: 'The end of the session is recorded by the use case' },
  strings: { km, en },
  template: 'staff/sign-out',
  show: () => ({ kind: 'page', data: {} }),
  async submit(request) {
    const { sso } = await request.services.signOut(actorOf(request));
    return {
      kind: 'redirect',
      to: `${request.url('/staff/sign-in')}?out=${sso ? 'sso' : '1'}`,
      forget: true,
      cookies: [{ name: staffCookie, value: '', maxAgeSeconds: 0 }],
    };
  },
});
