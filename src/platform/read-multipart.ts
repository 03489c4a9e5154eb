import type { IncomingMessage } from 'node:http';

import busboy from 'busboy';

/** A file as it came: `content` is empty when it was too large to be kept. */
export interface SentPart {
  readonly field: string;
  /** As the sender calls it. */
  readonly name: string;
  readonly content: Buffer;
  /** Why it was not kept: it is too large by itself, or all together are. */
  readonly dropped: 'file' | 'total' | null;
}

export interface Multipart {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly SentPart[];
  /** More files came than are taken; those beyond were not kept. */
  readonly tooMany: boolean;
}

export interface MultipartLimits {
  /** Bytes of one file. */
  readonly file: number;
  readonly files: number;
  /** Bytes of all files: they stand in memory. */
  readonly total: number;
  readonly fields: number;
  /** Bytes of one field, and of all fields together. */
  readonly field: number;
  readonly allFields: number;
}

/** The body cannot be read, or is far larger than anything that is taken. */
export class MultipartRefused extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413) {
    super(status === 413 ? 'too large' : 'malformed');
    this.name = 'MultipartRefused';
    this.status = status;
  }
}

/**
 * Reads a multipart body: text parts and files, in any order. What is too large is read past and told, so that the rest of
 * the form is not lost with it.
 * @throws MultipartRefused 400 for what is no multipart; 413 for more than twice of what is taken in all
 */
export function readMultipart(request: IncomingMessage, limits: MultipartLimits): Promise<Multipart> {
  const { promise, resolve, reject } = Promise.withResolvers<Multipart>();
  const fields: [string, string][] = [];
  const files: SentPart[] = [];
  let fieldBytes = 0;
  let kept = 0;
  let seen = 0;
  let tooMany = false;
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        fileSize: limits.file + 1,
        files: limits.files,
        fields: limits.fields,
        fieldSize: limits.field,
        parts: limits.files + limits.fields + 10,
        headerPairs: 50,
      },
    });
  } catch {
    return Promise.reject(new MultipartRefused(400));
  }
  const fail = (status: 400 | 413): void => {
    request.unpipe(parser);
    parser.removeAllListeners();
    parser.on('error', () => undefined);
    request.resume();
    reject(new MultipartRefused(status));
  };
  parser.on('field', (name, value, { valueTruncated, nameTruncated }) => {
    fieldBytes += Buffer.byteLength(value);
    if (valueTruncated || nameTruncated || fieldBytes > limits.allFields) fail(413);
    else fields.push([name, value]);
  });
  parser.on('file', (field, stream, { filename }) => {
    const chunks: Buffer[] = [];
    let dropped: SentPart['dropped'] = null;
    let bytes = 0;
    const drop = (why: 'file' | 'total'): void => {
      dropped = why;
      kept -= bytes;
      chunks.length = 0;
    };
    stream.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > 2 * limits.total) return fail(413);
      if (dropped !== null) return;
      bytes += chunk.length;
      kept += chunk.length;
      chunks.push(chunk);
      if (kept > limits.total) drop('total');
    });
    stream.on('limit', () => {
      if (dropped === null) drop('file');
    });
    stream.on('error', () => fail(400));
    stream.on('end', () => {
      // A file input in which nothing was chosen sends a part without name and content.
      if (filename === undefined && bytes === 0) return;
      if (filename === '' && bytes === 0) return;
      files.push({ field, name: filename ?? '', content: Buffer.concat(chunks), dropped });
    });
  });
  parser.on('filesLimit', () => (tooMany = true));
  parser.on('fieldsLimit', () => fail(413));
  parser.on('partsLimit', () => fail(413));
  parser.on('error', () => fail(400));
  parser.on('close', () => resolve({ fields, files, tooMany }));
  request.on('aborted', () => fail(400));
  request.pipe(parser);
  return promise;
}
