/** Where a text stops being JSON: offset from 0 in characters, line and column from 1. */
export interface JsonPosition {
  readonly position: number;
  readonly line: number;
  readonly column: number;
}

const space = /[ \t\n\r]*/y;
const scalar =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/**
 * Finds the first character at which `source` cannot go on as JSON. The engine's own message names it only sometimes and
 * quotes what was sent. Keeps its own stack, so that depth costs nothing.
 */
export function jsonFaultPosition(source: string): JsonPosition {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(source)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const take = (character: string): boolean => {
    skip(space);
    if (source[at] !== character) return false;
    at += 1;
    return true;
  };
  /** A member name and its colon. */
  const name = (): boolean => {
    skip(space);
    return skip(text) && take(':');
  };
  for (let expectsValue = true; ;) {
    if (expectsValue) {
      if (take('{')) {
        if (take('}')) expectsValue = false;
        else if (name()) open.push('{');
        else return located(source, at);
        continue;
      }
      if (take('[')) {
        if (take(']')) expectsValue = false;
        else open.push('[');
        continue;
      }
      if (!skip(scalar)) return located(source, at);
      expectsValue = false;
      continue;
    }
    const within = open.at(-1);
    skip(space);
    if (within === undefined || at >= source.length) return located(source, at);
    if (take(within === '{' ? '}' : ']')) {
      open.pop();
      continue;
    }
    if (!take(',') || (within === '{' && !name())) return located(source, at);
    expectsValue = true;
  }
}

function located(source: string, position: number): JsonPosition {
  const before = source.slice(0, position);
  const line = before.split('\n').length;
  return { position, line, column: position - before.lastIndexOf('\n') };
}
