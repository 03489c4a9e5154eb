/** What a text costs as SMS: its alphabet, its length in units of that alphabet, and the parts it is sent in. */
export interface SmsSize {
  readonly encoding: 'gsm7' | 'ucs2';
  /** Septets (GSM 7-bit; characters of the extension table count two) or UTF-16 code units (UCS-2). */
  readonly units: number;
  readonly parts: number;
}

/** GSM 7-bit default alphabet, 3GPP TS 23.038 6.2.1. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table, 6.2.1.1: an escape and a character. */
const extension = new Set('\f^{}\\[~]|€');

const limits = {
  gsm7: { single: 160, part: 153 },
  ucs2: { single: 70, part: 67 },
} as const;

/**
 * Counts the parts of an SMS. One part holds 160 septets or 70 UCS-2 units; when split, each part loses room for its
 * header and holds 153 or 67. A character is never cut in two: an escape sequence or a surrogate pair that does not fit
 * goes to the next part. An empty text is one part.
 */
export function smsParts(text: string): SmsSize {
  const characters = [...text];
  const encoding = characters.every((each) => basic.has(each) || extension.has(each)) ? 'gsm7' : 'ucs2';
  const widthOf = (character: string): number =>
    encoding === 'gsm7' ? (extension.has(character) ? 2 : 1) : character.length;
  const { single, part } = limits[encoding];
  const units = characters.reduce((sum, each) => sum + widthOf(each), 0);
  if (units <= single) return { encoding, units, parts: 1 };
  let parts = 1;
  let used = 0;
  for (const character of characters) {
    const width = widthOf(character);
    if (used + width > part) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return { encoding, units, parts };
}
