import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

export type Encoding = 'br' | 'gzip';

/** What the browser takes, best first. */
export function encodingFor(request: Request): Encoding | null {
  const accepted = request.get('accept-encoding') ?? '';
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? 'gzip' : null;
}

/** Compresses a text: `once` as small as can be, for what is kept; `each` quickly, for what is made for one answer. */
export function pack(body: Buffer, encoding: Encoding, effort: 'once' | 'each'): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(body, { level: effort === 'once' ? 9 : 6 });
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort === 'once' ? 11 : 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}

/** Sends a body of text, compressed when that pays. The status and all other headers are set before. */
export async function sendCompressed(request: Request, response: Response, type: string, text: string): Promise<void> {
  const body = Buffer.from(text, 'utf8');
  const encoding = body.length < 1024 ? null : encodingFor(request);
  response.setHeader('Content-Type', type);
  response.vary('Accept-Encoding');
  if (encoding !== null) response.setHeader('Content-Encoding', encoding);
  const sent = encoding === null ? body : await pack(body, encoding, 'each');
  response.setHeader('Content-Length', sent.length);
  response.end(request.method === 'HEAD' ? undefined : sent);
}
