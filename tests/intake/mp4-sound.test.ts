import { cleanFile, type CleanFile } from '../../src/intake/attachments/clean-file.ts';

const box = (kind: string, ...inside: readonly (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(inside.map((each) => (typeof each === 'string' ? Buffer.from(each, 'latin1') : each)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, content]);
};
const track = (handler: string): Buffer =>
  box('trak', box('tkhd', Buffer.alloc(84)), box('mdia', box('hdlr', Buffer.alloc(8), handler, Buffer.alloc(13))));
const where = '+11.5564+104.9282/';
const recording = (brand: string, tracks: readonly Buffer[], ...more: readonly Buffer[]): Buffer =>
  Buffer.concat([
    box('ftyp', brand, Buffer.alloc(4), brand),
    box('moov', box('mvhd', Buffer.alloc(100)), ...tracks, box('udta', box('\u00a9xyz', where))),
    ...more,
    box('moof', box('mfhd', Buffer.alloc(8)), box('traf', box('tfhd', Buffer.alloc(8)))),
    box('mdat', 'a voice'),
  ]);
const voice = track('soun');

describe('sound recordings of the MP4 family', () => {
  test.each([
    ['iso5', 'audio/mp4', 'm4a'],
    ['mp42', 'audio/mp4', 'm4a'],
    ['M4A ', 'audio/mp4', 'm4a'],
    ['3gp4', 'audio/3gpp', '3gp'],
  ])(
    '%s is taken, without what says where it was made, and nothing in it moves',
    async (brand, mediaType, extension) => {
      const sent = recording(brand, [voice]);
      const cleaned = await cleanFile(sent);
      expect(cleaned).toMatchObject({ mediaType, extension });
      const content = Buffer.from((cleaned as CleanFile).content);
      expect(content.includes(where)).toBe(false);
      expect([content.length, content.indexOf('a voice')]).toEqual([sent.length, sent.indexOf('a voice')]);
      expect(sent.includes(where)).toBe(true);
    },
  );

  test.each([
    ['a film', recording('mp42', [voice, track('vide')])],
    ['a picture alone', recording('iso5', [track('vide')])],
    ['captions', recording('iso5', [voice, track('text')])],
    ['no track', recording('iso5', [])],
    ['a box larger than what holds it', recording('iso5', [box('trak', Buffer.from([0, 0, 255, 0]), 'mdia')])],
    ['an end that is missing', recording('iso5', [voice]).subarray(0, -3)],
    ['a tail that is no box', Buffer.concat([recording('iso5', [voice]), Buffer.from('<script>')])],
  ])('%s is not', async (_what, sent) => {
    expect(await cleanFile(sent)).toBe('file_type_refused');
  });
});
