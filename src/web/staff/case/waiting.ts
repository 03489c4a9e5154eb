import type { PageRequest } from '../../page.ts';
import { fill, shortName } from '../../text.ts';
import type { Names } from '../names.ts';
import type { CaseDossier } from '../services.ts';
import type { Strings } from './en.ts';

/** Who waits for whom until when, in one sentence. `until` is null when no date is set. */
export interface Waiting {
  readonly text: string;
  readonly until: Date | null;
  /** Whether our side is waited for: only then does the deadline press. */
  readonly isOurs: boolean;
}

/** Looks at the state of the case, its questions, remedies and windows. */
export function waitingOn(
  { view, deadlines, messages }: CaseDossier,
  names: Names,
  { strings }: Pick<PageRequest<Strings, unknown>, 'strings'>,
): Waiting {
  const { file, assignee } = view;
  const office = shortName(names.office(file.heldOffice));
  const complainant = strings.theComplainant;
  const { waits } = strings;
  const dueOf = (...kinds: string[]) =>
    deadlines.find((each) => kinds.includes(each.kind) && ['running', 'paused', 'breached'].includes(each.state))
      ?.dueAt ?? null;
  switch (file.status) {
    case 'filed':
    case 'escalated':
      return {
        text: fill(waits.acknowledge, { complainant, office }),
        until: dueOf('acknowledge', 'safe_contact') ?? file.dueAt ?? null,
        isOurs: true,
      };
    case 'awaiting_complainant': {
      const question = messages.findLast((message) => message.kind === 'question');
      return { text: fill(waits.reply, { office }), until: question?.replyDueAt ?? null, isOurs: false };
    }
    case 'in_resolution':
      return { text: waits.resolution, until: file.dueAt ?? null, isOurs: false };
    case 'decided': {
      const remedies = view.decisions[0]?.remedies ?? [];
      const open = remedies.find((remedy) => remedy.state === 'ordered' || remedy.state === 'disputed');
      if (open !== undefined) {
        const until = new Date(`${open.dueOn}T17:30:00+07:00`);
        return { text: fill(waits.remedy, { complainant, office }), until, isOurs: true };
      }
      if (remedies.some((remedy) => remedy.state === 'fulfilled')) {
        return { text: fill(waits.confirm, { office }), until: null, isOurs: false };
      }
      return { text: fill(waits.accept, { office }), until: view.decisions[0]?.appealUntil ?? null, isOurs: false };
    }
    case 'acknowledged':
    case 'in_progress': {
      const person = assignee?.name ?? null;
      return {
        text:
          person === null
            ? fill(waits.decide, { complainant, office })
            : fill(waits.decideBy, { complainant, person: shortName(person), office }),
        until: dueOf('decide', 'settle', 'conciliate') ?? file.dueAt ?? null,
        isOurs: true,
      };
    }
    case 'closed':
    case 'withdrawn':
    case 'referred':
    case 'inadmissible':
      return { text: waits.nobody, until: null, isOurs: false };
  }
}
