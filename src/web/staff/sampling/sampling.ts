import { z } from 'zod';
import { phnomPenhDay, type RowVersion } from '../../../reference/index.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, optionalText, requiredText } from '../../form.ts';
import { fill, latinDigits, localDigits, showDate } from '../../text.ts';
import { datedFields, sourceOf } from '../administration/dated-fields.ts';
import { administrationViews } from '../administration/views.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** There is one such rule. */
const rule = 'SECOND-LOOK';

/** A whole number from 1 to 100, in digits of either script. */
const share = () =>
  z
    .string()
    .transform((text) => latinDigits(text).trim())
    .refine((text) => /^([1-9][0-9]?|100)$/.test(text), { error: 'whole' })
    .transform(Number);

/** How many of the ended cases somebody looks at again: the versions of the rule, and a new one. */
export const samplingPage = staffPage({
  path: '/staff/settings/sampling',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'Reference data is open to everybody; a change is recorded by its use case' },
  strings: { km, en },
  template: 'staff/sampling',
  form: formOf(
    z.object({
      seen: optionalText(10),
      percent: share(),
      atLeast: share(),
      validFrom: optionalText(10),
      'source.km': requiredText(300),
      'source.en': requiredText(300),
    }),
  ),
  async show(request) {
    const { services, strings, language, now, url, query } = request;
    const today = phnomPenhDay(now);
    const versions = await services.samplingVersions(actorOf(request), rule);
    const current = inForce(versions, today);
    const words = staffWords[language];
    const fields = fieldsOf(request);
    const digits = (n: unknown) => localDigits(String(n), language);
    const row = (key: string, value: string) => ({ key, values: [value], action: null });
    return {
      kind: 'page',
      languageForm: 'typed',
      data: {
        views: administrationViews(request, 'sampling'),
        action: url('/staff/settings/sampling'),
        done: query.get('done') === 'changed' ? strings.changed : null,
        isLaw: current?.force === 'law',
        seen: current?.version ?? 0,
        rows:
          current === null
            ? null
            : [
                row(strings.rows.percent, fill(strings.percent, { n: digits(current.data['percent']) })),
                row(strings.rows.atLeast, fill(strings.cases, { n: digits(current.data['atLeast']) })),
                row(strings.rows.force, words.forces[current.force]),
                row(strings.rows.instrument, current.source[language]),
              ],
        versions: versions.map((each) => ({
          name: fill(strings.version, { n: digits(each.version) }),
          says: fill(strings.says, { percent: digits(each.data['percent']), least: digits(each.data['atLeast']) }),
          dates: fill(each.validTo === null ? strings.from : strings.fromTo, {
            from: showDate(each.validFrom, language),
            to: each.validTo === null ? '' : showDate(each.validTo, language),
          }),
          origin: each.origin === 'administrator' ? strings.byAdministrator : strings.shipped,
          source: each.source[language],
          force: word(words.forces, each.force),
        })),
        form: [
          fields.text('percent', {
            label: strings.percentField,
            hint: strings.percentHint,
            value: String(current?.data['percent'] ?? ''),
            width: '3',
            inputMode: 'numeric',
          }),
          fields.text('atLeast', {
            label: strings.leastField,
            hint: strings.leastHint,
            value: String(current?.data['atLeast'] ?? ''),
            width: '3',
            inputMode: 'numeric',
          }),
          ...datedFields(fields, strings, today),
        ],
      },
    };
  },
  async submit(request, value) {
    const actor = actorOf(request);
    const current = inForce(await request.services.samplingVersions(actor, rule), value.validFrom);
    await request.services.changeReferenceRow(actor, {
      kind: 'sampling_rule',
      code: rule,
      seenVersion: Number(value.seen),
      validFrom: value.validFrom,
      data: { percent: value.percent, atLeast: value.atLeast },
      source: sourceOf(value),
      force: current === null || current.force === 'law' ? 'default' : current.force,
    });
    return { kind: 'redirect', to: `${request.url('/staff/settings/sampling')}?done=changed` };
  },
});

/** The version that holds on a day. */
function inForce(versions: readonly RowVersion[], on: string): RowVersion | null {
  return versions.find(({ validFrom, validTo }) => validFrom <= on && (validTo === null || validTo >= on)) ?? null;
}
