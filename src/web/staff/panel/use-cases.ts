import { handling } from '../../../escalation/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/language.ts';
import { previewLetter, previewNotices } from '../../../notifications/index.ts';
import type { Command, Perform, Rehearse, Work } from '../../../platform/work.ts';
import * as review from '../../../review/index.ts';

/** The use cases of the review panel's pages, each as the person signed in, in one transaction. */
export function panelUseCases(desk: {
  readonly perform: Perform;
  readonly rehearse: Rehearse;
  readonly noticeTemplates: Parameters<typeof previewNotices>[1]['templates'];
  readonly publicUrl: string;
}) {
  const { perform, rehearse, publicUrl } = desk;
  const sign = review.signForPanel(handling.decideByPanel);
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
    sign: as(sign),
    /** What the signature would make: the letter in plain text (null: for the complainant alone) and the messages. Nothing is kept. */
    lookOver: (actor: StaffActor, input: review.PanelTarget & review.PanelDecision, language: Language) =>
      rehearse(actor, sign, input, async (work, facts) => ({
        letter: await previewLetter(work, { reference: input.reference, kind: 'decision', language }),
        notices: await previewNotices(work, { templates: desk.noticeTemplates, publicUrl }, facts),
      })),
  };
}

export type PanelUseCases = ReturnType<typeof panelUseCases>;
