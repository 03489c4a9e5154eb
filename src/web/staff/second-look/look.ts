import { z } from 'zod';
import { lookResults } from '../../../oversight/index.ts';
import { fieldsOf } from '../../fields.ts';
import { choice, formOf, optionalText } from '../../form.ts';
import { fill, showDate } from '../../text.ts';
import { localNames } from '../names.ts';
import { readableView } from '../readable.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** One drawn case, and what the second look comes to. */
export const lookPage = staffPage({
  path: '/staff/second-look/:sample',
  section: 'oversight',
  permission: whoMay('oversight.manage'),
  audit: 'second_look.opened',
  strings: { km, en },
  template: 'staff/look',
  form: formOf(z.object({ result: choice(lookResults), found: optionalText(2000) })),
  async show(request) {
    const { services, strings, language, now, url } = request;
    const [sample, book] = await Promise.all([
      services.sample(actorOf(request), request.params['sample'] ?? ''),
      services.book(),
    ]);
    const words = staffWords[language];
    const names = localNames(book, language, now);
    const fields = fieldsOf(request);
    const row = (key: string, ...values: string[]) => ({ key, values, action: null });
    const { look } = sample;
    return {
      kind: 'page',
      title: fill(strings.oneTitle, { reference: sample.reference }),
      ...(look === null && !sample.isOwn ? { languageForm: 'typed' } : {}),
      data: {
        back: url('/staff/second-look'),
        action: url(`/staff/second-look/${sample.id}`),
        caseHref: url(`/staff/cases/${sample.reference}`),
        isOwn: sample.isOwn && look === null,
        rows: [
          row(strings.rows.matter, names.category(sample.category), names.programme(sample.programme)),
          row(
            strings.rows.outcome,
            sample.outcome === null ? strings.outcomeNone : names.outcome(sample.tier, sample.outcome),
          ),
          row(strings.rows.ended, showDate(sample.closedAt, language)),
          row(strings.rows.office, names.office(sample.office)),
          row(strings.rows.drawn, showDate(sample.drawnAt, language)),
        ],
        look:
          look === null
            ? null
            : {
                result: strings.tags[look.result],
                by: fill(strings.by, { person: look.by ?? words.someone, date: showDate(look.at, language) }),
                found: look.found === null ? null : readableView(look.found, words),
              },
        form: [
          fields.radios('result', {
            label: strings.result,
            items: lookResults.map((result) => ({
              value: result,
              label: strings.results[result],
              hint: strings.resultHints[result],
            })),
          }),
          fields.textarea('found', { label: strings.found, hint: strings.foundHint, max: 2000, rows: 4 }),
        ],
      },
    };
  },
  async submit(request, { result, found }) {
    await request.services.lookAgain(actorOf(request), { id: request.params['sample'] ?? '', result, found });
    return { kind: 'redirect', to: `${request.url('/staff/second-look')}?done=kept` };
  },
});
