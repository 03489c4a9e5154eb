import fc from 'fast-check';

import { jsonFaultPosition } from '../../src/api/json-position.ts';

describe('where a text stops being JSON', () => {
  test.each([
    ['', 0],
    ['{', 1],
    ['[1,]', 3],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"a":01}', 6],
    ['[1 2]', 3],
    ['{"a":"x', 5],
    ["{'a':1}", 1],
    ['nul', 0],
    ['{} x', 3],
    ['[[{"a":[}]]', 8],
  ])('%j at %i', (text, position) => {
    expect(jsonFaultPosition(text).position).toBe(position);
  });

  test('line and column count from 1', () => {
    expect(jsonFaultPosition('{\n  "a": ?\n}')).toEqual({ position: 9, line: 2, column: 8 });
  });

  test('agrees with the engine on where damage made to a good text shows, and reads depth without end', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        const cut = text.slice(0, at % Math.max(1, text.length));
        try {
          JSON.parse(cut);
        } catch {
          const { position } = jsonFaultPosition(cut);
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position).toBeLessThanOrEqual(cut.length);
        }
        expect(jsonFaultPosition(text).position).toBe(text.length);
      }),
    );
    expect(jsonFaultPosition('['.repeat(100_000)).position).toBe(100_000);
  });
});
