/** What came of summing up: how many have this pattern of flags in this group, and the money it is about. */
export interface Sum {
  /** As it was added; below 0: of no group. */
  readonly group: number;
  readonly bits: number;
  readonly count: number;
  readonly amount: number;
}

const spread = 0x9e3779b1;
const mix = 0x85ebca6b;

/**
 * Sums by group and pattern of flags. A table of open places over plain numbers: a question that nobody asked before sums up
 * hundreds of thousands of rows while somebody waits.
 */
export class Sums {
  #places = 1024;
  #used = 0;
  #groups = new Int32Array(this.#places);
  #bits = new Int32Array(this.#places);
  #counts = new Int32Array(this.#places);
  #amounts = new Float64Array(this.#places);

  /** @param bits a whole number from 0 to 2 ** 31 - 1 */
  add(group: number, bits: number, amount = 0): void {
    const at = this.#placeOf(group, bits);
    if (this.#counts[at] === 0) {
      this.#groups[at] = group;
      this.#bits[at] = bits;
      this.#used += 1;
    }
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    if (amount !== 0) this.#amounts[at] = (this.#amounts[at] ?? 0) + amount;
    if (this.#used * 2 > this.#places) this.#grow();
  }

  /** In no order. */
  sums(): readonly Sum[] {
    const sums: Sum[] = [];
    for (let at = 0; at < this.#places; at += 1) {
      const count = this.#counts[at] ?? 0;
      if (count === 0) continue;
      sums.push({
        group: this.#groups[at] ?? -1,
        bits: this.#bits[at] ?? 0,
        count,
        amount: this.#amounts[at] ?? 0,
      });
    }
    return sums;
  }

  #placeOf(group: number, bits: number): number {
    const last = this.#places - 1;
    const hash = Math.imul(bits ^ Math.imul(group + 1, spread), mix);
    let at = (hash ^ (hash >>> 15)) & last;
    while (this.#counts[at] !== 0 && (this.#bits[at] !== bits || this.#groups[at] !== group)) at = (at + 1) & last;
    return at;
  }

  #grow(): void {
    const all = this.sums();
    this.#places *= 4;
    this.#groups = new Int32Array(this.#places);
    this.#bits = new Int32Array(this.#places);
    this.#counts = new Int32Array(this.#places);
    this.#amounts = new Float64Array(this.#places);
    for (const { group, bits, count, amount } of all) {
      const at = this.#placeOf(group, bits);
      this.#groups[at] = group;
      this.#bits[at] = bits;
      this.#counts[at] = count;
      this.#amounts[at] = amount;
    }
  }
}
