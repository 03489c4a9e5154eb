// Verifies a signed receipt of a complaint, offline and with nothing but Node: node scripts/verify-receipt.mjs receipt.json
// keys.json [narrative.txt [remedy.txt]]. keys.json is what /api/v1/keys answered, once. Exits 0 when the receipt is genuine
// (and the text, when one is given, is the one that was filed), 1 when not, 2 when it cannot be said.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [receiptFile, keysFile, narrativeFile, remedyFile] = process.argv.slice(2);
if (keysFile === undefined)
  end(2, 'give the receipt and the published keys: verify-receipt.mjs receipt.json keys.json');

const { signature, ...said } = json(receiptFile);
const published = json(keysFile);
const key = (published.keys ?? published).find?.(({ id }) => id === said.keyId);
if (key === undefined)
  end(1, `not genuine: it is signed with the key ${said.keyId}, which is not among those published`);

const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key.publicKey, 'base64')]);
const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
const isGenuine = verify(
  null,
  Buffer.from(canonical(said), 'utf8'),
  publicKey,
  Buffer.from(String(signature), 'base64'),
);
if (!isGenuine) end(1, 'not genuine: the signature does not fit what the receipt says');

console.log(`genuine: ${said.reference} was filed ${said.filedAt}`);
if (narrativeFile !== undefined) {
  const content = canonical({ narrative: plain(narrativeFile), remedySought: remedyFile ? plain(remedyFile) : null });
  const salt = Buffer.from(said.content.salt, 'base64');
  const hash = createHash('sha256').update(salt).update(content, 'utf8').digest('hex');
  if (hash !== said.content.hash) end(1, 'but this is not the text that was filed');
  console.log('this is the text that was filed');
}

/** JSON with keys in order and nothing between. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}

/** Line ends and blanks around a text do not count. */
function plain(file) {
  return readFileSync(file, 'utf8').normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

function json(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return end(2, `${file}: ${error.message}`);
  }
}

function end(code, line) {
  console.error(line);
  process.exit(code);
}
