import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { Unavailable } from '../../kernel/errors.ts';
import type { LetterPage } from './present.ts';
import { withStopsKept } from './typed-text.ts';

export interface SetRequest {
  readonly id: number;
  /** A `LetterPage` as JSON. */
  readonly page: string;
}

export interface SetAnswer {
  readonly id: number;
  readonly pdf: Uint8Array | null;
  readonly fault: string | null;
}

export interface Typesetter {
  /**
   * Sets a letter as PDF (A4).
   * @throws Unavailable when too many wait or it takes too long; Error when the template does not compile
   */
  set(page: LetterPage): Promise<Buffer>;
  /** Ends the process, if one runs. */
  close(): void;
}

interface Waiting {
  readonly timer: NodeJS.Timeout;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

interface Press {
  readonly child: ChildProcess;
  readonly waiting: Map<number, Waiting>;
  /** Letters given to it so far. */
  given: number;
}

export interface TypesetterLimits {
  /** The compiler keeps about 1 MB of every letter for ever: after so many a fresh process takes over. */
  readonly letters: number;
  readonly idleMilliseconds: number;
  readonly letterMilliseconds: number;
  readonly waiting: number;
}

const program = fileURLToPath(new URL('./typesetting.ts', import.meta.url));
const usual: TypesetterLimits = { letters: 150, idleMilliseconds: 60_000, letterMilliseconds: 30_000, waiting: 40 };

/**
 * A typesetter in a process of its own (about 130 MB while it runs, some 30 ms a page), started with the first letter and
 * ended when nobody asks for one. Requests to the site do not wait while a long letter is set, and the process sees neither
 * the settings nor the keys of this one.
 */
export function openTypesetter(limits: TypesetterLimits = usual): Typesetter {
  let press: Press | null = null;
  let idle: NodeJS.Timeout | null = null;
  let lastId = 0;

  function retire(of: Press): void {
    if (press === of) press = null;
    of.child.disconnect();
  }

  function start(): Press {
    const child = fork(program, { env: {}, execArgv: [], serialization: 'advanced', stdio: 'ignore' });
    const started: Press = { child, waiting: new Map(), given: 0 };
    child.on('message', ({ id, pdf, fault }: SetAnswer) => {
      const asked = take(started, id);
      if (pdf) asked?.resolve(Buffer.from(pdf));
      else asked?.reject(new Error(`the letter cannot be set: ${fault}`));
      if (started.waiting.size === 0 && press !== started) child.disconnect();
      if (started.waiting.size === 0) rest(started);
    });
    child.on('error', (error) => fail(started, error));
    child.on('exit', (code, signal) => fail(started, new Error(`the typesetter ended (${signal ?? code})`)));
    return started;
  }

  function fail(of: Press, error: Error): void {
    if (press === of) press = null;
    for (const id of [...of.waiting.keys()]) take(of, id)?.reject(error);
  }

  /** With nothing to do it keeps no process alive that wants to end, and soon ends itself. */
  function rest(of: Press): void {
    of.child.unref();
    of.child.channel?.unref();
    if (press !== of) return;
    if (idle) clearTimeout(idle);
    idle = setTimeout(() => press === of && of.waiting.size === 0 && retire(of), limits.idleMilliseconds).unref();
  }

  return {
    set(page) {
      if ((press?.waiting.size ?? 0) >= limits.waiting) throw new Unavailable();
      const at = (press ??= start());
      const id = (lastId += 1);
      at.given += 1;
      // The last letter that this process takes: it ends when all its letters are done.
      if (at.given >= limits.letters) press = null;
      at.child.ref();
      at.child.channel?.ref();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          take(at, id)?.reject(new Unavailable());
          at.child.kill('SIGKILL');
        }, limits.letterMilliseconds);
        at.waiting.set(id, { timer, resolve, reject });
        at.child.send({ id, page: asJson(page) } satisfies SetRequest, (error) => {
          if (error) take(at, id)?.reject(error);
        });
      });
    },
    close() {
      if (idle) clearTimeout(idle);
      if (press) retire(press);
    },
  };
}

function asJson(page: LetterPage): string {
  return JSON.stringify(page, (key, value: unknown) =>
    typeof value === 'string' && key !== 'qr' ? withStopsKept(value) : value,
  );
}

function take(press: Press, id: number): Waiting | undefined {
  const waiting = press.waiting.get(id);
  if (waiting) clearTimeout(waiting.timer);
  press.waiting.delete(id);
  return waiting;
}
