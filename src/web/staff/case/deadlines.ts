import type { CaseDeadline, WorkingCalendar } from '../../../sla/index.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits } from '../../text.ts';
import { dueView } from '../due.ts';
import { clockName } from '../names.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** A deadline of a case as pages show it, with why it is on this date. */
export function presentDeadline(
  deadline: CaseDeadline,
  { language, now }: Pick<PageRequest<unknown, unknown>, 'language' | 'now'>,
  calendar: WorkingCalendar,
) {
  const strings = language === 'km' ? km : en;
  const words = staffWords[language];
  const runs = deadline.state === 'running' || deadline.state === 'breached' || deadline.state === 'paused';
  return {
    kind: clockName(deadline.kind, language),
    due: runs && deadline.state !== 'paused' ? dueView(deadline.dueAt, now, calendar, words, language) : null,
    at: deadline.dueAt,
    state: word(words.clockStates, deadline.state),
    colour: deadline.state === 'breached' ? 'red' : deadline.state === 'met' ? 'green' : 'grey',
    force: words.forces[deadline.force],
    isLaw: deadline.force === 'law',
    whyLabel: strings.why,
    why: deadline.why[language],
    rule: fill(strings.rule, { id: deadline.rule, version: localDigits(deadline.ruleVersion, language) }),
    provisional: deadline.provisional ? strings.provisional : null,
    paused:
      deadline.pausedWorkingDays > 0
        ? fill(strings.pausedDays, { n: localDigits(deadline.pausedWorkingDays, language) })
        : null,
  };
}
