/** Boxes that hold other boxes, as far as sound is concerned. */
const holders = new Set(['moov', 'trak', 'mdia', 'moof', 'traf']);
/** What says where, when and with what something was recorded, or anything at all. */
const remarks = new Set(['udta', 'meta', 'uuid']);
const deepest = 6;

/**
 * A recording in the MP4 family (MPEG-4 part 12: what Safari and telephones make of a voice) with sound in it and nothing
 * else: no picture, no remarks - above all not where it was made. Remarks are blanked where they stand, so that nothing
 * moves. Null when it holds anything but sound, or is not built as it says.
 */
export function mp4Sound(sent: Uint8Array): Uint8Array | null {
  const content = Buffer.from(sent);
  const tracks: string[] = [];
  return walk(content, 0, content.length, 0, tracks) && tracks.length > 0 && tracks.every((kind) => kind === 'soun')
    ? content
    : null;
}

/** Looks at each box from `start` to `end`. @returns whether they fill it exactly */
function walk(content: Buffer, start: number, end: number, depth: number, tracks: string[]): boolean {
  if (depth > deepest) return false;
  let at = start;
  while (at < end) {
    if (end - at < 8) return false;
    const kind = content.toString('latin1', at + 4, at + 8);
    const stated = content.readUInt32BE(at);
    const isLong = stated === 1;
    if (isLong && end - at < 16) return false;
    const head = isLong ? 16 : 8;
    const size = isLong ? Number(content.readBigUInt64BE(at + 8)) : stated === 0 && depth === 0 ? end - at : stated;
    if (size < head || size > end - at) return false;
    const [inside, after] = [at + head, at + size];
    if (remarks.has(kind)) {
      content.write('free', at + 4, 'latin1');
      content.fill(0, inside, after);
    } else if (kind === 'hdlr' && depth === 3) {
      if (after - inside < 12) return false;
      tracks.push(content.toString('latin1', inside + 8, inside + 12));
    } else if (holders.has(kind) && !walk(content, inside, after, depth + 1, tracks)) return false;
    at = after;
  }
  return true;
}
