import { newId } from '../../src/kernel/ids.ts';

const many = Array.from({ length: 20_000 }, () => newId());

test('an identifier is a UUID of version 7', () => {
  for (const id of many.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('identifiers made one after another sort in that order, those of one instant too', () => {
  expect([...many].sort()).toEqual(many);
  expect(new Set(many).size).toBe(many.length);
});

test('they keep to the time: twenty thousand at once run ahead of the clock by a few milliseconds at most', () => {
  const millis = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  expect(millis(many[0]!)).toBeLessThanOrEqual(Date.now());
  expect(millis(many.at(-1)!) - Date.now()).toBeLessThan(10);
});
