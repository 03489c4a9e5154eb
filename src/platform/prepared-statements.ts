const most = 500;
const worthFrom = 3;
const longest = 10_000;

/**
 * Which statements the server is asked to keep prepared: those that come again and again. Under row-level security, reading
 * and planning a statement takes the server longer than carrying it out. Where one plan for all values would be worse than
 * a plan for each, PostgreSQL notices and goes on planning each.
 */
export class PreparedStatements {
  readonly #known = new Map<string, { seen: number; readonly name: string }>();
  #made = 0;

  /** The name under which to prepare it, or null while it is not worth it. */
  nameOf(text: string): string | null {
    const known = this.#known.get(text);
    if (known) {
      known.seen += 1;
      return known.seen >= worthFrom ? known.name : null;
    }
    if (text.length > longest) return null;
    if (this.#known.size >= most) this.#forgetRare();
    if (this.#known.size < most) this.#known.set(text, { seen: 1, name: `s${(this.#made += 1)}` });
    return null;
  }

  /** A table changed its shape under a prepared statement: all are prepared anew, under other names. */
  learnFrom(error: unknown): void {
    if (isStalePlan(error)) this.#known.clear();
  }

  /** Statements of which no name was ever given out, such as those made for a list of a certain length. */
  #forgetRare(): void {
    for (const [text, { seen }] of this.#known) if (seen < worthFrom) this.#known.delete(text);
  }
}

/** Whether a statement failed only because a table changed after it was prepared: trying again helps. */
export function isStalePlan(error: unknown): boolean {
  const of = error as { code?: unknown; message?: unknown } | null;
  return of?.code === '0A000' && /cached plan/.test(String(of.message));
}
