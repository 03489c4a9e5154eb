/** Random bytes are drawn for many identifiers at once: asking for sixteen costs as much as asking for four thousand. */
const pool = new Uint8Array(4096);
let used = pool.length;

function sixteenRandomBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += 16;
  return pool.slice(used - 16, used);
}

/** Greatest count that fits the twelve bits behind the time (RFC 9562, 6.2, method 1). */
const mostInOneMilli = 0xfff;
let lastMilli = 0;
let count = 0;

/** The millisecond and count of the next identifier: later than the last one, even if the clock stood still or went back. */
function next(): void {
  const now = Date.now();
  if (now > lastMilli) {
    lastMilli = now;
    count = 0;
  } else if (count < mostInOneMilli) {
    count += 1;
  } else {
    lastMilli += 1;
    count = 0;
  }
}

/**
 * A new identifier: UUID version 7 (RFC 9562), so that rows written together lie together in an index. Those of one process
 * sort in the order in which they were made, so that what happened in one instant is told in its order.
 * PostgreSQL 15 has no `uuidv7()`, hence it is made here. Unique by 62 random bits, never shown to citizens.
 */
export function newId(): string {
  const bytes = sixteenRandomBytes();
  next();
  bytes[0] = (lastMilli / 2 ** 40) & 0xff;
  bytes[1] = (lastMilli / 2 ** 32) & 0xff;
  bytes[2] = (lastMilli / 2 ** 24) & 0xff;
  bytes[3] = (lastMilli / 2 ** 16) & 0xff;
  bytes[4] = (lastMilli / 2 ** 8) & 0xff;
  bytes[5] = lastMilli & 0xff;
  bytes[6] = (count >>> 8) | 0x70;
  bytes[7] = count & 0xff;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  let text = '';
  for (let i = 0; i < 16; i += 1) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += (bytes[i]! + 0x100).toString(16).slice(1);
  }
  return text;
}
