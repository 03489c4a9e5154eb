import { handling } from '../../../escalation/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { Command, Perform, Work } from '../../../platform/work.ts';
import * as review from '../../../review/index.ts';

/** The use cases of the review panel's pages, each as the person signed in, in one transaction. */
export function panelUseCases(perform: Perform) {
  const as =
    <I, O>(command: (work: Work, input: I) => Promise<O>) =>
    (actor: StaffActor, input: I): Promise<O> =>
      perform(actor, command as Command<I, O>, input);
  return {
    view: as(review.panelView),
    waiting: (actor: StaffActor) => perform(actor, (work) => review.panelsWaiting(work), undefined),
    suggestions: as(review.suggestForPanel),
    appoint: as(review.appointPanel),
    replace: as(review.replaceMember),
    declare: as(review.declareForPanel),
    vote: as(review.voteInPanel),
    sign: as(review.signForPanel(handling.decideByPanel)),
  };
}

export type PanelUseCases = ReturnType<typeof panelUseCases>;
