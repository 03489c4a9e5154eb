import type { BreakGlassToReview } from '../../../cases/index.ts';
import type { Language } from '../../../kernel/language.ts';
import { fill, localDigits, showDate, showDateTime } from '../../text.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

const path = '/staff/sensitive-access';
const pageSize = 50;

/** For auditors: every emergency access and look at an identity, and the second person's word on it. */
export const registerPage = staffPage({
  path,
  section: 'register',
  permission: whoMay('ledger.read'),
  audit: 'sensitive_access.register_opened',
  strings: { km, en },
  template: 'staff/register',
  async show(request) {
    const { strings, language, query } = request;
    const words = staffWords[language];
    const given = query.get('before');
    const before = given !== null && !Number.isNaN(Date.parse(given)) ? new Date(given) : null;
    const found = await request.services.accessRegister(actorOf(request), { before, limit: pageSize });
    const overdue = found.filter((each) => each.isOverdue).length;
    const last = found.at(-1);
    const next = found.length === pageSize && last ? last.at.toISOString() : null;
    return {
      kind: 'page',
      data: {
        overdue: overdue === 0 ? null : fill(strings.overdueTitle, { n: localDigits(overdue, language) }),
        rows: found.map((each) => ({
          at: each.at,
          kind: strings.kinds[each.kind],
          person: each.person ?? words.someone,
          reference: each.reference,
          until: each.expiresAt,
          review: reviewOf(each, strings, language),
        })),
        pagination:
          next === null && before === null
            ? null
            : {
                label: words.pages,
                previous: before === null ? null : { href: request.url(path), text: words.firstPage },
                next:
                  next === null
                    ? null
                    : { href: `${request.url(path)}?before=${encodeURIComponent(next)}`, text: words.nextPage },
              },
      },
    };
  },
});

function reviewOf(of: BreakGlassToReview, strings: Strings, language: Language) {
  if (of.review !== null) {
    const verdict = strings.verdicts[of.review.verdict];
    const text = fill(strings.reviewedAt, { verdict, date: showDateTime(of.review.at, language) });
    return { text, colour: of.review.verdict === 'justified' ? 'green' : 'red' };
  }
  if (of.reviewDueAt === null) return { text: strings.noDue, colour: 'yellow' };
  const date = showDate(of.reviewDueAt, language);
  return of.isOverdue
    ? { text: fill(strings.overdue, { date }), colour: 'red' }
    : { text: fill(strings.waits, { date }), colour: 'yellow' };
}
