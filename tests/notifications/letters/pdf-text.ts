import { inflateSync } from 'node:zlib';

/** The glyphs that a PDF of our typesetter shows, as text, in the order in which they are drawn. */
export function textOf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  const objects = new Map<string, string>();
  for (const [, id = '', body = ''] of source.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g))
    objects.set(id, body);
  let text = '';
  for (const { content, resources } of pageContents(pdf, source)) {
    const fonts = fontsIn(resources, objects);
    let font: ReadonlyMap<number, string> = new Map();
    for (const [, name, shown] of content.matchAll(/\/(f\d+) [\d.]+ Tf|\[([\s\S]*?)\] TJ/g)) {
      if (name) font = fonts.get(name) ?? new Map();
      else text += glyphs(shown ?? '', font);
    }
  }
  return text;
}

function fontsIn(resources: string, objects: ReadonlyMap<string, string>): Map<string, ReadonlyMap<number, string>> {
  return new Map(
    [...resources.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? '';
      return [name, unicodeMap(objects.get(map) ?? '')];
    }),
  );
}

function unicodeMap(stream: string): ReadonlyMap<number, string> {
  return new Map(
    [...stream.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)].map(([, glyph = '', code = '']) => [
      parseInt(glyph, 16),
      String.fromCharCode(...(code.match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16))),
    ]),
  );
}

/** What each page draws, with the fonts that the page names just before. */
function* pageContents(pdf: Buffer, source: string): Generator<{ content: string; resources: string }> {
  for (const match of source.matchAll(/\/Length (\d+)\s+\/Filter \/FlateDecode\s*>>\s*stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const content = inflateSync(pdf.subarray(start, start + Number(match[1]))).toString('latin1');
    const resources = source.slice(source.lastIndexOf('/Font <<', match.index), match.index);
    if (content.includes(' Tf')) yield { content, resources: resources.slice(0, resources.indexOf('>>')) };
  }
}

/** Strings of an operand, two bytes a glyph. */
function glyphs(operand: string, font: ReadonlyMap<number, string>): string {
  let text = '';
  for (const bytes of literals(operand)) {
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      text += font.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? '';
    }
  }
  return text;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The literal strings of PDF in a text: with escapes, and with balanced brackets that have none. */
function* literals(text: string): Generator<string> {
  let depth = 0;
  let made = '';
  for (const [token] of text.matchAll(/\\[0-7]{1,3}|\\[\s\S]|[\s\S]/g)) {
    if (token === '(' && (depth += 1) === 1) continue;
    if (token === ')' && (depth -= 1) === 0) {
      yield made;
      made = '';
      continue;
    }
    if (depth === 0) continue;
    const escape = token.length > 1 ? token.slice(1) : null;
    if (escape === null) made += token;
    else made += /^[0-7]/.test(escape) ? String.fromCharCode(parseInt(escape, 8)) : (escapes[escape] ?? escape);
  }
}
