import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** The heap after a collection, now and then while something goes on. */
export class HeapWatch {
  most = 0;
  #base: number | null = null;
  #looks = 0;
  readonly #looksApart: number;

  /** A collection takes long where there is much: only every so many looks. */
  constructor(looksApart = 10) {
    this.#looksApart = looksApart;
  }

  readonly look = (): void => {
    this.#looks += 1;
    if (this.#base === null || this.#looks % this.#looksApart !== 0) return;
    this.most = Math.max(this.most, usedMiB() - this.#base);
  };

  async during(work: () => Promise<void>): Promise<void> {
    this.#base = usedMiB();
    await work();
    this.#base = null;
  }
}

function usedMiB(): number {
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const from = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - from) / 1000 };
}
