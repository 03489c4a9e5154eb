import type { Language } from '../../kernel/language.ts';
import type { PaperMaterial } from '../../resolution/index.ts';
import { filled } from '../letters/fill.ts';
import { dayInLetter } from '../letters/numerals.ts';
import type { LetterPage } from '../letters/present.ts';
import { oneLine } from '../letters/typed-text.ts';
import { letterWords } from '../letters/words/index.ts';
import { paperBlocks } from './blocks.ts';
import { paperWords } from './words/index.ts';

/** Where somebody who holds a copy asks whether it is ours. */
export function checkAddress(publicUrl: string, language: Language, mark: string): string {
  return `${publicUrl}${language === 'en' ? '/en' : ''}/papers/${mark}`;
}

/** A certified paper as plain data for the typesetter. Pure: the same material gives the same page. */
export function presentPaper(
  of: PaperMaterial,
  checking: { readonly address: string; readonly qr: string },
): LetterPage {
  const { language } = of;
  const words = letterWords[language];
  const say = paperWords[language];
  const title = say.titles[of.kind];
  const day = dayInLetter(of.at, language);
  const whose = of.copyOf
    ? `${oneLine(of.copyOf.name ?? say.unnamed)} (${say.sides[of.copyOf.side]})`
    : say.labels.officeCopy;
  const mode = of.mode !== null && of.mode in say.modes ? say.modes[of.mode as keyof typeof say.modes] : null;
  return {
    language,
    documentTitle: `${title} ${of.reference}`,
    kingdom: words.kingdom,
    motto: words.motto,
    office: oneLine(of.office[language]),
    telephone: null,
    title,
    facts: [
      { key: words.labels.reference, value: of.reference },
      ...(of.certificate ? [{ key: say.labels.number, value: of.certificate.number }] : []),
      { key: words.labels.writtenOn, value: day },
      ...(mode === null ? [] : [{ key: say.labels.mode, value: mode }]),
      { key: say.labels.copyOf, value: whose },
      { key: say.labels.mark, value: of.mark },
    ],
    blocks: paperBlocks(of),
    free: say.free,
    track: { lead: say.verify.lead, address: checking.address, note: filled(say.verify.note, { mark: of.mark }) },
    qr: checking.qr,
    qrAlt: filled(words.qrAlt, { address: checking.address }),
    lunar: words.lunar,
    date: day,
    signature: words.signature,
    reference: `${of.reference} · ${of.mark}`,
    pageOf: words.page,
  };
}
