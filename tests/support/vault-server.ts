import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';

/** A HashiCorp Vault reduced to its transit engine: its paths, answers, errors and key versions. */
export interface VaultServer {
  /** Address of the transit engine. */
  readonly url: string;
  readonly token: string;
  /** What it was asked: method and path. */
  readonly asked: string[];
  /** `slow`: takes the question and does not answer. `broken`: 500. `garbled`: no JSON. */
  state: 'up' | 'sealed' | 'slow' | 'broken' | 'garbled';
  /** As `state`, for so many answers; then up again. */
  troubles: number;
  /** Whether the token may rotate. */
  mayRotate: boolean;
  addKey(name: string, type?: string): void;
  removeKey(name: string): void;
  rotate(name: string): void;
  setMinimumDecryptionVersion(name: string, version: number): void;
  close(): Promise<void>;
}

interface TransitKey {
  readonly type: string;
  readonly versions: Buffer[];
  minimum: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refusal = (status: number, ...errors: string[]): Answer => ({ status, body: { errors } });
const data = (of: object): Answer => ({
  status: 200,
  body: { request_id: 'r', lease_id: '', renewable: false, lease_duration: 0, data: of, warnings: null },
});

export async function startVaultServer(): Promise<VaultServer> {
  const keys = new Map<string, TransitKey>();
  const token = `hvs.${randomBytes(12).toString('hex')}`;
  const server: Server = createServer((request, response) => {
    void (async () => {
      self.asked.push(`${request.method} ${request.url}`);
      const state = self.state;
      if (self.troubles > 0 && (self.troubles -= 1) === 0) self.state = 'up';
      if (state === 'slow') return;
      const answer = await answerTo(request, state);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    })();
  });

  const answerTo = async (request: IncomingMessage, state: VaultServer['state']): Promise<Answer> => {
    if (state === 'sealed') return refusal(503, 'Vault is sealed');
    if (state === 'broken') return refusal(500, 'internal error');
    if (state === 'garbled') return { status: 200, body: '<html>a proxy</html>' };
    const path = /^\/v1\/transit\/(keys|encrypt|decrypt)\/([\w.-]+)(\/rotate)?$/.exec(request.url ?? '');
    if (!path) return refusal(404, `no handler for route "${request.url}". route entry not found.`);
    if (request.headers['x-vault-token'] !== token)
      return refusal(403, '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n');
    const [, what, name = '', rotate] = path;
    const key = keys.get(name);
    if (what === 'keys' && rotate && request.method === 'POST') {
      if (!self.mayRotate) return refusal(403, '1 error occurred:\n\t* permission denied\n\n');
      if (!key) return refusal(400, 'key not found');
      self.rotate(name);
      return data({ latest_version: key.versions.length });
    }
    if (what === 'keys') {
      if (request.method !== 'GET') return refusal(405, 'unsupported operation');
      if (!key) return refusal(404);
      return data({ name, type: key.type, latest_version: key.versions.length, min_decryption_version: key.minimum });
    }
    if (request.method !== 'POST') return refusal(405, 'unsupported operation');
    if (!key) return refusal(400, 'encryption key not found');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const sent = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string>;
    const associated = Buffer.from(sent['associated_data'] ?? '', 'base64');
    return what === 'encrypt' ? encrypt(key, sent, associated) : decrypt(key, sent, associated);
  };

  const self: VaultServer = {
    url: '',
    token,
    asked: [],
    state: 'up',
    troubles: 0,
    mayRotate: true,
    addKey: (name, type = 'aes256-gcm96') => void keys.set(name, { type, versions: [randomBytes(32)], minimum: 1 }),
    removeKey: (name) => void keys.delete(name),
    rotate: (name) => void keys.get(name)?.versions.push(randomBytes(32)),
    setMinimumDecryptionVersion(name, version) {
      const key = keys.get(name);
      if (key) key.minimum = version;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return Object.assign(self, { url: `http://127.0.0.1:${port}/v1/transit` });
}

function encrypt(key: TransitKey, sent: Record<string, string>, associated: Buffer): Answer {
  const plain = sent['plaintext'];
  if (plain === undefined) return refusal(400, 'missing plaintext to encrypt');
  const version = key.versions.length;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.versions[version - 1]!, nonce);
  cipher.setAAD(associated);
  const body = Buffer.concat([cipher.update(Buffer.from(plain, 'base64')), cipher.final(), cipher.getAuthTag()]);
  return data({
    ciphertext: `vault:v${version}:${Buffer.concat([nonce, body]).toString('base64')}`,
    key_version: version,
  });
}

function decrypt(key: TransitKey, sent: Record<string, string>, associated: Buffer): Answer {
  const match = /^vault:v(\d+):(.+)$/.exec(sent['ciphertext'] ?? '');
  if (!match) return refusal(400, 'invalid ciphertext: no prefix');
  const version = Number(match[1]);
  const bytes = key.versions[version - 1];
  if (!bytes) return refusal(400, 'invalid ciphertext: version is too new');
  if (version < key.minimum) return refusal(400, 'ciphertext or signature version is disallowed by policy (too old)');
  const sealed = Buffer.from(match[2] ?? '', 'base64');
  const decipher = createDecipheriv('aes-256-gcm', bytes, sealed.subarray(0, 12));
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    return data({ plaintext: plain.toString('base64') });
  } catch {
    return refusal(400, 'cipher: message authentication failed');
  }
}
