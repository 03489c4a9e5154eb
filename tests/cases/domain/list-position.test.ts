import fc from 'fast-check';

import { readPosition, writePosition } from '../../../src/cases/domain/list-position.ts';
import { newId } from '../../../src/kernel/ids.ts';

const orders = ['due', 'ended', 'newest'] as const;

test('what was written is read again, by its own list alone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...orders),
      fc.option(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })),
      (order, at) => {
        const position = { order, at: at?.toISOString() ?? null, id: newId() };
        const text = writePosition(position);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        for (const by of orders) expect(readPosition(text, by)).toEqual(by === order ? position : null);
      },
    ),
  );
});

test('instants as PostgreSQL writes them are kept to the microsecond', () => {
  const position = { order: 'due', at: '2026-12-04 10:30:00.123456+00', id: newId() } as const;
  expect(readPosition(writePosition(position), 'due')).toEqual(position);
});

test('anything else is no position', () => {
  fc.assert(fc.property(fc.string(), (text) => readPosition(text, 'due') === null));
  const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const value of [
    null,
    [],
    {},
    ['due', 'x', newId()],
    ['due', null, 'x'],
    ['due', 1, newId()],
    ['due', null, newId(), 1],
  ]) {
    expect(readPosition(made(value), 'due')).toBeNull();
  }
});
