import type { Language } from '../../kernel/language.ts';
import { blocksOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import type { LetterMaterial } from './material.ts';
import { dayInLetter, digitsIn } from './numerals.ts';
import { oneLine } from './typed-text.ts';
import { filled } from './fill.ts';
import { letterWords } from './words/index.ts';

/** Everything that templates/letters/letter.typ prints, as text: it is set as it is, never read as markup. */
export interface LetterPage {
  readonly language: Language;
  /** Title of the document as other programs show it. */
  readonly documentTitle: string;
  readonly kingdom: string;
  readonly motto: string;
  readonly office: string;
  readonly telephone: string | null;
  readonly title: string;
  /** Reference, date, to whom, about what. */
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly blocks: readonly Block[];
  readonly free: string;
  readonly track: { readonly lead: string; readonly address: string; readonly note: string };
  /** The tracking page as a QR code (SVG), with words for those who do not see it. */
  readonly qr: string;
  readonly qrAlt: string;
  readonly lunar: string;
  readonly date: string;
  readonly signature: string;
  readonly reference: string;
  /** With {page} and {pages}. */
  readonly pageOf: string;
}

/** The address where complaints are followed. It names no case: number and receipt are asked for there. */
export function trackAddress(publicUrl: string, language: Language): string {
  return `${publicUrl}${language === 'en' ? '/en' : ''}/complaints/track`;
}

/** A letter as plain data for the typesetter. Pure: the same material gives the same page. */
export function presentLetter(
  material: LetterMaterial,
  language: Language,
  tracking: { readonly address: string; readonly qr: string },
): LetterPage {
  const words = letterWords[language];
  const { labels } = words;
  const title = words.titles[material.body.kind];
  const day = dayInLetter(material.writtenAt, language);
  const row = (key: string, value: string | null) => (value === null ? [] : [{ key, value: oneLine(value) }]);
  return {
    language,
    documentTitle: material.isDiscreet ? words.plainTitle : `${title} ${material.reference}`,
    kingdom: words.kingdom,
    motto: words.motto,
    office: oneLine(material.office[language]),
    telephone: material.officePhone && `${labels.telephone}: ${digitsIn(oneLine(material.officePhone), language)}`,
    title,
    facts: [
      ...row(labels.reference, material.reference),
      ...row(labels.writtenOn, day),
      ...row(labels.to, material.addressee ?? words.theComplainant),
      ...row(labels.programme, material.programme?.[language] ?? null),
      ...row(labels.subject, material.subject?.[language] ?? null),
      ...row(labels.filedOn, dayInLetter(material.filedAt, language)),
    ],
    blocks: blocksOf(material, language),
    free: words.free,
    track: { ...words.track, address: tracking.address },
    qr: tracking.qr,
    qrAlt: filled(words.qrAlt, { address: tracking.address }),
    lunar: words.lunar,
    date: day,
    signature: words.signature,
    reference: material.reference,
    pageOf: words.page,
  };
}
