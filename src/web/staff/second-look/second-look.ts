import type { Sample } from '../../../oversight/index.ts';
import { fill, localDigits, showDate } from '../../text.ts';
import { localNames } from '../names.ts';
import { oversightViews } from '../oversight/views.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** Ended cases drawn by lot for somebody else to look at again. */
export const secondLookPage = staffPage({
  path: '/staff/second-look',
  section: 'oversight',
  permission: whoMay('oversight.manage'),
  audit: { none: 'A list without content of cases' },
  strings: { km, en },
  template: 'staff/second-look',
  async show(request) {
    const { services, strings, language, now, url, query } = request;
    const actor = actorOf(request);
    const [book, { waiting, looked }, draws] = await Promise.all([
      services.book(),
      services.samples(actor),
      services.draws(actor),
    ]);
    const words = staffWords[language];
    const names = localNames(book, language, now);
    const rule = book.samplingRule(names.on);
    const digits = (n: number) => localDigits(n, language);
    const row = (sample: Sample) => ({
      href: url(`/staff/second-look/${sample.id}`),
      reference: sample.reference,
      category: names.category(sample.category),
      ended: fill(strings.ended, { date: showDate(sample.closedAt, language), office: names.office(sample.office) }),
      isOwn: sample.isOwn && sample.look === null,
      result: sample.look === null ? null : strings.tags[sample.look.result],
      colour: sample.look?.result === 'agree' ? 'green' : 'yellow',
      by:
        sample.look === null
          ? null
          : fill(strings.by, { person: sample.look.by ?? words.someone, date: showDate(sample.look.at, language) }),
    });
    return {
      kind: 'page',
      data: {
        views: { label: words.sections.oversight, items: oversightViews(request, 'secondLook') },
        done: query.get('done') === 'kept' ? strings.kept : null,
        rule:
          rule === null
            ? strings.noRule
            : fill(strings.rule, {
                code: rule.code,
                version: digits(rule.version),
                percent: digits(rule.percent),
                least: digits(rule.atLeast),
              }),
        waiting: waiting.map(row),
        looked: looked.map(row),
        draws: draws.map((draw) =>
          fill(strings.draw, {
            date: showDate(draw.weekFrom, language),
            drawn: digits(draw.drawn),
            closed: digits(draw.closed),
          }),
        ),
      },
    };
  },
});
