import type { CaseListItem } from '../../cases/index.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import { workingCalendarOf } from '../../sla/index.ts';
import type { PageRequest } from '../page.ts';
import { showDate, fill } from '../text.ts';
import { dueView } from './due.ts';
import { localNames } from './names.ts';
import { staffWords, word } from './words/index.ts';

/** Cases as the rows of a list: all that helps to choose the next one, nothing of what is told in them. */
export function caseRows(
  items: readonly CaseListItem[],
  book: ReferenceBook,
  request: Pick<PageRequest<unknown, unknown>, 'language' | 'now' | 'url'>,
  filedLabel: string,
) {
  const { language, now } = request;
  const words = staffWords[language];
  const names = localNames(book, language, now);
  const calendar = workingCalendarOf(book.calendar());
  return items.map((item) => ({
    reference: item.reference,
    href: request.url(`/staff/cases/${item.reference}`),
    due: dueView(item.dueAt, now, calendar, words, language),
    status: word(words.statuses, item.status),
    isNew: item.status === 'filed' || item.status === 'escalated',
    severity: fill(words.severity, { code: item.severity }),
    isUrgent: item.severity === 'S1',
    category: names.category(item.category),
    programme: names.programme(item.programme),
    place: names.place(item.place),
    holder: names.office(item.heldOffice),
    assignee: item.assignee === null ? words.nobody : (item.assignee.name ?? words.someone),
    complainant:
      item.complainant === null
        ? words.anonymous
        : item.complainant.state === 'readable'
          ? item.complainant.value
          : item.complainant.state === 'withheld'
            ? words.confidentialTag
            : words.unknownName,
    isProtected: item.protected ? words.protectedTag : null,
    watched: item.watchedReason === null ? null : watchWords(item.watchedReason, language),
    filed: fill(filedLabel, { date: showDate(item.filedAt, language) }),
    version: item.version,
  }));
}

/** Why a case is watched; a reason about a clock without the clock. */
export function watchWords(reason: string, language: 'km' | 'en'): string {
  return word(staffWords[language].watchReasons, reason.split(':', 1)[0] ?? reason);
}
