/** One rule or at-rule of a stylesheet: what stands before the brace, and what is inside. */
interface Block {
  readonly head: string;
  readonly body: string;
}

/**
 * govuk-frontend's compiled stylesheet without what this product must not or need not show: the GDS Transport font, crown,
 * header, footer and the components named in `without` (class names less `govuk-`). Its fonts, the one for print
 * too (few printers know Khmer), become `var(--font)`.
 */
export function trimmedGovuk(css: string, without: readonly string[]): string {
  const dropped = new RegExp(`\\.govuk-(${without.join('|')})(?![a-z])`);
  const clean = css.replace(/\/\*[^]*?\*\//g, '').replace(/@charset[^;]*;/g, '');
  return trim(clean, dropped).replace(/font-family:(GDS Transport,arial,)?sans-serif/g, 'font-family:var(--font)');
}

function trim(css: string, dropped: RegExp): string {
  return blocks(css)
    .map(({ head, body }) => {
      if (head.startsWith('@font-face')) return '';
      if (head.startsWith('@media') || head.startsWith('@supports')) {
        const inner = trim(body, dropped);
        return inner === '' ? '' : `${head}{${inner}}`;
      }
      if (head.startsWith('@')) return `${head}{${body}}`;
      const kept = selectors(head).filter((selector) => !dropped.test(selector));
      return kept.length === 0 ? '' : `${kept.join(',')}{${body}}`;
    })
    .join('');
}

/** Selectors of a list, not split inside parentheses. */
function selectors(head: string): string[] {
  return head.split(/,(?![^(]*\))/);
}

function blocks(css: string): Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    while (depth > 0 && end < css.length) {
      const char = css[end];
      if (char === '{') depth += 1;
      else if (char === '}') depth -= 1;
      end += 1;
    }
    found.push({ head: css.slice(at, open).trim(), body: css.slice(open + 1, end - 1) });
    at = end;
  }
  return found;
}

/** Our own stylesheet with comments and needless blanks taken out. */
export function squeezed(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/;}/g, '}')
    .trim();
}
