import QRCode from 'qrcode';

import type { Language } from '../../kernel/language.ts';
import type { LetterMaterial } from './material.ts';
import { presentLetter, trackAddress } from './present.ts';
import { openTypesetter } from './typesetter.ts';

/** One for the whole program; it runs only while letters are asked for. */
export const typesetter = openTypesetter();

/**
 * Makes a letter as PDF.
 * @param publicUrl address of the site without a slash at the end; the QR code leads to its tracking page
 */
export async function makeLetter(material: LetterMaterial, language: Language, publicUrl: string): Promise<Buffer> {
  const address = trackAddress(publicUrl, language);
  const qr = await QRCode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  return typesetter.set(presentLetter(material, language, { address, qr }));
}

/** The name of the file: in discreet letters neither the case nor what happened in it. */
export function letterFileName(material: Pick<LetterMaterial, 'isDiscreet' | 'reference' | 'body'>): string {
  return material.isDiscreet ? 'letter.pdf' : `${material.reference}-${material.body.kind}.pdf`;
}
