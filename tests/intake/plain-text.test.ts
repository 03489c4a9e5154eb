import fc from 'fast-check';

import { countCharacters, plainText, textFault } from '../../src/intake/domain/plain-text.ts';
import { mayBeBarred } from '../../src/intake/domain/time-bar.ts';

describe('texts', () => {
  test('what is kept is NFC, holds no control but the newline, and is kept the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const kept = plainText(text, 'many');
        expect(kept.normalize('NFC')).toBe(kept);
        expect(kept).not.toMatch(/[\u0001-\u0009\u000b-\u001f\u007f-\u009f]/);
        expect(plainText(kept, 'many')).toBe(kept);
        expect(plainText(text, 'one')).not.toContain('\n');
      }),
    );
  });

  test('characters are code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(countCharacters(text)).toBe([...text].length)),
    );
  });

  test('NUL and halves of characters are named', () => {
    expect(textFault('a\u0000')).toBe('contains_nul');
    expect(textFault('a\udc00')).toBe('contains_broken_character');
    expect(textFault('សួស្តី 😀')).toBeNull();
  });
});

describe('time bars', () => {
  test.each([
    ['2025-11-21', 1, '2026-11-21', false],
    ['2025-11-20', 1, '2026-11-21', true],
    ['2024-02-29', 1, '2025-02-28', false],
    ['2024-02-29', 1, '2025-03-01', true],
    ['2021-11-20', 5, '2026-11-21', true],
    ['2026-11-20', 1, '2026-11-21', false],
  ])('%s and %i years on %s: %s', (occurredOn, years, on, barred) => {
    expect(mayBeBarred(occurredOn, years, on)).toBe(barred);
  });
});
