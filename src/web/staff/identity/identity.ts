import { z } from 'zod';
import { identityHours } from '../../../cases/index.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import { fill, localDigits } from '../../text.ts';
import { referenceOf } from '../case/case-page.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** The reasoned request of whoever handles a confidential case to see, for a limited time, who complained. */
export const identityPage = staffPage({
  path: '/staff/cases/:reference/identity',
  section: 'work',
  permission: whoMay('case.decide'),
  audit: { none: 'The request and each look are recorded by the use cases' },
  strings: { km, en },
  template: 'staff/identity',
  form: formOf(z.object({ reason: requiredText(2_000) })),
  async show(request) {
    const { strings, language, services } = request;
    // Not even that there is such a case is told to whoever does not see it.
    const { view } = await services.dossier(actorOf(request), referenceOf(request.params));
    const { reference } = view.file;
    return {
      kind: 'page',
      languageForm: { id: 'action', enter: 'do' },
      data: {
        reference,
        lead: fill(strings.lead, { hours: localDigits(identityHours, language) }),
        action: request.url(`/staff/cases/${reference}/identity`),
        back: request.url(`/staff/cases/${reference}`),
        reason: fieldsOf(request).textarea('reason', {
          label: strings.reason,
          hint: strings.reasonHint,
          rows: 4,
          max: 2_000,
        }),
      },
    };
  },
  async submit(request, { reason }) {
    const reference = referenceOf(request.params);
    await request.services.requestIdentity(actorOf(request), { reference, reason });
    return { kind: 'redirect', to: `${request.url(`/staff/cases/${reference}`)}?done=identity#people` };
  },
});
