import { z } from 'zod';
import { addableOffices, phnomPenhDay } from '../../../reference/index.ts';
import { fieldsOf } from '../../fields.ts';
import { choice, formOf, optionalText } from '../../form.ts';
import { latinDigits } from '../../text.ts';
import { datedFields, sourceOf } from '../administration/dated-fields.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** A branch or a call centre that an administrator adds by hand. */
export const newOfficePage = staffPage({
  path: '/staff/settings/offices/new',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'The use case records reference.office_added' },
  strings: { km, en },
  template: 'staff/office-new',
  form: formOf(
    z.object({
      type: choice(addableOffices),
      code: optionalText(40),
      'name.km': optionalText(400),
      'name.en': optionalText(400),
      operator: optionalText(40),
      place: optionalText(10),
      phone: optionalText(30),
      supervisor: optionalText(40),
      validFrom: optionalText(10),
      'source.km': optionalText(300),
      'source.en': optionalText(300),
    }),
  ),
  async show(request) {
    const { services, strings, language, now, url } = request;
    const book = await services.book();
    const today = phnomPenhDay(now);
    const withBranches = book
      .operators(today)
      .filter(({ code }) =>
        book.ladder('social_security', code, today).some(({ officeKind }) => officeKind === 'operator_branch'),
      );
    const fields = fieldsOf(request);
    return {
      kind: 'page',
      languageForm: 'typed',
      title: strings.addTitle,
      data: {
        back: url('/staff/settings/offices'),
        action: url('/staff/settings/offices/new'),
        form: [
          fields.radios('type', {
            label: strings.type,
            items: addableOffices.map((type) => ({
              value: type,
              label: strings.types[type],
              hint: strings.typeHints[type],
            })),
          }),
          fields.text('code', { label: strings.code, hint: strings.codeHint, width: '20' }),
          fields.text('name.km', { label: strings.nameKm }),
          fields.text('name.en', { label: strings.nameEn }),
          fields.select('operator', {
            label: strings.operatorField,
            items: [
              { value: '', label: strings.operatorNone },
              ...withBranches.map(({ code, name }) => ({ value: code, label: name[language] })),
            ],
          }),
          fields.text('place', {
            label: strings.placeField,
            hint: strings.placeHint,
            width: '10',
            inputMode: 'numeric',
          }),
          fields.text('phone', { label: strings.phone, width: '20' }),
          fields.text('supervisor', { label: strings.supervisorField, hint: strings.supervisorHint, width: '20' }),
          ...datedFields(fields, strings, today),
        ],
      },
    };
  },
  async submit(request, value) {
    const orNone = (text: string) => (text === '' ? null : text);
    const code = value.code.toUpperCase();
    await request.services.addOffice(actorOf(request), {
      type: value.type,
      code,
      name: { km: value['name.km'], en: value['name.en'] },
      operator: orNone(value.operator),
      place: orNone(latinDigits(value.place)),
      phone: orNone(latinDigits(value.phone)),
      supervisor: orNone(value.supervisor.toUpperCase()),
      validFrom: value.validFrom,
      source: sourceOf(value),
    });
    return {
      kind: 'redirect',
      to: `${request.url(`/staff/settings/offices/${encodeURIComponent(code)}`)}?done=added`,
    };
  },
});
