import { z } from 'zod';
import type { Invited } from '../../../access/index.ts';
import { toE164 } from '../../../intake/index.ts';
import { roles } from '../../../kernel/actor.ts';
import { fieldsOf } from '../../fields.ts';
import { choice, formOf, optionalPhone, optionalText, requiredText } from '../../form.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, showDateTime } from '../../text.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';
import { officeMeant } from './office-meant.ts';

type Request = PageRequest<Strings, StaffServices>;

/** The link of an invitation, to be handed over once. */
export function showLink(request: Request, invited: Invited, name: string): Answer {
  const { strings, services, language } = request;
  return {
    kind: 'page',
    secret: true,
    template: 'staff/people-link',
    title: strings.linkTitle,
    data: {
      lead: fill(strings.linkLead, { name, date: showDateTime(invited.expiresAt, language) }),
      link: `${services.publicUrl}${request.url(`/staff/invitation/${invited.token}`)}`,
      back: request.url('/staff/people'),
    },
  };
}

/** Puts somebody on record and makes their invitation. */
export const invitePage = staffPage({
  path: '/staff/people/invite',
  section: 'people',
  permission: whoMay('people.manage'),
  audit: { none: 'The invitation is recorded by the use case' },
  strings: { km, en },
  template: 'staff/people-invite',
  form: formOf(
    z.object({
      name: requiredText(200),
      nameLatin: optionalText(200),
      email: requiredText(254),
      phone: optionalPhone(),
      language: choice(['km', 'en']),
      role: choice(roles),
      office: requiredText(200),
    }),
  ),
  show(request) {
    const { strings } = request;
    const fields = fieldsOf(request);
    const words = staffWords[request.language];
    return {
      kind: 'page',
      title: strings.inviteTitle,
      languageForm: 'invite',
      data: {
        action: request.url('/staff/people/invite'),
        back: request.url('/staff/people'),
        fields: [
          fields.text('name', { label: strings.name }),
          fields.text('nameLatin', { label: strings.nameLatin }),
          fields.text('email', { label: strings.email, type: 'email' }),
          fields.text('phone', { label: strings.phone, type: 'tel', width: '20' }),
          fields.select('role', {
            label: strings.role,
            items: [
              { value: '', label: strings.choose },
              ...roles.map((role) => ({ value: role, label: words.roles[role] })),
            ],
          }),
          fields.text('office', { label: strings.office, hint: strings.officeHint, width: '30' }),
          fields.radios('language', {
            label: strings.language,
            inline: true,
            value: 'km',
            items: [
              { value: 'km', label: strings.languages.km },
              { value: 'en', label: strings.languages.en },
            ],
          }),
        ],
      },
    };
  },
  async submit(request, value) {
    const { services } = request;
    const office = officeMeant(await services.book(), value.office);
    if (office === null) return { kind: 'again', faults: [{ field: 'office', code: 'office.unknown' }] };
    const invited = await services.invitePerson(actorOf(request), {
      ...value,
      office,
      nameLatin: value.nameLatin || null,
      phone: value.phone === '' ? null : toE164(value.phone),
    });
    return showLink(request, invited, value.name);
  },
});
