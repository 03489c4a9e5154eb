import express from 'express';
import type { Request, Response } from 'express';

import { jsonFaultPosition } from './json-position.ts';
import { RequestRefused } from './problem.ts';

/** Bytes of a JSON body. */
export const bodyLimit = 1_048_576;

const raw = express.raw({ type: () => true, limit: bodyLimit });
const utf8 = new TextDecoder('utf-8', { fatal: true });
const jsonType = /^application\/(?:[\w.!#$&^-]+\+)?json\s*(?:;|$)/i;
const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/**
 * Reads the JSON body of a request; an absent one is an empty object, so that what is missing is named field by field.
 * @throws RequestRefused 415 for another content type, 400 for text that is not UTF-8 or not JSON (naming the position),
 * and what the reader of the body throws (413)
 */
export async function readJson(request: Request, response: Response): Promise<unknown> {
  const length = request.headers['content-length'];
  const sent = request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (!sent) return {};
  const type = request.headers['content-type'] ?? '';
  const named = charset.exec(type)?.[1];
  if (!jsonType.test(type) || (named !== undefined && !/^utf-?8$/i.test(named))) {
    throw new RequestRefused(415, 'media_type', { accepted: 'application/json' });
  }
  await new Promise<void>((resolve, reject) => {
    raw(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(error instanceof Error ? error : new Error('unreadable body')),
    );
  });
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new RequestRefused(400, 'malformed_text');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RequestRefused(400, 'malformed_json', { ...jsonFaultPosition(text) });
  }
}

/** Refuses anything but multipart/form-data where files are sent. */
export function demandMultipart(request: Request): void {
  if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) {
    throw new RequestRefused(415, 'media_type', { accepted: 'multipart/form-data' });
  }
}
