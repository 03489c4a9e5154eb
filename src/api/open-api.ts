import { STATUS_CODES } from 'node:http';

import { z } from 'zod';
import type { ZodType } from 'zod';

import { bodyLimit } from './read-body.ts';
import { isFile, isMultipart, shownSchema, tags, type Operation } from './operation.ts';

export type JsonObject = { [key: string]: unknown };

/** An OpenAPI 3.1 document, as far as we write one. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: JsonObject;
  readonly servers: readonly JsonObject[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: { readonly [path: string]: { readonly [method: string]: JsonObject } };
  readonly components: JsonObject;
}

const description = `Grievance redress and dispute resolution for Cambodia's social protection.

Every instant is RFC 3339 with the offset of Phnom Penh (+07:00), every date YYYY-MM-DD, every amount whole riel (amountKhr).
What cannot be done is answered as application/problem+json (RFC 9457) with a stable code, in Khmer unless English is preferred
(Accept-Language: km or en). Lists take limit and an opaque cursor. A JSON body may have ${bodyLimit} bytes.`;

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; texts may change, codes do not.'),
    detail: z.string(),
    errors: z
      .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
      .describe('Every field that cannot be accepted, at once.'),
    requestId: z.string(),
    reference: z.string().optional().describe('Only with status 500: names the fault in our log.'),
  })
  .meta({ id: 'Problem', description: 'Why the request was not carried out (RFC 9457).' });

/** Makes the document from the operations; nothing is written twice. */
export function openApiDocument(operations: readonly Operation[]): OpenApiDocument {
  const schemas: JsonObject = {};
  const used = new Set(operations.map((each) => each.tag));
  const paths: { [path: string]: { [method: string]: JsonObject } } = {};
  for (const each of operations) (paths[each.path] ??= {})[each.method.toLowerCase()] = describe(each, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Samleng',
      version: '1',
      summary: 'File, follow, handle and decide complaints.',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: Object.entries(tags)
      .filter(([name]) => used.has(name as Operation['tag']))
      .map(([name, text]) => ({ name, description: text })),
    paths,
    components: {
      schemas,
      responses: {
        Problem: {
          description: 'Not carried out',
          content: { 'application/problem+json': { schema: jsonSchema(problem, 'output', schemas) } },
        },
      },
      securitySchemes: {
        staff: { type: 'http', scheme: 'bearer', description: 'The token that POST /session answers.' },
      },
    },
  };
}

function describe(operation: Operation, schemas: JsonObject): JsonObject {
  const { request } = operation;
  const audit =
    typeof operation.audit === 'string'
      ? `Leaves "${operation.audit}" in the ledger.`
      : `Leaves no trace in the ledger: ${operation.audit.none}.`;
  const parameters = [
    ...parametersOf(request.params, 'path', schemas),
    ...parametersOf(request.query, 'query', schemas),
    ...parametersOf(request.headers, 'header', schemas),
  ];
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: [operation.description, permissionInWords(operation), audit].filter(Boolean).join('\n\n'),
    tags: [operation.tag],
    security: operation.permission === 'public' || operation.permission === 'receipt' ? [] : [{ staff: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(request.body === null ? {} : { requestBody: bodyOf(request.body, schemas) }),
    responses: { ...answersOf(operation, schemas), ...refusalsOf(operation) },
  };
}

function permissionInWords({ permission }: Operation): string {
  if (permission === 'public') return 'Open to everybody.';
  if (permission === 'receipt') return 'For whoever holds the receipt of this case.';
  if ('roles' in permission) return `For staff as ${permission.roles.join(', ')}.`;
  return `For staff whose role may take the action ${permission.action}.`;
}

function parametersOf(schema: ZodType | null, where: 'path' | 'query' | 'header', schemas: JsonObject): JsonObject[] {
  if (schema === null) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input', schemas) as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description: text, ...of }]) => ({
    name: where === 'header' ? titled(name) : name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(text === undefined ? {} : { description: text }),
    schema: of,
  }));
}

/** `idempotency-key` as it is usually written: `Idempotency-Key`. */
function titled(header: string): string {
  return header.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function bodyOf(schema: ZodType, schemas: JsonObject): JsonObject {
  const type = isMultipart(schema) ? 'multipart/form-data' : 'application/json';
  const shown = shownSchema(schema);
  return {
    required: !shown.safeParse({}).success,
    content: { [type]: { schema: jsonSchema(shown, 'input', schemas) } },
  };
}

function answersOf(operation: Operation, schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(operation.response).map(([status, schema]) => {
      const text = schema.description ?? STATUS_CODES[status] ?? 'Done';
      if (isFile(schema)) {
        return [
          status,
          {
            description: text,
            content: { 'application/octet-stream': { schema: { type: 'string', contentEncoding: 'binary' } } },
          },
        ];
      }
      if (schema instanceof z.ZodUndefined) return [status, { description: text }];
      return [
        status,
        { description: text, content: { 'application/json': { schema: jsonSchema(schema, 'output', schemas) } } },
      ];
    }),
  );
}

/** What follows from permission and input, and what the operation names itself. */
function refusalsOf(operation: Operation): JsonObject {
  const { params, query, body, headers } = operation.request;
  const statuses: Record<string, string> = {
    ...(body === null ? {} : { 400: 'Body cannot be read', 413: 'Body too large', 415: 'Another content type' }),
    ...(operation.permission === 'public'
      ? {}
      : operation.permission === 'receipt'
        ? { 404: 'Reference and receipt do not match' }
        : { 401: 'Not signed in', 403: 'Not permitted' }),
    ...((params ?? query ?? body ?? headers) ? { 422: 'Fields cannot be accepted' } : {}),
    ...(operation.limit === null ? {} : { 429: 'Too many requests' }),
    ...Object.fromEntries(Object.entries(operation.refusals).map(([status, text]) => [status, text])),
    503: 'Out of service for a moment',
  };
  const named = Object.entries(statuses).map(([status]) => [status, { $ref: '#/components/responses/Problem' }]);
  return { ...Object.fromEntries(named), default: { $ref: '#/components/responses/Problem' } };
}

/** A schema for the document; named ones (`meta({ id })`) become components. */
function jsonSchema(schema: ZodType, io: 'input' | 'output', schemas: JsonObject): JsonObject {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: allowAdditions }) as JsonObject;
  const {
    $schema: _,
    $defs,
    id,
    ...own
  } = made as { $schema?: unknown; $defs?: Record<string, JsonObject>; id?: string } & JsonObject;
  for (const [name, definition] of Object.entries($defs ?? {})) keep(name, definition, schemas);
  const pointed = pointedToComponents(own);
  if (typeof id !== 'string') return pointed;
  keep(id, own, schemas);
  return { $ref: `#/components/schemas/${id}` };
}

/** Fields may be added to answers: only what is strict in the declaration is closed in the document. */
function allowAdditions({
  zodSchema,
  jsonSchema: made,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  const { def } = zodSchema._zod;
  if (def.type === 'object' && def.catchall === undefined) delete made.additionalProperties;
}

function keep(name: string, definition: JsonObject, schemas: JsonObject): void {
  const { id: _, ...own } = definition;
  const pointed = pointedToComponents(own);
  const known = schemas[name];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(pointed))
    throw new Error(`two schemas are named ${name}`);
  schemas[name] = pointed;
}

function pointedToComponents(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonObject;
}
