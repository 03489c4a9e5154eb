import { IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

import type { Express } from 'express';

import type { Answered } from '../support/ask.ts';

/** The other end of a connection that is not there. */
class NoSocket extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  override _read(): void {
    // Nothing comes this way: the request is laid in whole.
  }
  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    done();
  }
  setTimeout(): this {
    return this;
  }
}

export interface How {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | FormData;
}

/**
 * Asks an application without a network between: for walks over thousands of answers, which are about what is answered. What
 * stands at the edge of HTTP itself is asked over real connections elsewhere.
 */
export async function askInside(app: Express, path: string, how: How = {}): Promise<Answered> {
  const headers: Record<string, string> = { host: 'localhost' };
  for (const [name, value] of Object.entries(how.headers ?? {})) headers[name.toLowerCase()] = value;
  let body: Buffer | null = null;
  if (how.body instanceof FormData) {
    const whole = new Response(how.body);
    headers['content-type'] = whole.headers.get('content-type') ?? '';
    body = Buffer.from(await whole.arrayBuffer());
  } else if (how.body !== undefined) body = Buffer.from(how.body);
  if (body !== null) headers['content-length'] = String(body.length);

  const socket = new NoSocket();
  // Of a socket, what Express looks at is there.
  const request = new IncomingMessage(socket as never);
  Object.assign(request, { method: how.method ?? 'GET', url: path, headers, httpVersion: '1.1' });
  if (body !== null) request.push(body);
  request.push(null);
  request.complete = true;
  const response = new ServerResponse(request);
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  return new Promise<Answered>((resolve, reject) => {
    response.write = (chunk: unknown) => {
      keep(chunk);
      return true;
    };
    response.end = (chunk?: unknown) => {
      keep(chunk);
      if (!response.headersSent) response.writeHead(response.statusCode);
      const told = new Headers();
      for (const [name, value] of Object.entries(response.getHeaders())) {
        for (const each of [value].flat()) if (each !== undefined) told.append(name, String(each));
      }
      response.emit('finish');
      response.emit('close');
      resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString('utf8'), headers: told });
      return response;
    };
    (app as unknown as (request: IncomingMessage, response: ServerResponse, next: (e: unknown) => void) => void)(
      request,
      response,
      (error) => reject(error instanceof Error ? error : new Error('nobody answers')),
    );
  });
}

/** A cookie of the browser, and the token that belongs to it in every form. */
export async function formTokenOf(app: Express): Promise<{ readonly cookie: string; readonly token: string }> {
  const { headers, text } = await askInside(app, '/en/staff/sign-in');
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { cookie, token: /(?:name="_csrf" value=|"csrf":)"([^"]+)"/.exec(text)?.[1] ?? '' };
}
