import { letterKinds } from '../../../src/notifications/letters/kinds.ts';
import { letterFileName, makeLetter } from '../../../src/notifications/letters/make-letter.ts';
import { presentLetter } from '../../../src/notifications/letters/present.ts';
import { openTypesetter } from '../../../src/notifications/letters/typesetter.ts';
import { textOf } from './pdf-text.ts';
import { aLetter, bodies, theLongestLetter } from './samples.ts';

const site = 'https://samleng.example';
const tracking = { address: `${site}/complaints/track`, qr: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
const pagesOf = (pdf: Buffer): number => Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);

/** The national header. In Khmer what can be read back of the glyphs: vowels and feet that fuse with their letter are not told. */
const header = {
  km: /^ព្រះ.{0,3}រាជាណា.{0,6}កម្ពុជាជាតិ.{0,6}ព្រះ/,
  en: /^Kingdom of CambodiaNation Religion King/,
};

describe.each(['km', 'en'] as const)('in %s', (language) => {
  test.each(letterKinds)(
    '%s is a PDF with the Khmer font in it, and begins with the header of the nation',
    async (kind) => {
      const pdf = await makeLetter(aLetter(kind), language, site);
      expect(textOf(pdf)).toMatch(header[language]);
      const source = pdf.toString('latin1');
      expect(source.startsWith('%PDF-')).toBe(true);
      expect(source).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansKhmer-Regular/);
      expect(source).toMatch(/\/FontFile2 /);
      expect(source.includes('+Moul-Regular')).toBe(language === 'km');
    },
  );

  test('an ordinary acknowledgement is one page: who signs stands where it is read', async () => {
    expect(pagesOf(await makeLetter(aLetter('acknowledgement'), language, site))).toBe(1);
  });

  test.each(letterKinds)('%s holds the longest texts, page after page', async (kind) => {
    const pdf = await makeLetter(theLongestLetter(kind), language, site);
    expect(pagesOf(pdf)).toBeGreaterThanOrEqual(kind === 'decision' ? 6 : 2);
  });
});

test('the same letter has the same bytes', async () => {
  const [first, second] = [
    await makeLetter(aLetter('decision'), 'km', site),
    await makeLetter(aLetter('decision'), 'km', site),
  ];
  expect(first.equals(second)).toBe(true);
  expect(first.toString('latin1')).not.toContain('/CreationDate');
});

test('what means something to the typesetter comes out as it was typed', async () => {
  const hostile =
    '#panic("x") $x^2$ *bold* _it_ @ref <label> \\ `raw` = a - b / [c] {d} // e /* f */ #include "/etc/passwd"';
  const body = { ...bodies['information-request'], question: hostile };
  const named = aLetter('information-request', { body, addressee: '#(1+1) $ * _ @ < > \\ ` Name' });
  const text = textOf(await makeLetter(named, 'en', site)).replace(/\s+/g, '');
  expect(text).toContain(hostile.replace(/\s+/g, ''));
  expect(text).toContain('#(1+1)$*_@<>\\`Name');
});

test('Khmer is shaped: every character of a name is there, none in a missing glyph', async () => {
  const text = textOf(await makeLetter(aLetter('acknowledgement', { addressee: 'ភ្នំពេញ ស្ត្រី' }), 'km', site));
  for (const letter of 'ភនំពេញស្ត្រី') expect(text).toContain(letter);
});

test('the file of a discreet letter names neither the case nor what happened, inside or outside', async () => {
  const letter = aLetter('decision', { isDiscreet: true, addressee: null, programme: null, subject: null });
  expect(letterFileName(letter)).toBe('letter.pdf');
  expect(letterFileName(aLetter('decision'))).toBe('SA-26-0000123-4-decision.pdf');
  const pdf = await makeLetter(letter, 'en', site);
  expect(
    /\/Title \(([^)]*)\)/.exec(pdf.toString('latin1').slice(pdf.toString('latin1').lastIndexOf('/Title')))?.[1],
  ).toBe('Letter');
});

describe('the typesetter', () => {
  const page = (n: number) => presentLetter(aLetter('acknowledgement', { reference: `SA-26-${n}` }), 'en', tracking);

  test('changes its process after so many letters and loses none', async () => {
    const typesetter = openTypesetter({ letters: 2, idleMilliseconds: 1_000, letterMilliseconds: 30_000, waiting: 10 });
    const all = await Promise.all([1, 2, 3, 4, 5].map((n) => typesetter.set(page(n))));
    expect(all.map((pdf) => textOf(pdf).includes('SA-26-'))).toEqual([true, true, true, true, true]);
    typesetter.close();
  });

  test('a template that fails is told, and the next letter is set', async () => {
    const typesetter = openTypesetter();
    const broken = { ...page(1), blocks: [{ kind: 'unheard-of' }] } as never;
    await expect(typesetter.set(broken)).rejects.toThrow('no such piece');
    expect((await typesetter.set(page(2))).subarray(0, 4).toString()).toBe('%PDF');
    typesetter.close();
  });

  test('one that takes too long is given up, and so is one too many', async () => {
    const slow = openTypesetter({ letters: 9, idleMilliseconds: 1_000, letterMilliseconds: 1, waiting: 1 });
    const first = slow.set(page(1));
    expect(() => slow.set(page(2))).toThrow('unavailable');
    await expect(first).rejects.toThrow('unavailable');
    slow.close();
  });
});
