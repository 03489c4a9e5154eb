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

/**
 * A new identifier: UUID version 7 (RFC 9562), so that rows written together lie together in an index.
 * PostgreSQL 15 has no `uuidv7()`, hence it is made here. Unique, roughly ordered by time, never shown to citizens.
 */
export function newId(): string {
  const bytes = sixteenRandomBytes();
  const millis = Date.now();
  bytes[0] = (millis / 2 ** 40) & 0xff;
  bytes[1] = (millis / 2 ** 32) & 0xff;
  bytes[2] = (millis / 2 ** 24) & 0xff;
  bytes[3] = (millis / 2 ** 16) & 0xff;
  bytes[4] = (millis / 2 ** 8) & 0xff;
  bytes[5] = millis & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  let text = '';
  for (let i = 0; i < 16; i += 1) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += (bytes[i]! + 0x100).toString(16).slice(1);
  }
  return text;
}
