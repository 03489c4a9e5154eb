import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedSms {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly id: string; readonly to: string; readonly text: string };
}

export interface FakeGateway {
  readonly url: string;
  readonly received: ReceivedSms[];
  close(): Promise<void>;
}

/** A real HTTP server that plays the SMS gateway. `judge` says what becomes of the n-th request (from 1). */
export async function anSmsGateway(
  judge: (request: number) => number | 'hang' | 'drop' = () => 202,
): Promise<FakeGateway> {
  const received: ReceivedSms[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedSms['body'],
      });
      const verdict = judge(received.length);
      if (verdict === 'hang') return;
      if (verdict === 'drop') {
        request.socket.destroy();
        return;
      }
      response.writeHead(verdict, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: `gw-${received.length}` }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    received,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
