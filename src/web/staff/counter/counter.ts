import { readFileSync } from 'node:fs';
import type { Language } from '../../../kernel/language.ts';
import { largestFile } from '../../../intake/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { en as intakeEn } from '../intake/en.ts';
import { km as intakeKm } from '../intake/km.ts';
import { presentIntake } from '../intake/present.ts';
import { fill, localDigits } from '../../text.ts';
import { staffPage } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

export const counterStrings = { km: { ...intakeKm, ...km }, en: { ...intakeEn, ...en } };

/**
 * The counter that works without a line: one page, the same for everybody, with nothing about anybody in it, so that the
 * device may keep it. A script seals what is typed for the server and keeps it until it can be sent (counter/send).
 */
export const counterPage = staffPage({
  path: '/staff/counter',
  section: null,
  permission: 'public',
  audit: { none: 'An empty form that shows nothing about anybody; sending is recorded by filing' },
  strings: counterStrings,
  template: 'staff/counter',
  async show(request) {
    const book = await request.services.book();
    const words = request.strings.counter;
    return {
      kind: 'page',
      data: {
        ...presentIntake(request, book),
        key: null,
        places: null,
        placeNow: null,
        options: placeOptions(book, request.language),
        counterKey: request.services.counterKey,
        sendTo: request.url('/staff/counter/send'),
        sendFileTo: request.url('/staff/counter/send-file'),
        // A little of what one file may have goes to what it is sealed in.
        limits: JSON.stringify({ files: mostAtCounter, bytes: largestFile - 4096, waiting: mostWaiting }),
        filesHint: fill(words.filesHint, { n: localDigits(mostAtCounter, request.language) }),
        signIn: `${request.url('/staff/sign-in')}?next=${encodeURIComponent(request.url('/staff/counter'))}`,
        intake: request.url('/staff/intake'),
        words: JSON.stringify({ ...words, lead: '', noScript: '' }),
      },
    };
  },
});

/** Files of one complaint, and bytes of all files that wait on a device: its browser gives no more for certain. */
const mostAtCounter = 5;
const mostWaiting = 100 * 1024 * 1024;

/** Communes and districts as somebody types them, in both scripts, each with its code. */
function placeOptions(book: ReferenceBook, language: Language): readonly string[] {
  const name = (code: string) => {
    const place = book.place(code);
    return place === null ? '' : `${place.name[language]} / ${place.name[language === 'km' ? 'en' : 'km']}`;
  };
  return book
    .places()
    .flatMap((province) => book.places(province.code))
    .flatMap((district) => [district, ...book.places(district.code)])
    .map(({ code }) => `${name(code)} (${code})`);
}

const worker = readFileSync(new URL('../../assets/counter-worker.js', import.meta.url), 'utf8');

/** The service worker of that page. Served at the top, because a worker governs no path above its own. */
export const counterWorkerPage = staffPage({
  path: '/counter-worker.js',
  section: null,
  permission: 'public',
  audit: { none: 'A script' },
  strings: counterStrings,
  template: 'staff/counter',
  show: () => ({ kind: 'file', body: worker, type: 'text/javascript; charset=utf-8', fileName: null }),
});
