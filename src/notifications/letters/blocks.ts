import type { Language } from '../../kernel/language.ts';
import { filled } from './fill.ts';
import type {
  AcknowledgementBody,
  DecisionBody,
  EscalationBody,
  InformationRequestBody,
  LetterDue,
  LetterMaterial,
  RegulatorRightBody,
} from './material.ts';
import { dayInLetter, digitsIn, moneyInLetter, timeInLetter } from './numerals.ts';
import { oneLine, paragraphsOf } from './typed-text.ts';
import { letterWords, type LetterWords } from './words/index.ts';

/** A piece of a letter. `typed`: what somebody wrote, paragraph by paragraph. `due`: a last day and why it is that day. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading' | 'outcome'; readonly text: string }
  | { readonly kind: 'typed' | 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'due';
      readonly label: string;
      readonly date: string;
      readonly whyLabel: string;
      readonly why: string | null;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'table';
      /** Share of the width of each column. */
      readonly widths: readonly number[];
      readonly head: readonly string[];
      /** Cells hold paragraphs. */
      readonly rows: readonly (readonly (readonly string[])[])[];
    }
  | {
      readonly kind: 'remedies';
      readonly head: readonly string[];
      readonly rows: readonly {
        readonly name: string;
        readonly text: readonly string[];
        readonly amount: string;
        readonly due: string;
      }[];
    };

interface Setting {
  readonly material: LetterMaterial;
  readonly language: Language;
  readonly words: LetterWords;
}

/** What the letter says, piece by piece. */
export function blocksOf(material: LetterMaterial, language: Language): readonly Block[] {
  const setting = { material, language, words: letterWords[language] };
  const { body } = material;
  switch (body.kind) {
    case 'acknowledgement':
      return acknowledgement(body, setting);
    case 'information-request':
      return informationRequest(body, setting);
    case 'decision':
      return decision(body, setting);
    case 'escalation':
      return escalation(body, setting);
    case 'regulator-right':
      return regulatorRight(body, setting);
  }
}

function acknowledgement(body: AcknowledgementBody, setting: Setting): Block[] {
  const { material, language, words } = setting;
  const { acknowledgement: say } = words;
  const day = dayInLetter(material.filedAt, language);
  const next = body.onBreach?.next;
  const late =
    body.onBreach?.effect === 'escalate'
      ? [paragraph(next ? filled(say.movesTo, { next: next[language] }) : say.moves)]
      : body.onBreach?.effect === 'notice'
        ? [paragraph(say.notice)]
        : [];
  return [
    paragraph(filled(say.received, { day, reference: material.reference })),
    paragraph(filled(say.heldBy, { office: oneLine(body.heldBy[language]) })),
    ...whatByWhen(say.whenTitle, body.deadlines, setting),
    ...late,
  ];
}

function informationRequest(body: InformationRequestBody, { material, language, words }: Setting): Block[] {
  const { informationRequest: say } = words;
  return [
    paragraph(filled(say.lead, { office: oneLine(material.office[language]) })),
    heading(say.asked),
    typed(body.question),
    ...(body.replyBy === null ? [] : [plainDue(say.answerBy, body.replyBy, language, words)]),
    paragraph(say.how),
    paragraph(say.pause),
  ];
}

function decision(body: DecisionBody, setting: Setting): Block[] {
  const { material, language, words } = setting;
  const { decision: say } = words;
  const day = dayInLetter(material.writtenAt, language);
  const part = (title: string, text: string | null): Block[] => [
    heading(title),
    text === null || text.trim() === '' ? paragraph(say.noneNamed) : typed(text),
  ];
  return [
    paragraph(filled(say.lead, { office: oneLine(material.office[language]), day })),
    { kind: 'outcome', text: body.outcome[language] },
    ...(body.panel === null ? [] : [paragraph(filled(say.panel, { n: digitsIn(String(body.panel), language) }))]),
    ...part(say.reasons, body.reasons),
    ...part(say.evidence, body.evidence),
    ...part(say.legalBasis, body.legalBasis),
    heading(say.remedies),
    ...remedies(body, setting),
    heading(say.notAgree),
    ...wayOn(body, setting),
  ];
}

function remedies({ remedies: ordered }: DecisionBody, { language, words }: Setting): Block[] {
  const { decision: say } = words;
  if (ordered.length === 0) return [paragraph(say.noRemedies)];
  const rows = ordered.map((remedy) => ({
    name: remedy.name[language],
    text: remedy.text === null ? [] : paragraphsOf(remedy.text),
    amount: remedy.amountKhr === null ? '' : moneyInLetter(remedy.amountKhr, language),
    due: dayInLetter(remedy.dueOn, language),
  }));
  return [{ kind: 'remedies', head: [say.remedy, say.amount, say.dueOn], rows }, paragraph(say.confirm)];
}

function wayOn(body: DecisionBody, setting: Setting): Block[] {
  const { language, words } = setting;
  const { decision: say } = words;
  const { next, otherWays } = body;
  const onward: Block[] =
    next === null
      ? [paragraph(say.noNext)]
      : [
          paragraph(filled(say.next, { body: oneLine(next.body[language]) })),
          next.due === null ? paragraph(say.noLastDay) : dueBlock(say.lastDay, next.due, setting),
          paragraph(say.how),
        ];
  if (otherWays.length === 0) return onward;
  return [...onward, paragraph(say.otherWays), { kind: 'list', items: otherWays.map((way) => way[language]) }];
}

function escalation(body: EscalationBody, setting: Setting): Block[] {
  const { material, language, words } = setting;
  const { escalation: say } = words;
  const between = { from: oneLine(body.from[language]), to: oneLine(body.to[language]) };
  return [
    paragraph(filled(say.moved, { day: dayInLetter(material.writtenAt, language), ...between })),
    paragraph(say.how[body.how]),
    paragraph(say.nothingToDo),
    ...whatByWhen(say.whenTitle, body.deadlines, setting),
  ];
}

function regulatorRight(body: RegulatorRightBody, setting: Setting): Block[] {
  const { material, language, words } = setting;
  const { regulatorRight: say } = words;
  const regulator = oneLine(body.regulator[language]);
  return [
    paragraph(filled(say.lead, { day: dayInLetter(material.writtenAt, language), regulator })),
    paragraph(say.yours),
    dueBlock(say.lastDay, body.due, setting),
    heading(say.contents),
    { kind: 'list', items: [say.items.parties, say.items.object, say.items.facts] },
    paragraph(say.source),
    paragraph(say.how),
  ];
}

function whatByWhen(title: string, deadlines: readonly LetterDue[], setting: Setting): Block[] {
  const known: Readonly<Record<string, string>> = setting.words.deadlines;
  if (deadlines.length === 0) return [];
  return [
    heading(title),
    ...deadlines.map((due) => dueBlock(known[due.kind] ?? setting.words.deadlines.other, due, setting)),
  ];
}

function dueBlock(label: string, due: LetterDue, { language, words }: Setting): Block {
  const why = due.why[language];
  return {
    ...plainDue(label, due.dueAt, language, words),
    why: why === '' ? null : oneLine(why),
    notes: [...(due.force === 'law' ? [words.law] : []), ...(due.mayMove ? [words.mayMove] : [])],
  };
}

function plainDue(label: string, at: Date, language: Language, words: LetterWords) {
  const date = filled(words.dayAndTime, { day: dayInLetter(at, language), time: timeInLetter(at, language) });
  return { kind: 'due' as const, label, date, whyLabel: words.why, why: null, notes: [] };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

function heading(text: string): Block {
  return { kind: 'heading', text };
}

function typed(text: string): Block {
  return { kind: 'typed', items: paragraphsOf(text) };
}
