import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { shownSchema, type Operation } from '../../src/api/operation.ts';

/** As much of JSON Schema as the operations use. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
}

/** What a schema takes, as JSON Schema. */
export function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(shownSchema(schema), { io: 'input', unrepresentable: 'any' }) as Shape;
}

/** What the body of an operation looks like; null when it has none. */
export function bodyShape(operation: Operation): Shape | null {
  return operation.request.body === null ? null : shapeOf(operation.request.body);
}

export function resolved(shape: Shape, root: Shape): Shape {
  const name = shape.$ref?.split('/').at(-1);
  return name === undefined ? shape : (root.$defs?.[name] ?? {});
}

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-12-01T09:00:00+07:00',
  date: '2026-12-15',
  email: 'someone@example.test',
};

/** The least that a schema takes. */
export function sampleOf(given: Shape, root: Shape = given): unknown {
  const shape = resolved(given, root);
  if ('const' in shape) return shape.const;
  if (shape.enum) return shape.enum[0];
  const choice = shape.anyOf?.[0] ?? shape.oneOf?.[0] ?? shape.allOf?.[0];
  if (choice) return sampleOf(choice, root);
  switch (Array.isArray(shape.type) ? shape.type[0] : shape.type) {
    case 'object':
      return Object.fromEntries(
        (shape.required ?? []).map((name) => [name, sampleOf(shape.properties?.[name] ?? {}, root)]),
      );
    case 'array':
      return shape.items ? [sampleOf(shape.items, root)] : [];
    case 'integer':
    case 'number':
      return Math.max(1, shape.minimum ?? 1);
    case 'boolean':
      return true;
    case 'string':
      if (shape.format === 'uuid') return randomUUID();
      if (shape.pattern?.includes('{64}')) return 'a'.repeat(64);
      return byFormat[shape.format ?? ''] ?? 'text';
    default:
      return 'text';
  }
}
