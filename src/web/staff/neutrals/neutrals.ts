import { may } from '../../../access/index.ts';
import { phnomPenhDay } from '../../../reference/index.ts';
import type { Rostered } from '../../../resolution/index.ts';
import { fill, localDigits, showDate } from '../../text.ts';
import { disputeWords } from '../dispute-words/index.ts';
import { localNames } from '../names.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { word } from '../words/index.ts';
import { en, type Strings } from './en.ts';
import { km } from './km.ts';

/** Whether somebody can be appointed today, and until when not. */
function stateOf(of: Rostered, today: string, strings: Strings, language: 'km' | 'en') {
  if (!of.active) return { text: strings.states.suspended, colour: 'red' };
  const away = of.absences.find((each) => each.from <= today && today <= each.to);
  return away
    ? { text: fill(strings.states.away, { date: showDate(away.to, language) }), colour: 'yellow' }
    : { text: strings.states.active, colour: 'green' };
}

/** The roster of neutrals: who may sit, in what, when, and how much they have to do. */
export const neutralsPage = staffPage({
  path: '/staff/neutrals',
  section: 'disputes',
  permission: whoMay('resolution.conduct'),
  audit: { none: 'The roster is no secret among those who settle disputes' },
  strings: { km, en },
  template: 'staff/neutrals',
  async show(request) {
    const { services, strings, language, now, query } = request;
    const actor = actorOf(request);
    const keeps = may(actor.role, 'resolution.manage');
    const [entries, others, book] = await Promise.all([
      services.disputes.roster(actor),
      keeps ? services.disputes.notOnRoster(actor) : Promise.resolve([]),
      services.book(),
    ]);
    const names = localNames(book, language, now);
    const words = disputeWords[language];
    const today = phnomPenhDay(now);
    const joined = (texts: readonly string[]) => texts.join(language === 'km' ? ' · ' : ', ');
    const address = (personId: string) => request.url(`/staff/neutrals/${personId}`);
    return {
      kind: 'page',
      data: {
        back: request.url('/staff/disputes'),
        done: query.get('done') === 'saved' ? strings.saved : null,
        rows: entries.map((of) => ({
          name: of.name,
          href: of.isYours ? address(of.personId) : null,
          office: names.office(of.office),
          modes: joined(of.modes.map((mode) => words.modes[mode])),
          matters: of.competences.includes('*')
            ? strings.allMatters
            : joined(of.competences.map((code) => names.category(code))),
          languages: joined(of.languages.map((each) => word(strings.languages, each))),
          place: of.place === null ? strings.anywhere : names.place(of.place),
          state: stateOf(of, today, strings, language),
          absences: of.absences
            // The one that runs now stands in the tag.
            .filter((each) => each.from > today)
            .map((each) =>
              fill(strings.away, { from: showDate(each.from, language), to: showDate(each.to, language) }),
            ),
          load: fill(strings.load, { n: localDigits(of.load, language) }),
        })),
        keeps,
        others: others.map((each) => ({ name: each.name, href: address(each.personId) })),
      },
    };
  },
});
