interface Slots {
  readonly ids: Float64Array;
  readonly sums: Float64Array;
}

/** Kept from one search to the next, by size: what lies outside the heap is what the collector collects for. */
const spare = new Map<number, Slots>();
/** 16 bytes each: larger ones are not kept. */
const mostSpareSlots = 2 ** 17;

/** Sums by number: an open-addressing table, several times as fast as a Map where there are tens of thousands. */
export class ScoreTable {
  readonly #mask: number;
  readonly #ids: Float64Array;
  readonly #sums: Float64Array;

  /** For at most so many different ids. */
  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(8, most * 2)));
    this.#mask = slots - 1;
    const kept = spare.get(slots);
    spare.delete(slots);
    this.#ids = kept?.ids.fill(0) ?? new Float64Array(slots);
    this.#sums = kept?.sums.fill(0) ?? new Float64Array(slots);
  }

  /** For the next one of this size; this one must not be used any more. */
  release(): void {
    const slots = this.#mask + 1;
    if (slots <= mostSpareSlots) spare.set(slots, { ids: this.#ids, sums: this.#sums });
  }

  /** Ids count from 1: an empty slot holds 0. */
  add(id: number, amount: number): void {
    this.#sums[this.#slotOf(id)]! += amount;
  }

  /** No less than this. */
  raise(id: number, least: number): void {
    const slot = this.#slotOf(id);
    this.#sums[slot] = Math.max(this.#sums[slot]!, least);
  }

  *[Symbol.iterator](): Generator<[id: number, sum: number]> {
    for (let slot = 0; slot <= this.#mask; slot++) {
      const id = this.#ids[slot]!;
      if (id !== 0) yield [id, this.#sums[slot]!];
    }
  }

  /** The largest sums, largest first, equals by id. */
  best(limit: number): [id: number, sum: number][] {
    const best: [number, number][] = [];
    const order = (x: [number, number], y: [number, number]) => y[1] - x[1] || x[0] - y[0];
    let least = -Infinity;
    for (let slot = 0; slot <= this.#mask; slot++) {
      const id = this.#ids[slot]!;
      const sum = this.#sums[slot]!;
      if (id === 0 || sum < least) continue;
      best.push([id, sum]);
      // Sorting now and then is cheaper than keeping a heap, and the bar rises quickly.
      if (best.length < 4 * limit + 64) continue;
      best.sort(order).length = limit;
      least = best.at(-1)?.[1] ?? Infinity;
    }
    return best.sort(order).slice(0, limit);
  }

  #slotOf(id: number): number {
    // Multiplicative hashing (Knuth): neighbours spread over the table.
    let slot = (Math.imul(id | 0, 0x9e3779b1) >>> 7) & this.#mask;
    for (;;) {
      const held = this.#ids[slot];
      if (held === id) return slot;
      if (held === 0) {
        this.#ids[slot] = id;
        return slot;
      }
      slot = (slot + 1) & this.#mask;
    }
  }
}
