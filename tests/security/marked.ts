import { randomBytes } from 'node:crypto';

import sharp from 'sharp';

import { Canaries } from './canaries.ts';

/** Words that stand nowhere else, for every personal field of a complaint; the cases of one run are told apart by them. */
export const canaries = new Canaries();

let made = 0;
/** A word of its own, in Latin letters and Khmer, so that both ways of writing are looked for. */
export function word(where: string): string {
  made += 1;
  const letters = randomBytes(9)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? 'q');
  const latin = canaries.put(where, `Zq${letters}`);
  return `${latin} ${canaries.put(`${where}, Khmer`, `កាណារី${'កខគឃងចឆជ'[made % 8]}${'ញដឋឌឍណតថ'[(made >> 3) % 8]}សម្ងាត់${'ទធនបផពភម'[(made >> 6) % 8]}`)}`;
}

function phone(where: string): string {
  const digits = `${10_000_000 + (randomBytes(4).readUInt32BE() % 89_999_999)}`.slice(0, 6);
  canaries.put(where, `12${digits}`);
  canaries.also(where, `+85512${digits}`);
  return `012${digits}`;
}

export function digits(where: string, length: number): string {
  return canaries.put(
    where,
    Array.from(randomBytes(length), (byte, at) => (at === 0 ? 1 + (byte % 9) : byte % 10)).join(''),
  );
}

/** A complaint with a word of its own in every field that may be personal. */
export function complaint(kind: string, more: object = {}): object {
  return {
    language: 'km',
    programme: 'FP-PWC',
    category: 'PAY-NOT',
    place: '120101',
    identity: kind === 'confidential' ? 'confidential' : 'named',
    narrative: `រឿង ${word(`${kind}: narrative`)}`,
    remedySought: word(`${kind}: remedy sought`),
    complainant: {
      name: word(`${kind}: name`),
      sex: 'female',
      birthYear: 1990,
      phone: phone(`${kind}: phone`),
      email: `${canaries.put(`${kind}: email`, `zq${randomBytes(6).toString('hex')}x`)}@example.test`,
      address: word(`${kind}: address`),
      ids: {
        socialProtectionId: digits(`${kind}: social protection ID`, 10),
        nationalId: digits(`${kind}: national ID`, 9),
      },
      contact: { channel: 'sms', safe: true, note: word(`${kind}: contact note`) },
    },
    representative: {
      name: word(`${kind}: representative`),
      phone: phone(`${kind}: representative's phone`),
      relation: word(`${kind}: relation`),
    },
    about: [{ kind: 'staff', name: word(`${kind}: accused`) }],
    ...more,
  };
}

/** A photograph as a telephone takes it: with where and what in its head. */
export async function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: 'olive' } })
    .withExif({
      IFD0: {
        ImageDescription: canaries.put('EXIF description', 'Zqexifdescription'),
        Make: canaries.put('EXIF camera', 'Zqexifcamera'),
      },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '11/1 33/1 12345/1000',
        GPSLongitudeRef: 'E',
        GPSLongitude: '104/1 55/1 54321/1000',
      },
    })
    .jpeg()
    .toBuffer();
}
