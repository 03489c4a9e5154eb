import { may } from '../../../access/index.ts';
import { fill } from '../../text.ts';
import { referenceOf } from '../case/case-page.ts';
import { workingCalendarOf } from '../../../sla/index.ts';
import { dueView } from '../due.ts';
import { localNames } from '../names.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { nextStep, panelLinks } from './in-short.ts';
import { panelBlocks } from './present.ts';

/** The review panel of a case: what comes next, who sits, and how they voted for whoever sees that. */
export const panelPage = staffPage({
  path: '/staff/cases/:reference/panel',
  section: 'work',
  permission: whoMay('case.read'),
  audit: { none: 'Reading votes is recorded by the use case' },
  strings: { km, en },
  template: 'staff/panel',
  async show(request) {
    const { services, strings, language, query, now } = request;
    const actor = actorOf(request);
    const [view, book] = await Promise.all([services.panels.view(actor, referenceOf(request.params)), services.book()]);
    const names = localNames(book, language, now);
    const here = request.url(`/staff/cases/${view.reference}/panel`);
    const said: Readonly<Record<string, string>> = strings.done;
    const { panel } = view;
    const { members, votes } = panelBlocks(view, { language, names });
    const conciliates = view.needed && panel?.stage !== 'signed' && may(actor.role, 'panel.manage');
    return {
      kind: 'page',
      title: `${strings.title} – ${view.reference}`,
      data: {
        back: request.url(`/staff/cases/${view.reference}`),
        // A protected case is out of a member's sight until it has declared.
        isSeen: view.isSeen,
        reference: view.reference,
        subject: `${names.category(view.category)} · ${names.programme(view.programme)}`,
        next: nextStep(view, language),
        due: dueView(view.dueAt, now, workingCalendarOf(book.calendar()), staffWords[language], language),
        yours: view.yours === null ? null : strings.yours[view.yours],
        actions: [
          ...panelLinks(view, { language, here }),
          ...(conciliates && view.isSeen
            ? [
                {
                  href: request.url(`/staff/cases/${view.reference}/dispute`),
                  text: strings.resolution,
                  isForward: false,
                },
              ]
            : []),
        ],
        members,
        votes,
        votesHidden: panel !== null && panel.votes === null,
        majority:
          panel?.votes == null || panel.stage !== 'signature'
            ? null
            : panel.majority === null
              ? strings.noMajority
              : fill(strings.majority, { outcome: names.outcome(view.tier, panel.majority) }),
        done: said[query.get('done') ?? ''] ?? null,
      },
    };
  },
});
