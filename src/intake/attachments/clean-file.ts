import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';

import { mp4Sound } from './mp4-sound.ts';

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
/** The MP4 family: taken when there is sound in it and nothing else. First bytes alone do not tell it from a film. */
const mp4Kinds: Readonly<Record<string, readonly [mediaType: string, extension: string]>> = {
  'audio/mp4': ['audio/mp4', 'm4a'],
  'audio/x-m4a': ['audio/mp4', 'm4a'],
  'video/mp4': ['audio/mp4', 'm4a'],
  'video/3gpp': ['audio/3gpp', '3gp'],
  'video/3gpp2': ['audio/3gpp2', '3g2'],
};
const pictures = ['image/jpeg', 'image/png', 'image/webp'];
/** In words, for whoever is refused. */
export const acceptedKinds = 'JPEG, PNG, WebP, PDF, MP3, M4A, 3GP (sound), AAC, OGG, WAV, AMR, WebM';

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
  const sound = mp4Kinds[mediaType];
  if (sound !== undefined) {
    const content = mp4Sound(sent);
    return content === null ? 'file_type_refused' : { content, mediaType: sound[0], extension: sound[1] };
  }
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
