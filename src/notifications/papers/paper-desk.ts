import QRCode from 'qrcode';

import { systemActor, type ComplainantActor, type StaffActor } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/language.ts';
import type { Perform, Work } from '../../platform/work.ts';
import { keepCopy, openPaper, storedCopy, type PaperMaterial } from '../../resolution/index.ts';
import type { LetterFile } from '../letters/letter-desk.ts';
import { typesetter } from '../letters/make-letter.ts';
import { checkAddress, presentPaper } from './present.ts';

export interface PaperAsked {
  readonly reference: string;
  /** Of the paper: an issued outcome, a certificate, a referral. */
  readonly id: string;
  /** Whose copy; null: the office's. A complainant always gets their own. */
  readonly party: string | null;
  /** Null: the language of whoever’s copy it is. */
  readonly language: Language | null;
}

/** Sets a certified paper as PDF. Pure but for the typesetter: the same material gives the same bytes. */
export async function makePaper(material: PaperMaterial, publicUrl: string): Promise<Buffer> {
  const address = checkAddress(publicUrl, material.language, material.mark);
  const qr = await QRCode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  return typesetter.set(presentPaper(material, { address, qr }));
}

/**
 * A copy of a certified paper: made once and kept sealed, so that everybody who fetches it again gets the same bytes with the
 * same mark.
 * @throws NotFound, Forbidden as `openPaper`
 */
export async function fetchPaper(
  desk: { readonly perform: Perform; readonly publicUrl: string },
  actor: StaffActor | ComplainantActor,
  asked: PaperAsked,
): Promise<LetterFile> {
  const opened = await desk.perform(actor, openPaper, asked);
  const file = (content: Buffer): LetterFile => ({ content, mediaType: 'application/pdf', fileName: opened.fileName });
  if ('content' in opened) return file(opened.content);
  const made = await makePaper(opened.material, desk.publicUrl);
  return file(await desk.perform(systemActor('papers'), keepPaper, { material: opened.material, content: made }));
}

/** Keeps what was set, unless somebody was quicker: then theirs is the copy. */
async function keepPaper(
  work: Work,
  { material, content }: { readonly material: PaperMaterial; readonly content: Buffer },
): Promise<Buffer> {
  const { caseId, sourceId, partyId, language, kind, mark, termsHash } = material;
  const key = { sourceId, partyId, language };
  const hash = termsHash === null ? null : Buffer.from(termsHash, 'hex');
  await keepCopy(work, { ...key, caseId, kind, mark, termsHash: hash, content });
  const kept = await storedCopy(work, key);
  if (kept?.equals(content)) {
    const data = { source: sourceId, kind, party: partyId, language };
    work.record({ event: 'dispute.paper_made', caseId, data, announce: false });
  }
  return kept ?? content;
}
