import { z } from 'zod';
import { breachCauses } from '../../../oversight/index.ts';
import { fieldsOf } from '../../fields.ts';
import { choice, formOf, requiredText } from '../../form.ts';
import { fill, showDate, showDateTime } from '../../text.ts';
import { clockName, localNames } from '../names.ts';
import { readableView } from '../readable.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** One missed deadline: what is known of it, why it was missed, what was done. Kept once. */
export const breachPage = staffPage({
  path: '/staff/breaches/:clock',
  section: 'oversight',
  permission: whoMay('oversight.manage'),
  audit: 'breach.opened',
  strings: { km, en },
  template: 'staff/breach',
  form: formOf(z.object({ cause: choice(breachCauses), done: requiredText(2000) })),
  async show(request) {
    const { services, strings, language, now, url } = request;
    const [breach, book] = await Promise.all([
      services.breach(actorOf(request), request.params['clock'] ?? ''),
      services.book(),
    ]);
    const words = staffWords[language];
    const names = localNames(book, language, now);
    const fields = fieldsOf(request);
    const row = (key: string, ...values: string[]) => ({ key, values, action: null });
    const { review } = breach;
    return {
      kind: 'page',
      title: strings.oneTitle,
      ...(review === null ? { languageForm: 'typed' } : {}),
      data: {
        back: url('/staff/breaches'),
        action: url(`/staff/breaches/${breach.clockId}`),
        caseHref: url(`/staff/cases/${breach.reference}`),
        reference: breach.reference,
        rows: [
          row(strings.rows.case, names.category(breach.category), names.programme(breach.programme)),
          row(strings.rows.what, clockName(breach.kind, language), names.tier(breach.tier)),
          row(strings.rows.due, showDateTime(breach.dueAt, language)),
          row(strings.rows.done, breach.metAt === null ? strings.notMet : showDateTime(breach.metAt, language)),
          ...(breach.escalatedAt === null
            ? []
            : [row(strings.rows.escalated, fill(strings.escalated, { date: showDate(breach.escalatedAt, language) }))]),
          ...(breach.office === null ? [] : [row(strings.rows.office, names.office(breach.office))]),
          row(strings.rows.rule, breach.rule),
        ],
        review:
          review === null
            ? null
            : {
                rows: [
                  row(strings.rows.cause, strings.causes[review.cause]),
                  row(strings.rows.by, review.reviewedBy ?? words.someone, showDateTime(review.reviewedAt, language)),
                ],
                done: review.done === null ? null : readableView(review.done, words),
              },
        form: [
          fields.radios('cause', {
            label: strings.cause,
            items: breachCauses.map((cause) => ({ value: cause, label: strings.causes[cause] })),
          }),
          fields.textarea('done', { label: strings.done, hint: strings.doneHint, max: 2000, rows: 4 }),
        ],
      },
    };
  },
  async submit(request, { cause, done }) {
    await request.services.reviewBreach(actorOf(request), { clockId: request.params['clock'] ?? '', cause, done });
    return { kind: 'redirect', to: `${request.url('/staff/breaches')}?done=kept` };
  },
});
