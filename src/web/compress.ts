import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** What the browser takes, best first. */
export function encodingFor(request: Request): 'br' | 'gzip' | null {
  const accepted = request.get('accept-encoding') ?? '';
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? 'gzip' : null;
}

/** Sends a body of text, compressed when that pays. The status and all other headers are set before. */
export async function sendCompressed(request: Request, response: Response, type: string, text: string): Promise<void> {
  const body = Buffer.from(text, 'utf8');
  const encoding = body.length < 1024 ? null : encodingFor(request);
  response.setHeader('Content-Type', type);
  response.vary('Accept-Encoding');
  if (encoding !== null) response.setHeader('Content-Encoding', encoding);
  const sent =
    encoding === 'br'
      ? await brotli(body, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
        })
      : encoding === 'gzip'
        ? await gzipped(body, { level: 6 })
        : body;
  response.setHeader('Content-Length', sent.length);
  response.end(request.method === 'HEAD' ? undefined : sent);
}
