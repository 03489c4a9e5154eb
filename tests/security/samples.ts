import fc from 'fast-check';

import { resolved, sampleOf, type Shape } from './shapes.ts';

/** Text as people and machines send it when they mean no good. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u200b\u202e',
  'ក្ដី',
  "'; drop table case_file; --",
  '<script>alert(1)</script>',
  '{{constructor}}',
  '../../etc/passwd',
  '%00',
  '00000000-0000-0000-0000-000000000000',
  'null',
  '-1',
  '9'.repeat(400),
  'a'.repeat(70_000),
  '2026-02-30',
  '2026-13-01T99:99:99Z',
  '+275760-09-13T00:00:00.000Z',
  '__proto__',
);

/** Any JSON, some of it strange. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: nasty },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 31, null, true, false),
  fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** What nearly fits a schema: each part right, or anything at all; parts missing, parts too many. */
export function nearly(given: Shape, root: Shape = given, depth = 0): fc.Arbitrary<unknown> {
  const shape = resolved(given, root);
  const right = depth > 6 ? fc.constant(null) : fitting(shape, root, depth);
  return fc.oneof({ weight: depth === 0 ? 12 : 5, arbitrary: right }, { weight: 1, arbitrary: anything });
}

function fitting(shape: Shape, root: Shape, depth: number): fc.Arbitrary<unknown> {
  if ('const' in shape) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf ?? shape.allOf;
  if (choices && choices.length > 0) return fc.oneof(...choices.map((each) => nearly(each, root, depth + 1)));
  switch (Array.isArray(shape.type) ? shape.type[0] : shape.type) {
    case 'object': {
      const parts = Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, each]) => [name, nearly(each, root, depth + 1)]),
      );
      const known = fc.record(parts, { requiredKeys: [...(shape.required ?? [])].filter((name) => name in parts) });
      const strange = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'id', '', 'ឈ្មោះ'), anything, {
        maxKeys: 1,
      });
      return fc.oneof(
        { weight: 6, arbitrary: known },
        fc.tuple(known, strange).map(([one, two]) => ({ ...one, ...two })),
      );
    }
    case 'array':
      return fc.array(nearly(shape.items ?? {}, root, depth + 1), { maxLength: 4 });
    case 'integer':
      return fc.oneof(
        fc.integer({ min: Math.max(shape.minimum ?? 0, -1000), max: Math.min(shape.maximum ?? 1000, 10_000) }),
        fc.integer(),
        fc.constant(Number.MAX_SAFE_INTEGER),
      );
    case 'number':
      return fc.double();
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.oneof(fc.constant(sampleOf(shape, root)), fc.string({ maxLength: 30 }), nasty);
    default:
      return anything;
  }
}
