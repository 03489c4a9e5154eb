import { createConfig, lintFromString } from '@redocly/openapi-core';
import { z } from 'zod';

import { operation, operations as all } from '../../src/api/index.ts';
import { openApiDocument } from '../../src/api/open-api.ts';
import { referencePage } from '../../src/api/reference-page.ts';

const thing = z
  .object({ code: z.string(), on: z.iso.date().nullable() })
  .meta({ id: 'Thing', description: 'One thing' });
const operations = [
  operation({
    method: 'POST',
    path: '/things/{code}/<b>',
    id: 'changeThing',
    tag: 'Cases',
    summary: 'Changes a <thing>',
    permission: { roles: ['auditor'] },
    audit: 'thing.changed',
    limit: 'things',
    request: {
      params: z.object({ code: z.string() }),
      query: z.object({ q: z.string().optional().describe('Words') }),
      headers: z.object({ 'idempotency-key': z.string() }),
      body: thing,
    },
    response: { 200: z.object({ items: z.array(thing) }) },
    refusals: { 404: 'No such thing' },
    handler: ({ body }) => ({ status: 200, body: { items: [body] } }),
  }),
];

test('the document says what the operation declares and nothing is written twice', () => {
  const document = openApiDocument(operations);
  const made = document.paths['/things/{code}/<b>']?.['post'];
  expect(made).toMatchObject({
    operationId: 'changeThing',
    security: [{ staff: [] }],
    parameters: [
      { name: 'code', in: 'path', required: true },
      { name: 'q', in: 'query', required: false, description: 'Words' },
      { name: 'Idempotency-Key', in: 'header', required: true },
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
    },
  });
  expect(Object.keys(made?.['responses'] as object)).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '413', '415', '422', '429', '503']),
  );
  expect(document.components['schemas']).toMatchObject({ Thing: { type: 'object', description: 'One thing' } });
});

test('two different schemas of one name are refused', () => {
  const other = operation({
    method: 'GET',
    path: '/others',
    id: 'others',
    tag: 'Cases',
    summary: 'Others',
    permission: 'public',
    audit: { none: 'public' },
    response: { 200: z.object({ things: z.array(thing) }) },
    handler: () => ({ status: 200, body: { things: [] } }),
  });
  expect(() => openApiDocument([...operations, other])).not.toThrow();
  const clash = z.object({ x: z.int() }).meta({ title: 'Another' });
  z.globalRegistry.add(clash, { id: 'Thing' });
  expect(() => openApiDocument([...operations, { ...other, response: { 200: clash } }])).toThrow(
    'two schemas are named Thing',
  );
});

test('what the page shows is escaped, and its policy lets nothing in but its own style', () => {
  const { html, contentSecurityPolicy } = referencePage(openApiDocument(operations));
  expect(html).not.toContain('<thing>');
  expect(html).toContain('Changes a &#60;thing&#62;');
  expect(html).not.toMatch(/<script|src=|https?:\/\//);
  expect(contentSecurityPolicy).toMatch(/^default-src 'none'; style-src 'sha256-/);
});

test('every operation of the API says who may, what it leaves in the ledger, and lints clean', async () => {
  for (const each of all) {
    expect(each.summary).not.toBe('');
    expect(typeof each.audit === 'string' ? each.audit : each.audit.none).not.toBe('');
    if (each.permission === 'receipt') expect(each.path).toContain('{reference}');
  }
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(openApiDocument(all)), config });
  expect(problems.map((each) => `${each.ruleId}: ${each.message} ${each.location[0]?.pointer ?? ''}`)).toEqual([]);
});

test('lints clean by the recommended rules', async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({
    source: JSON.stringify(openApiDocument([{ ...operations[0]!, path: '/things/{code}' }])),
    config,
  });
  expect(problems.map((each) => `${each.ruleId}: ${each.message} ${each.location[0]?.pointer ?? ''}`)).toEqual([]);
});
