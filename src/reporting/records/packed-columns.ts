import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

import { layout, type Columns, type Table } from '../domain/columns.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

interface Head {
  readonly format: number;
  readonly takenAt: number;
  readonly words: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
}

/** Of another format than this program writes, columns are taken anew. */
const format = 2;

/** Columns as bytes: length of the head, head as JSON padded to four bytes, then the columns one after the other; compressed. */
export async function pack(columns: Columns): Promise<Buffer> {
  const tables = Object.keys(layout) as (keyof typeof layout)[];
  const head: Head = {
    format,
    takenAt: columns.takenAt,
    words: columns.words,
    rows: Object.fromEntries(tables.map((table) => [table, columns[table].rows])),
  };
  const text = Buffer.from(JSON.stringify(head));
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, ' ')]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padded.length);
  const parts = tables.flatMap((table) =>
    layout[table].map((name) => {
      const column = (columns[table].of as Readonly<Record<string, Int32Array>>)[name] ?? new Int32Array();
      return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    }),
  );
  return compress(Buffer.concat([length, padded, ...parts]), {
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
}

/** The columns again; null when they are of another format. */
export async function unpack(packed: Uint8Array): Promise<Columns | null> {
  const raw = await decompress(packed);
  // A view of numbers begins at a multiple of four.
  const bytes =
    raw.byteOffset % 4 === 0 ? raw : Buffer.from(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const length = bytes.readUInt32LE();
  const head = JSON.parse(bytes.toString('utf8', 4, 4 + length)) as Head;
  if (head.format !== format) return null;
  let at = bytes.byteOffset + 4 + length;
  const table = <Name extends string>(name: keyof typeof layout, columns: readonly Name[]): Table<Name> => {
    const rows = head.rows[name] ?? 0;
    const of = Object.fromEntries(
      columns.map((column) => {
        const values = new Int32Array(bytes.buffer, at, rows);
        at += rows * 4;
        return [column, values];
      }),
    ) as Record<Name, Int32Array>;
    return { rows, of };
  };
  return {
    takenAt: head.takenAt,
    words: head.words,
    cases: table('cases', layout.cases),
    moves: table('moves', layout.moves),
    reopenings: table('reopenings', layout.reopenings),
    clocks: table('clocks', layout.clocks),
    remedies: table('remedies', layout.remedies),
    ratings: table('ratings', layout.ratings),
    agreements: table('agreements', layout.agreements),
    referrals: table('referrals', layout.referrals),
  };
}
