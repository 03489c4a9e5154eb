/** JSON of a value with its keys in order, so that equal values are written alike. For values of bounded depth. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const of = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(of).filter((key) => of[key] !== undefined);
    return `{${keys
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(of[key])}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
