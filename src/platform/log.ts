import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * The program's log: one JSON line an event on stderr. What is logged are event names, ids and codes; personal data,
 * narrative, request bodies and URLs with queries have no business here, and an error is reduced to its kind, code and
 * stack because its message may quote what a person typed (PostgreSQL puts row values in `detail`).
 */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Errors of another realm (a test sandbox) are no `instanceof Error` here. */
function isErrorLike(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'stack' in error && 'name' in error;
}

/** What may be said of an error in a log: its kind, code and where it arose, never values. */
export function describeError(error: unknown): { name: string; code?: string; constraint?: string; stack?: string } {
  if (!isErrorLike(error)) return { name: typeof error };
  const extra = error as Error & { code?: unknown; constraint?: unknown };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof extra.code === 'string' ? { code: extra.code } : {}),
    ...(typeof extra.constraint === 'string' ? { constraint: extra.constraint } : {}),
    ...(frames ? { stack: frames.slice(0, 8).join('\n') } : {}),
  };
}
