/* How the counter without a line seals what is taken: see docs/decisions/0031. */
/** Six signs of the id that are easy to write on a slip. */
export const slip = (id) => id.replaceAll('-', '').slice(-6).toUpperCase();
const base64url = {
  of: (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, ''),
  bytes: (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0)),
};
export const encoded = (bytes) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 30_000) text += base64url.of(bytes.subarray(at, at + 30_000));
  return text;
};

export const bytesOf = (content) => new TextEncoder().encode(JSON.stringify(content));

/** A letter of these bytes that only the server can open, bound to its id. */
export const sealedFor = (serverKey) => async (id, content) => {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await subtle.importKey('raw', base64url.bytes(serverKey), curve, false, []);
  const mine = await subtle.generateKey(curve, false, ['deriveBits']);
  const point = new Uint8Array(await subtle.exportKey('raw', mine.publicKey));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256);
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const text = new TextEncoder();
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: text.encode('samleng device box') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: text.encode(id) }, key, content);
  return new Uint8Array(await new Blob([point, iv, body]).arrayBuffer());
};

/** The identifier of a filing: version 7, like those of the server. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let millis = Date.now();
  for (let at = 5; at >= 0; at -= 1, millis = Math.floor(millis / 256)) bytes[at] = millis % 256;
  bytes[6] = (bytes[6] & 15) | 0x70;
  bytes[8] = (bytes[8] & 63) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
