import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * One keep-alive connection to a server on this machine, one request at a time. Written on the bare socket: on a machine
 * that runs client, program and database, what the client costs is taken from what is measured.
 */
export class HttpConnection {
  readonly #port: number;
  #socket: Socket | null = null;
  #buffer: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  /** @param headers complete lines, each ended by CRLF */
  request(method: string, path: string, headers = '', body = ''): Promise<Answer> {
    const length =
      body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#connected().write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}${length}\r\n${body}`);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #connected(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    const socket = connect(this.#port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
    const gone = (error?: Error): void => {
      this.#buffer = Buffer.alloc(0);
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.reject(error ?? new Error('the connection was closed'));
    };
    socket.on('error', gone);
    socket.on('close', () => gone());
    this.#socket = socket;
    return socket;
  }

  #read(): void {
    const end = this.#buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#buffer.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    let body: string;
    if (length !== undefined) {
      const until = end + 4 + Number(length);
      if (this.#buffer.length < until) return;
      body = this.#buffer.toString('utf8', end + 4, until);
      this.#buffer = this.#buffer.subarray(until);
    } else if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
      const chunked = readChunks(this.#buffer, end + 4);
      if (!chunked) return;
      body = chunked.body;
      this.#buffer = this.#buffer.subarray(chunked.until);
    } else {
      body = '';
      this.#buffer = this.#buffer.subarray(end + 4);
    }
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status, body });
  }
}

function readChunks(buffer: Buffer, from: number): { body: string; until: number } | null {
  const parts: Buffer[] = [];
  for (let at = from; ;) {
    const line = buffer.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = parseInt(buffer.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (buffer.length < next) return null;
    if (size === 0) return { body: Buffer.concat(parts).toString('utf8'), until: next };
    parts.push(buffer.subarray(line + 2, line + 2 + size));
    at = next;
  }
}
