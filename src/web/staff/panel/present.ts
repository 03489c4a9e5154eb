import type { Language } from '../../../kernel/language.ts';
import type { PanelMember, PanelView } from '../../../review/index.ts';
import { fill, showDate, showDateTime } from '../../text.ts';
import { block, type Block } from '../dispute/block.ts';
import type { Names } from '../names.ts';
import { readableView } from '../readable.ts';
import { staffWords } from '../words/index.ts';
import { panelWords } from './in-short.ts';

interface Shown {
  readonly language: Language;
  readonly names: Names;
}

/** The panel as blocks: who sits, and how they voted for whoever sees that. */
export function panelBlocks(view: PanelView, of: Shown): { members: readonly Block[]; votes: readonly Block[] } {
  const { panel } = view;
  if (panel === null) return { members: [], votes: [] };
  return {
    members: panel.members.map((member) => memberBlock(member, panel.stage, of)),
    votes: (panel.votes ?? []).map((vote) => {
      const words = panelWords[of.language];
      const text = vote.text.state === 'readable' ? vote.text.value : null;
      const closed = vote.text.state === 'readable' ? null : readableView(vote.text, staffWords[of.language]).text;
      return block({
        title: vote.name ?? words.unnamed,
        tags: [
          { text: of.names.outcome(view.tier, vote.outcome), colour: vote.superseded ? 'grey' : 'blue' },
          ...(vote.superseded ? [{ text: words.superseded, colour: 'grey' }] : []),
        ],
        lines: [showDateTime(vote.at, of.language), ...(closed === null ? [] : [closed])],
        quotes:
          text === null
            ? []
            : [
                { label: words.reasons, text: text.reasons },
                ...(text.dissent === null ? [] : [{ label: words.dissent, text: text.dissent }]),
              ],
      });
    }),
  };
}

function memberBlock(member: PanelMember, stage: string, { language }: Shown): Block {
  const words = panelWords[language];
  const colours = { none: 'grey', clear: 'green', conflict: 'red' } as const;
  return block({
    title: member.name ?? words.unnamed,
    tags: [
      ...(member.isYou ? [{ text: words.you, colour: 'teal' }] : []),
      ...(member.chair ? [{ text: words.chair, colour: 'purple' }] : []),
      ...(member.sits ? [] : [{ text: words.left, colour: 'grey' }]),
      { text: words.declared[member.declaration], colour: colours[member.declaration] },
    ],
    lines: [
      ...(member.declaration === 'clear' && member.declaredAt !== null
        ? [fill(words.declaredOn, { date: showDate(member.declaredAt, language) })]
        : []),
      ...(member.endReason === null || member.endedAt === null
        ? []
        : [`${words.ends[member.endReason]}, ${showDate(member.endedAt, language)}`]),
      ...(member.sits && member.declaration === 'clear' && stage !== 'declarations'
        ? [member.voted ? words.hasVoted : words.hasNotVoted]
        : []),
    ],
  });
}
