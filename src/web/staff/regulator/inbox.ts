import { inboxViews } from '../../../resolution/index.ts';
import type { InboxView, RegulatorFiling } from '../../../resolution/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import { workingCalendarOf } from '../../../sla/index.ts';
import { fill, showDate, showDateTime } from '../../text.ts';
import { dueView } from '../due.ts';
import { localNames } from '../names.ts';
import { actorOf, staffPage } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

/** People of the Regulator: who keeps its files, and who conciliates. */
export const atRegulator = (actor: StaffActor): boolean =>
  actor.tier === 'SS2' && (actor.role === 'regulator_reviewer' || actor.role === 'conciliator');
/** Who takes filings in. */
export const takesFilings = (actor: StaffActor): boolean => atRegulator(actor) && actor.role === 'regulator_reviewer';

/** Filings that came up from operators: in time or late, complete or not, and the Regulator's own clocks. */
export const regulatorPage = staffPage({
  path: '/staff/regulator',
  section: 'regulator',
  permission: atRegulator,
  audit: { none: 'Lists show no content; opening a filing is recorded by its use case when it is confidential' },
  strings: { km, en },
  template: 'staff/regulator',
  async show(request) {
    const { services, strings, language, now, query, url } = request;
    const actor = actorOf(request);
    const asked = query.get('view') as InboxView | null;
    const view = asked !== null && inboxViews.includes(asked) ? asked : 'new';
    const [rows, book] = await Promise.all([services.regulator.inbox(actor, { view }), services.book()]);
    const names = localNames(book, language, now);
    const calendar = workingCalendarOf(book.calendar());
    return {
      kind: 'page',
      data: {
        desk: takesFilings(actor) ? url('/staff/regulator/desk') : null,
        views: inboxViews.map((each) => ({
          href: `${url('/staff/regulator')}?view=${each}`,
          text: strings.views[each],
          isCurrent: each === view,
        })),
        noneTitle: strings.none[view],
        rows: rows.map((row) => ({
          reference: row.reference,
          href: url(`/staff/regulator/${row.reference}`),
          category: names.category(row.category),
          programme: names.programme(row.programme),
          from:
            row.of === null
              ? strings.direct
              : fill(strings.from, { office: names.office(row.operatorOffice), reference: row.of }),
          received: fill(strings.received, { date: showDate(row.filedAt, language) }),
          timing: timingView(row, strings),
          step: strings.steps[row.step],
          asked: row.askedUntil === null ? null : fill(strings.asked, { date: showDateTime(row.askedUntil, language) }),
          due: dueView(row.due?.at ?? null, now, calendar, staffWords[language], language),
          isLaw: row.due?.force === 'law' ? staffWords[language].forces.law : null,
        })),
      },
    };
  },
});

/** How the filing stands to its window, in words and a colour. */
export function timingView({ timing }: Pick<RegulatorFiling, 'timing'>, strings: Strings) {
  return {
    text: timing === null ? strings.timing.none : strings.timing[timing],
    colour: timing === 'in_time' ? 'green' : timing === 'late_with_reason' ? 'yellow' : 'grey',
  };
}
