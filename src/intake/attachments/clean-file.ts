import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';

/** Bytes of one file as sent. */
export const largestFile = 10 * 1024 * 1024;
/** Files of one case. */
export const mostFiles = 10;

/** Pixels of a picture, before anything is decoded: a small file can claim to be enormous. */
const mostPixels = 60_000_000;

/** Kinds that are taken as they are; pictures are written anew. */
const asTheyAre: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
  'audio/ogg; codecs=opus': 'ogg',
  'audio/opus': 'opus',
  'audio/wav': 'wav',
  'audio/vnd.wave': 'wav',
  'audio/amr': 'amr',
  'audio/webm': 'webm',
  'video/webm': 'webm',
};
const pictures = ['image/jpeg', 'image/png', 'image/webp'];
/** In words, for whoever is refused. */
export const acceptedKinds = 'JPEG, PNG, WebP, PDF, MP3, M4A, AAC, OGG, WAV, AMR, WebM';

export interface CleanFile {
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly extension: string;
}

/** Why a file is not taken. */
export type FileFault = 'file_empty' | 'file_too_large' | 'file_type_refused' | 'file_damaged' | 'file_infected';

/**
 * A file that may be kept. What it is, its first bytes say, not its name. Pictures are decoded and written anew, upright,
 * so that nothing else is in them - above all not where and with what they were taken.
 */
export async function cleanFile(sent: Uint8Array): Promise<CleanFile | FileFault> {
  if (sent.length === 0) return 'file_empty';
  if (sent.length > largestFile) return 'file_too_large';
  const mediaType = (await fileTypeFromBuffer(sent).catch(() => undefined))?.mime ?? '';
  const extension = asTheyAre[mediaType];
  if (extension !== undefined) return { content: sent, mediaType: mediaType.split(';')[0] ?? mediaType, extension };
  if (!pictures.includes(mediaType)) return 'file_type_refused';
  const picture = sharp(sent, { limitInputPixels: mostPixels, failOn: 'error' }).rotate();
  try {
    switch (mediaType) {
      case 'image/png':
        return { content: await picture.png().toBuffer(), mediaType, extension: 'png' };
      case 'image/webp':
        return { content: await picture.webp({ quality: 85 }).toBuffer(), mediaType, extension: 'webp' };
      default:
        return { content: await picture.jpeg({ quality: 85 }).toBuffer(), mediaType, extension: 'jpg' };
    }
  } catch {
    return 'file_damaged';
  }
}
