import QRCode from 'qrcode';

import { receiptLines, type FilingReceipt } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import { filled } from './fill.ts';
import { dayInLetter } from './numerals.ts';
import { trackAddress, type LetterPage } from './present.ts';
import { typesetter } from './make-letter.ts';
import { letterWords } from './words/index.ts';

/**
 * The signed receipt of a filing on paper. Like the receipt it names neither programme nor category, nor what was told; the file
 * and the title of the document say nothing of the case.
 * @param publicUrl address of the site without a slash at the end
 */
export async function setReceipt(receipt: FilingReceipt, language: Language, publicUrl: string): Promise<Buffer> {
  const address = trackAddress(publicUrl, language);
  const qr = await QRCode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  return typesetter.set(presentReceipt(receipt, language, { address, qr, keys: `${publicUrl}/api/v1/keys` }));
}

/** The receipt as plain data for the typesetter. */
export function presentReceipt(
  receipt: FilingReceipt,
  language: Language,
  links: { readonly address: string; readonly qr: string; readonly keys: string },
): LetterPage {
  const words = letterWords[language];
  const said = words.receipt;
  const day = dayInLetter(new Date(receipt.issuedAt), language);
  return {
    language,
    documentTitle: words.plainTitle,
    kingdom: words.kingdom,
    motto: words.motto,
    office: said.office,
    telephone: null,
    title: said.title,
    facts: [
      { key: words.labels.reference, value: receipt.reference },
      { key: words.labels.filedOn, value: dayInLetter(new Date(receipt.filedAt), language) },
      { key: words.labels.writtenOn, value: day },
    ],
    blocks: [
      { kind: 'paragraph', text: said.lead },
      {
        kind: 'table',
        widths: [2, 5],
        head: [said.what, said.value],
        rows: receiptLines(receipt).map(({ label, value }) => [[label[language]], [inGroups(value)]]),
      },
      { kind: 'heading', text: said.verifyTitle },
      { kind: 'list', items: said.verify.map((step) => filled(step, { keys: links.keys })) },
    ],
    free: words.free,
    track: { ...words.track, address: links.address },
    qr: links.qr,
    qrAlt: filled(words.qrAlt, { address: links.address }),
    lunar: words.lunar,
    date: day,
    signature: said.signed,
    reference: receipt.reference,
    pageOf: words.page,
  };
}

/** Long values can only be broken, and compared by eye, at blanks. */
function inGroups(value: string): string {
  return value.replace(/[A-Za-z0-9+/=]{20,}/g, (long) => long.replace(/(.{8})(?=.)/g, '$1 '));
}
