/** One figure, as one line of JSON: what a reader of the output or a script picks up. */
export function figure(bench: string, name: string, value: number, more: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ bench, name, value: rounded(value), ...more })}\n`);
}

/** What happens meanwhile, for whoever watches. */
export function progress(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

export function rounded(value: number): number {
  if (!Number.isFinite(value)) return value;
  const digits = Math.max(0, 3 - Math.ceil(Math.log10(Math.abs(value) + 1e-9)));
  return Number(value.toFixed(Math.min(digits, 6)));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which this part of the values lies. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  if (part === 0.5 && sorted.length % 2 === 0) {
    const upper = sorted.length / 2;
    return ((sorted[upper - 1] ?? Number.NaN) + (sorted[upper] ?? Number.NaN)) / 2;
  }
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}
