import { z } from 'zod';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import { referenceOf } from '../case/case-page.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { doneAt } from './action-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** Asks for emergency access. Says nothing about the case, not even whether there is one. */
export const breakGlassPage = staffPage({
  path: '/staff/cases/:reference/break-glass',
  section: 'work',
  permission: whoMay('break_glass.request'),
  audit: { none: 'Opening is recorded and announced by the use case' },
  strings: { km, en },
  template: 'staff/break-glass',
  form: formOf(z.object({ reason: requiredText(10_000) })),
  show(request) {
    const reference = referenceOf(request.params);
    const { breakGlass } = request.strings;
    return {
      kind: 'page',
      title: breakGlass.title,
      languageForm: { id: 'action', enter: 'do' },
      data: {
        reference,
        action: request.url(`/staff/cases/${reference}/break-glass`),
        reason: fieldsOf(request).textarea('reason', { label: breakGlass.reason, rows: 5, max: 10_000 }),
      },
    };
  },
  async submit(request, { reason }) {
    const reference = referenceOf(request.params);
    await request.services.breakGlass(actorOf(request), { reference, reason });
    return { kind: 'redirect', to: doneAt(request, reference, 'break-glass') };
  },
});
