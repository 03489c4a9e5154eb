import { isSameName } from '../../src/routing/index.ts';

test.each([
  ['សុខ ដារ៉ា', 'សុខ ដារ៉ា'],
  ['លោក សុខ ដារ៉ា', 'សុខ ដារ៉ា'],
  ['សុខ\u200b ដារ៉ា', 'សុខ ដារ៉ា'],
  ['សុខដារ៉ា', 'សុខ ដារ៉ា'],
  ['SOK Dara', 'Dara Sok'],
  ['Mr. Sok  Dara', 'sok dara'],
  ['Rene\u0301 Chea', 'René Chea'],
  ['ប\u17d2\u178aី', 'ប\u17d2\u178fី'],
])('%s is %s', (one, other) => {
  expect(isSameName(one, other)).toBe(true);
});

test.each([
  ['សុខ ដារ៉ា', 'សុខ ដារា'],
  ['Sok Dara', 'Sok Dary'],
  ['', ''],
  ['...', '---'],
  ['លោក', 'លោក'],
])('%s is not %s', (one, other) => {
  expect(isSameName(one, other)).toBe(false);
});
