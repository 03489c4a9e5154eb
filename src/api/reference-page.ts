import { createHash } from 'node:crypto';

import type { JsonObject, OpenApiDocument } from './open-api.ts';

const style = `
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--tint:#f6f8fa;--accent:#0b5c6b}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
main,header,nav{max-width:60rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.9rem;margin:2rem 0 .5rem}h2{margin:3rem 0 .25rem;padding-top:1rem;border-top:2px solid var(--line)}
h3{font-size:1.05rem;margin:2.25rem 0 .25rem;font-weight:600}
p{margin:.4rem 0;max-width:48rem}a{color:var(--accent)}
code,pre{font:.875rem/1.5 ui-monospace,monospace}code{overflow-wrap:anywhere}
pre{background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.75rem;overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600}.method{display:inline-block;min-width:4rem;color:#fff;background:var(--accent);border-radius:4px;padding:0 .5rem;text-align:center;font:600 .8rem/1.6 ui-monospace,monospace}
summary{cursor:pointer;color:var(--accent);margin:.4rem 0}nav ul{columns:2;padding-left:1.1rem}
@media(max-width:40rem){nav ul{columns:1}}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--line:#3d444d;--paper:#0d1117;--tint:#161b22;--accent:#5ab4c5}.method{color:#06222a}}
`;

/** The reference of the API to read: one page, nothing loaded from anywhere, no script. */
export function referencePage(document: OpenApiDocument): { html: string; contentSecurityPolicy: string } {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, of]) => ({
      path,
      method: method.toUpperCase(),
      of: of as unknown as Described,
    })),
  );
  const sections = document.tags.map(({ name, description }) => {
    const own = operations.filter(({ of }) => of.tags.includes(name));
    return `<section aria-labelledby="tag-${name}"><h2 id="tag-${name}">${escaped(name)}</h2><p>${escaped(description)}</p>${own
      .map(({ path, method, of }) => operationHtml(path, method, of))
      .join('')}</section>`;
  });
  const schemas = Object.entries((document.components['schemas'] ?? {}) as Record<string, JsonObject>).map(
    ([name, schema]) => `<h3 id="schema-${escaped(name)}">${escaped(name)}</h3>${schemaHtml(schema)}`,
  );
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Samleng API</title><style>${style}</style></head>
<body><header><h1>Samleng API</h1>${String(document.info['description'])
    .split('\n\n')
    .map((part) => `<p>${escaped(part)}</p>`)
    .join(
      '',
    )}<p>Machine-readable: <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. Addresses below stand under <code>/api/v1</code>.</p></header>
<nav aria-label="Operations"><ul>${operations.map(({ path, method, of }) => `<li><a href="#${escaped(of.operationId)}"><code>${method} ${escaped(path)}</code></a></li>`).join('')}</ul></nav>
<main>${sections.join('')}<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>${schemas.join('')}</section></main></body></html>`;
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    html,
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    readonly schema: JsonObject;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonObject }>> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description?: string; readonly content?: Readonly<Record<string, { readonly schema: JsonObject }>> }
    >
  >;
}

function operationHtml(path: string, method: string, of: Described): string {
  const parameters = of.parameters ?? [];
  const table =
    parameters.length === 0
      ? ''
      : `<table><thead><tr><th>Parameter</th><th>In</th><th>Needed</th><th>What</th></tr></thead><tbody>${parameters
          .map(
            (each) =>
              `<tr><td><code>${escaped(each.name)}</code></td><td>${each.in}</td><td>${each.required ? 'yes' : 'no'}</td><td>${escaped(each.description ?? '')} <code>${escaped(JSON.stringify(each.schema))}</code></td></tr>`,
          )
          .join('')}</tbody></table>`;
  const body = Object.entries(of.requestBody?.content ?? {})
    .map(([type, { schema }]) => `<details><summary>Body: ${escaped(type)}</summary>${schemaHtml(schema)}</details>`)
    .join('');
  const answers = Object.entries(of.responses)
    .filter(([status]) => status.startsWith('2'))
    .map(
      ([status, { description, content }]) =>
        `<details><summary>Answer ${status}: ${escaped(description ?? '')}</summary>${Object.values(content ?? {})
          .map(({ schema }) => schemaHtml(schema))
          .join('')}</details>`,
    )
    .join('');
  const refusals = Object.keys(of.responses).filter((status) => !status.startsWith('2') && status !== 'default');
  return `<article aria-labelledby="${escaped(of.operationId)}"><h3 id="${escaped(of.operationId)}"><span class="method">${method}</span> <code>${escaped(path)}</code></h3><p>${escaped(of.summary)}</p>${of.description
    .split('\n\n')
    .map((part) => `<p>${escaped(part)}</p>`)
    .join('')}${table}${body}${answers}<p>May be refused with ${refusals.join(', ')}.</p></article>`;
}

function schemaHtml(schema: JsonObject): string {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return `<p><a href="#schema-${escaped(name)}">${escaped(name)}</a></p>`;
  }
  return `<pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
