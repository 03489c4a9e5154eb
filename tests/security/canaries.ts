import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Redis } from 'ioredis';
import pg from 'pg';

/** Every way in which text may lie about: as it is, escaped, encoded, in bytes. Lower case. */
function formsOf(text: string): string[] {
  const utf8 = Buffer.from(text, 'utf8');
  // Base64 of the same bytes differs with where in a longer text they stand; what is cut off at both ends may differ.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const wide = Buffer.from(text, 'utf16le').toString('hex');
  const escaped = JSON.stringify(text).slice(1, -1);
  const asciiEscaped = escaped.replace(
    /[\u0080-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const entities = text.replace(/[\u0080-\uffff]/g, (one) => `&#x${one.charCodeAt(0).toString(16)};`);
  return [
    text,
    escaped,
    asciiEscaped,
    entities,
    encodeURIComponent(text),
    utf8.toString('hex'),
    wide,
    wide.slice(2) + '00',
    ...base64.flatMap((each) => [each, each.replaceAll('+', '-').replaceAll('/', '_')]),
    [...text].reverse().join(''),
  ].map((each) => each.toLowerCase());
}

/** Words that stand nowhere else, by where they were put. */
export class Canaries {
  readonly #known = new Map<string, string[]>();

  /** A word for a place. */
  put(where: string, text: string): string {
    this.#known.set(where, formsOf(text));
    return text;
  }

  /** Another way in which the same is written. */
  also(where: string, text: string): void {
    this.#known.set(`${where} (${text.length})`, formsOf(text));
  }

  /** The places whose words are found in it. */
  foundIn(text: string, only: (where: string) => boolean = () => true): string[] {
    const folded = text.toLowerCase();
    return [...this.#known]
      .filter(([where, forms]) => only(where) && forms.some((form) => form.length >= 6 && folded.includes(form)))
      .map(([where]) => where);
  }

  get size(): number {
    return this.#known.size;
  }
}

/** All rows of all tables of a database, as text, by table; whatever schema they are in. */
export async function dumpOf(ownerUrl: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`);
    const dump = new Map<string, string>();
    for (const { name } of rows) {
      const found = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      dump.set(name, found.rows.map((row) => row.line).join('\n'));
    }
    return dump;
  } finally {
    await client.end();
  }
}

/** All files under a folder, as their bytes one by one. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      return `${file}\n${bytes.toString('utf8')}\n${bytes.toString('hex')}`;
    }),
  );
}

/** Everything that stands in Redis, as text. */
export async function redisContent(url: string): Promise<string> {
  const redis = new Redis(url);
  const parts: string[] = [];
  try {
    for (const key of await redis.keys('*')) {
      const kind = await redis.type(key);
      const content =
        kind === 'hash'
          ? await redis.hgetall(key)
          : kind === 'list'
            ? await redis.lrange(key, 0, -1)
            : kind === 'zset'
              ? await redis.zrange(key, '0', '-1')
              : kind === 'set'
                ? await redis.smembers(key)
                : kind === 'stream'
                  ? await redis.xrange(key, '-', '+')
                  : await redis.get(key);
      parts.push(key, JSON.stringify(content));
    }
  } finally {
    redis.disconnect();
  }
  return parts.join('\n');
}
