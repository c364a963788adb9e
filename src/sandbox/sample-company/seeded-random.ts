/** Whole numbers only, and the same ones for the same seed on every machine (mulberry32 over a hash of the seed). */
export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    let hash = 2_166_136_261;
    for (const character of seed) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
    }
    this.#state = hash >>> 0;
  }

  /** Between `from` and `to`, both included. */
  between(from: number, to: number): number {
    return from + (this.#next() % (to - from + 1));
  }

  chance(percent: number): boolean {
    return this.between(0, 99) < percent;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
