import { connect, type Socket } from 'node:net';

/** The scanner is away, or says that it could not look. Nothing is known of the file: it is not taken. */
export class ScannerAway extends Error {}

/** Looks at files before they are taken. */
export interface Scanner {
  /** @returns whether something harmful was found. @throws ScannerAway */
  finds(content: Uint8Array): Promise<boolean>;
}

const chunk = 64 * 1024;

/**
 * clamd over TCP or a unix socket, by its INSTREAM command: the length of each piece as four bytes, then the piece; a length of
 * nought ends it. One connection a file.
 * @param address `tcp://host:port` or `unix:/path`
 */
export function clamdScanner(address: string, milliseconds = 30_000): Scanner {
  return {
    finds(content) {
      return new Promise((resolve, reject) => {
        const socket = dial(address);
        const said: Buffer[] = [];
        const fail = (why: string) => {
          socket.destroy();
          reject(new ScannerAway(why));
        };
        socket.setTimeout(milliseconds, () => fail('the scanner does not answer'));
        socket.once('error', () => fail('the scanner cannot be reached'));
        socket.once('connect', () => {
          socket.write('zINSTREAM\0');
          for (let at = 0; at < content.length; at += chunk) {
            const piece = content.subarray(at, at + chunk);
            socket.write(lengthOf(piece.length));
            socket.write(piece);
          }
          socket.write(lengthOf(0));
        });
        socket.on('data', (part: Buffer) => said.push(part));
        socket.once('close', () => {
          const answer = Buffer.concat(said).toString('utf8').replace(/\0.*$/s, '').trim();
          if (/^stream: OK$/.test(answer)) return resolve(false);
          if (/^stream: .+ FOUND$/.test(answer)) return resolve(true);
          reject(new ScannerAway('the scanner could not look'));
        });
      });
    },
  };
}

function dial(address: string): Socket {
  if (address.startsWith('unix:')) return connect(address.slice('unix:'.length));
  const { hostname, port } = new URL(address);
  return connect(Number(port || 3310), hostname.replace(/^\[|\]$/g, ''));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
