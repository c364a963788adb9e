/** A loop that did not come round for so long is taken to be stuck, unless its rounds are further apart. */
const shortestLimitMs = 30_000;

/** When a loop of this process last came round without an error. A loop that hangs shows by its age, and by nothing else. */
export class LastRound {
  readonly name: string;
  readonly #limitMs: number;
  #at = performance.now();

  /** `everyMs`: the longest pause between two rounds. */
  constructor(name: string, everyMs: number) {
    this.name = name;
    this.#limitMs = Math.max(shortestLimitMs, 3 * everyMs);
  }

  /** It came round, or a part of a long round was done. */
  done(): void {
    this.#at = performance.now();
  }

  /** What is wrong with it; null: it came round lately. */
  amiss(): string | null {
    const ageMs = performance.now() - this.#at;
    return ageMs <= this.#limitMs ? null : `the loop ${this.name} did not come round for ${Math.round(ageMs / 1000)} s`;
  }
}
