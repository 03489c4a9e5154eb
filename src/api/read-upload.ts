import busboy from 'busboy';
import type { Request } from 'express';

import { largestFile, mostFiles, type SentFile } from '../intake/index.ts';
import { InvalidInput } from '../kernel/errors.ts';
import { RequestRefused } from './problem.ts';

/** Bytes of all files of one request: they stand in memory until they are sealed. */
const largestUpload = 3 * largestFile;

export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly SentFile[];
}

/**
 * Reads a multipart body: text parts and files, in any order.
 * @throws RequestRefused 400 for what is no multipart, 413 for too much; InvalidInput for one file that is too large
 */
export function readUpload(request: Request): Promise<Upload> {
  const { promise, resolve, reject } = Promise.withResolvers<Upload>();
  const fields: Record<string, string> = {};
  const files: SentFile[] = [];
  let bytes = 0;
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        fileSize: largestFile + 1,
        files: mostFiles,
        fields: 10,
        fieldSize: 10_000,
        parts: mostFiles + 10,
        headerPairs: 50,
      },
    });
  } catch {
    return Promise.reject(new RequestRefused(400, 'malformed_upload'));
  }
  const fail = (error: Error): void => {
    request.unpipe(parser);
    parser.removeAllListeners();
    parser.on('error', () => undefined);
    request.resume();
    reject(error);
  };
  parser.on('field', (name, value) => {
    fields[name] = value;
  });
  parser.on('file', (_field, stream, { filename }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > largestUpload) fail(new RequestRefused(413, 'too_large', { most: largestUpload }));
      else chunks.push(chunk);
    });
    stream.on('limit', () =>
      fail(new InvalidInput([{ field: 'file', code: 'file_too_large', params: { most: largestFile } }])),
    );
    stream.on('error', () => fail(new RequestRefused(400, 'malformed_upload')));
    stream.on('end', () => files.push({ name: filename ?? '', content: Buffer.concat(chunks) }));
  });
  const tooMany = (): void =>
    fail(new InvalidInput([{ field: 'file', code: 'too_many', params: { most: mostFiles } }]));
  parser.on('filesLimit', tooMany);
  parser.on('partsLimit', tooMany);
  parser.on('error', () => fail(new RequestRefused(400, 'malformed_upload')));
  parser.on('close', () => resolve({ fields, files }));
  request.on('aborted', () => fail(new RequestRefused(400, 'malformed_request')));
  request.pipe(parser);
  return promise;
}
