import type { PaperMaterial, PaperSignature } from '../../resolution/index.ts';
import type { Block } from '../letters/blocks.ts';
import { filled } from '../letters/fill.ts';
import { dayInLetter, digitsIn, moneyInLetter, timeInLetter } from '../letters/numerals.ts';
import { oneLine, paragraphsOf } from '../letters/typed-text.ts';
import { letterWords } from '../letters/words/index.ts';
import { paperWords, type PaperWords } from './words/index.ts';

interface Setting {
  readonly of: PaperMaterial;
  readonly say: PaperWords;
}

/** What a certified paper says, piece by piece, in the order in which it is read. */
export function paperBlocks(of: PaperMaterial): readonly Block[] {
  const setting = { of, say: paperWords[of.language] };
  return [
    ...lead(setting),
    ...parties(setting),
    ...terms(setting),
    ...reasons(setting),
    ...signatures(setting),
    ...effect(setting),
  ];
}

function lead({ of, say }: Setting): Block[] {
  const day = dayInLetter(of.at, of.language);
  const blocks: Block[] = [paragraph(filled(say.lead[of.kind], { day, office: oneLine(of.office[of.language]) }))];
  const { certificate, referral } = of;
  if (certificate) {
    blocks.push(paragraph(say.because[certificate.because]), paragraph(say.right));
    if (certificate.lastDayAt !== null) {
      const words = letterWords[of.language];
      const on = {
        day: dayInLetter(certificate.lastDayAt, of.language),
        time: timeInLetter(certificate.lastDayAt, of.language),
      };
      const date = filled(words.dayAndTime, on);
      blocks.push({ kind: 'due', label: say.lastDay, date, whyLabel: words.why, why: null, notes: [words.law] });
    }
  }
  if (referral?.venue) blocks.push(paragraph(filled(say.venue, { province: oneLine(referral.venue[of.language]) })));
  if (referral) blocks.push(heading(say.referredTitle), typed(referral.text));
  return blocks;
}

function parties({ of, say }: Setting): Block[] {
  const named = of.parties.map(
    ({ name, side }) => `${name === null ? say.unnamed : oneLine(name)} (${say.sides[side]})`,
  );
  return [
    ...(named.length > 0 ? [heading(say.partiesTitle), list(named)] : []),
    ...(of.neutrals.length > 0 ? [heading(say.neutralsTitle), list(of.neutrals.map(oneLine))] : []),
  ];
}

function terms({ of, say }: Setting): Block[] {
  if (of.terms.length === 0) return [];
  const rows = of.terms.map((term) => [
    [
      ...paragraphsOf(term.text),
      ...(term.evidence ? [filled(say.evidence, { evidence: oneLine(term.evidence) })] : []),
    ],
    [
      filled(say.owes, {
        debtor: oneLine(term.debtor ?? say.unnamed),
        creditor: oneLine(term.creditor ?? say.unnamed),
      }),
    ],
    [term.amountKhr === null ? '' : moneyInLetter(term.amountKhr, of.language)],
    [dayInLetter(term.dueOn, of.language)],
  ]);
  const { what, who, amount, due } = say.term;
  return [heading(say.termsTitle), { kind: 'table', widths: [5, 4, 3, 3], head: [what, who, amount, due], rows }];
}

function reasons({ of, say }: Setting): Block[] {
  return [
    ...(of.reasons?.trim() ? [heading(say.reasonsTitle), typed(of.reasons)] : []),
    ...(of.failedPoints.length > 0 ? [heading(say.failedTitle), list(of.failedPoints.map(oneLine))] : []),
    ...(of.oppositionUntil
      ? [paragraph(filled(say.opposition, { day: dayInLetter(of.oppositionUntil, of.language) }))]
      : []),
  ];
}

function signatures({ of, say }: Setting): Block[] {
  const { who, how, when } = say.signature;
  const rows = of.signatures.map((each) => [
    [`${oneLine(each.name ?? say.unnamed)} (${say.sides[each.side]})`],
    given(each, say),
    [`${dayInLetter(each.at, of.language)}, ${timeInLetter(each.at, of.language)}`],
  ]);
  const shown: Block[] =
    rows.length === 0
      ? []
      : [heading(say.signaturesTitle), { kind: 'table', widths: [4, 6, 4], head: [who, how, when], rows }];
  if (of.termsHash === null) return shown;
  // Groups of eight, so that it can be compared by eye.
  return [...shown, heading(say.hashTitle), paragraph(of.termsHash.replace(/(.{8})(?=.)/g, '$1 '))];
}

function given(of: PaperSignature, say: PaperWords): string[] {
  const officers = of.attestedBy.map(oneLine).join(', ');
  return [
    filled(say.ways[of.way], { officers }),
    ...(of.by === null ? [] : [filled(say.representedBy, { name: oneLine(of.by) })]),
    ...(of.readAloud ? [say.readAloud] : []),
  ];
}

function effect({ of, say }: Setting): Block[] {
  const { kind, legalEffect, language } = of;
  const text = legalEffect
    ? legalEffect[language]
    : kind in say.effects
      ? say.effects[kind as keyof PaperWords['effects']]
      : null;
  return text === null ? [] : [heading(say.effectTitle), paragraph(digitsIn(text, language))];
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (text: string): Block => ({ kind: 'heading', text });
const list = (items: readonly string[]): Block => ({ kind: 'list', items });
const typed = (text: string): Block => ({ kind: 'typed', items: paragraphsOf(text) });
