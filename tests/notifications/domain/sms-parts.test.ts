import fc from 'fast-check';

import { smsParts } from '../../../src/notifications/domain/sms-parts.ts';

describe('Latin text in the GSM alphabet', () => {
  test.each([
    ['', 0, 1],
    ['a'.repeat(160), 160, 1],
    ['a'.repeat(161), 161, 2],
    ['a'.repeat(306), 306, 2],
    ['a'.repeat(307), 307, 3],
    ['é@£\n', 4, 1],
  ])('%# counts septets and parts', (text, units, parts) => {
    expect(smsParts(text)).toEqual({ encoding: 'gsm7', units, parts });
  });

  test('characters of the extension table count two', () => {
    expect(smsParts('€'.repeat(80))).toEqual({ encoding: 'gsm7', units: 160, parts: 1 });
    expect(smsParts('[]{}\\^~|€')).toMatchObject({ units: 18 });
  });

  test('an escape sequence is not cut in two', () => {
    // 152 septets, then one of two that no longer fits the first part; 306 septets would otherwise make two parts.
    const text = `${'a'.repeat(152)}€${'a'.repeat(152)}`;
    expect(smsParts(text)).toEqual({ encoding: 'gsm7', units: 306, parts: 3 });
  });
});

describe('Khmer', () => {
  test.each([
    ['ក'.repeat(70), 70, 1],
    ['ក'.repeat(71), 71, 2],
    ['ក'.repeat(134), 134, 2],
    ['ក'.repeat(135), 135, 3],
  ])('%# is counted in UCS-2', (text, units, parts) => {
    expect(smsParts(text)).toEqual({ encoding: 'ucs2', units, parts });
  });

  test('one Khmer letter makes the whole message UCS-2', () => {
    expect(smsParts(`${'a'.repeat(70)}ក`)).toEqual({ encoding: 'ucs2', units: 71, parts: 2 });
  });

  test('a surrogate pair is two units and not cut in two', () => {
    expect(smsParts('😀'.repeat(35))).toEqual({ encoding: 'ucs2', units: 70, parts: 1 });
    // 67 is odd: a part holds 33 pairs.
    expect(smsParts('😀'.repeat(66))).toEqual({ encoding: 'ucs2', units: 132, parts: 2 });
    expect(smsParts('😀'.repeat(67))).toEqual({ encoding: 'ucs2', units: 134, parts: 3 });
  });
});

test('text that is longer never takes fewer parts', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 50 }),
      (text, more) => {
        expect(smsParts(text + more).parts).toBeGreaterThanOrEqual(smsParts(text).parts);
      },
    ),
  );
});
