import type { Request } from 'express';

import { largestFile, mostFiles, type SentFile } from '../intake/index.ts';
import { InvalidInput } from '../kernel/errors.ts';
import { MultipartRefused, readMultipart, type Multipart } from '../platform/read-multipart.ts';
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
export async function readUpload(request: Request): Promise<Upload> {
  const { fields, files, tooMany } = await readWhole(request);
  if (tooMany) throw new InvalidInput([{ field: 'file', code: 'too_many', params: { most: mostFiles } }]);
  if (files.some(({ dropped }) => dropped === 'file'))
    throw new InvalidInput([{ field: 'file', code: 'file_too_large', params: { most: largestFile } }]);
  if (files.some(({ dropped }) => dropped === 'total'))
    throw new RequestRefused(413, 'too_large', { most: largestUpload });
  return { fields: Object.fromEntries(fields), files };
}

async function readWhole(request: Request): Promise<Multipart> {
  try {
    return await readMultipart(request, {
      file: largestFile,
      files: mostFiles,
      total: largestUpload,
      fields: 10,
      field: 10_000,
      allFields: 100_000,
    });
  } catch (error) {
    if (!(error instanceof MultipartRefused)) throw error;
    throw error.status === 413
      ? new RequestRefused(413, 'too_large', { most: largestUpload })
      : new RequestRefused(400, 'malformed_upload');
  }
}
