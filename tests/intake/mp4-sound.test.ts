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

describe('what telephones without MP4 record', () => {
  const frames = (head: readonly number[], length: number) =>
    Buffer.concat(Array.from({ length: 4 }, () => Buffer.concat([Buffer.from(head)], length)));
  const file = (magic: string, head: readonly number[], length: number) =>
    Buffer.concat([Buffer.from(magic, 'latin1'), frames(head, length)]);

  test.each([
    ['AMR', file('#!AMR\n', [0x3c], 32), 'audio/amr', 'amr'],
    ['AMR, wide band', file('#!AMR-WB\n', [0x44], 61), 'audio/amr', 'amr'],
    ['AAC without a container', frames([0xff, 0xf1, 0x50, 0x80, 0x04, 0x1f, 0xfc], 32), 'audio/aac', 'aac'],
    ['AAC as MPEG-2 has it', frames([0xff, 0xf9, 0x50, 0x80, 0x04, 0x1f, 0xfc], 32), 'audio/aac', 'aac'],
    ['MP3 at a low rate', frames([0xff, 0xf3, 0x40, 0xc0], 208), 'audio/mpeg', 'mp3'],
    ['3GP of a later release', recording('3gp6', [voice]), 'audio/3gpp', '3gp'],
    ['3G2', recording('3g2a', [voice]), 'audio/3gpp2', '3g2'],
  ])('%s is taken', async (_what, sent, mediaType, extension) => {
    expect(await cleanFile(sent)).toMatchObject({ mediaType, extension });
  });
});
