const most = 400;
const worthFrom = 3;
const writes = /^\s*(insert|update|with)\b/i;

/**
 * Which statements the server is asked to keep prepared: writes that come again and again, because reading and planning
 * one takes the server longer than carrying it out. Reads are planned for their values each time: one plan for a full and
 * for an empty work list would be wrong for one of them.
 */
export class PreparedStatements {
  readonly #known = new Map<string, { seen: number; readonly name: string }>();
  #generation = 0;

  /** The name under which to prepare it, or null while it is not worth it. */
  nameOf(text: string): string | null {
    const known = this.#known.get(text);
    if (known) {
      known.seen += 1;
      return known.seen >= worthFrom ? known.name : null;
    }
    if (this.#known.size < most && writes.test(text)) {
      this.#known.set(text, { seen: 1, name: `w${this.#generation}_${this.#known.size}` });
    }
    return null;
  }

  /** A table changed its shape under a prepared statement: all are prepared anew, under other names. */
  learnFrom(error: unknown): void {
    if (!isStalePlan(error)) return;
    this.#known.clear();
    this.#generation += 1;
  }
}

/** Whether a statement failed only because a table changed after it was prepared: trying again helps. */
export function isStalePlan(error: unknown): boolean {
  const of = error as { code?: unknown; message?: unknown } | null;
  return of?.code === '0A000' && /cached plan/.test(String(of.message));
}
