import { z } from 'zod';
import { fieldsOf } from '../../fields.ts';
import { formOf, optionalText } from '../../form.ts';
import { localNames } from '../names.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

function doneWords(done: string | null, strings: typeof en): string | null {
  if (done === 'added') return strings.added;
  return done === 'changed' ? strings.changed : null;
}

/** One office: what it is, and a change of its name, telephone, supervisor or end. */
export const officePage = staffPage({
  path: '/staff/settings/offices/:office',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'Offices are open to everybody; a change is recorded by its use case' },
  strings: { km, en },
  template: 'staff/office',
  form: formOf(
    z.object({
      seen: optionalText(10),
      'name.km': optionalText(400),
      'name.en': optionalText(400),
      phone: optionalText(30),
      supervisor: optionalText(40),
      validTo: optionalText(10),
    }),
  ),
  async show(request) {
    const { services, strings, language, now, url, query } = request;
    const [office, book] = await Promise.all([
      services.officeToChange(actorOf(request), request.params['office'] ?? ''),
      services.book(),
    ]);
    const names = localNames(book, language, now);
    const words = staffWords[language];
    const fields = fieldsOf(request);
    const row = (key: string, ...values: string[]) => ({ key, values, action: null });
    return {
      kind: 'page',
      languageForm: 'typed',
      title: office.name[language],
      data: {
        back: url('/staff/settings/offices'),
        action: url(`/staff/settings/offices/${encodeURIComponent(office.code)}`),
        done: doneWords(query.get('done'), strings),
        seen: office.rowVersion,
        rows: [
          row(strings.rows.code, office.code),
          row(
            strings.rows.tier,
            ...(office.tier === null ? [strings.tierNone] : [office.tier, names.tier(office.tier)]),
          ),
          ...(office.place === null ? [] : [row(strings.rows.place, names.place(office.place))]),
          ...(office.operator === null ? [] : [row(strings.rows.operator, office.operator)]),
          row(strings.rows.force, words.forces[office.force], office.source[language]),
          row(strings.rows.origin, strings.origins[office.origin]),
        ],
        form: [
          fields.text('name.km', { label: strings.nameKm, value: office.name.km }),
          fields.text('name.en', { label: strings.nameEn, value: office.name.en }),
          fields.text('phone', { label: strings.phone, value: office.phone ?? '', width: '20' }),
          fields.text('supervisor', {
            label: strings.supervisorField,
            hint: strings.supervisorHint,
            value: office.supervisor ?? '',
            width: '20',
          }),
          fields.text('validTo', {
            label: strings.validTo,
            hint: strings.validToHint,
            value: office.validTo ?? '',
            type: 'date',
            width: '10',
          }),
        ],
      },
    };
  },
  async submit(request, value) {
    const code = request.params['office'] ?? '';
    const orNone = (text: string) => (text === '' ? null : text);
    await request.services.changeOffice(actorOf(request), {
      code,
      seenVersion: Number(value.seen) || 0,
      name: { km: value['name.km'], en: value['name.en'] },
      phone: orNone(value.phone),
      supervisor: orNone(value.supervisor),
      validTo: orNone(value.validTo),
    });
    return {
      kind: 'redirect',
      to: `${request.url(`/staff/settings/offices/${encodeURIComponent(code)}`)}?done=changed`,
    };
  },
});
