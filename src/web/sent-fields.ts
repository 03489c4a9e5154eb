/** What a form sent: names to one or more texts, in NFC, line ends as \n, without control characters. Nothing is lost. */
export class SentFields {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  /** The first value, trimmed; empty when the field was not sent. */
  one(name: string): string {
    return this.#values.get(name)?.[0]?.trim() ?? '';
  }

  /** Every value that is not empty, for checkboxes. */
  all(name: string): readonly string[] {
    return (this.#values.get(name) ?? []).map((value) => value.trim()).filter((value) => value !== '');
  }

  /** Every value as it was typed, the empty ones too. */
  texts(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  get empty(): boolean {
    return this.#values.size === 0;
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** The same fields, some replaced. An empty list takes a field away. */
  with(changes: Readonly<Record<string, string | readonly string[]>>): SentFields {
    const next = new Map(this.#values);
    for (const [name, value] of Object.entries(changes)) {
      const list = typeof value === 'string' ? [value] : value;
      if (list.length === 0) next.delete(name);
      else next.set(name, list);
    }
    return new SentFields(next);
  }

  /** Name and value of every field but those that must never be written back into a page. */
  carried(): readonly { readonly name: string; readonly value: string }[] {
    return [...this.#values]
      .filter(([name]) => !neverCarried.test(name))
      .flatMap(([name, values]) => values.map((value) => ({ name, value })));
  }
}

const neverCarried = /^(_csrf|.*password.*|totp|code)$/i;
const controls = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]', 'g');

export const noFields = new SentFields(new Map());

/** Fields out of a parsed urlencoded body; anything that is not text or a list of texts is left out. */
export function sentFields(body: unknown): SentFields {
  if (typeof body !== 'object' || body === null) return noFields;
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(body)) {
    const list = (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
    if (list.length > 0) values.set(name, list.map(tidy));
  }
  return new SentFields(values);
}

function tidy(value: string): string {
  return value.replace(/\r\n?/g, '\n').replace(controls, '').normalize('NFC');
}
