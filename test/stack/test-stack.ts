import type { Stack } from '../../src/local/stack/start-stack';

export interface TestStack {
  readonly baseFolder: string;
  readonly stack: Stack;
  /** Of the migrated database that those of the tests are copies of. */
  readonly dropTemplate: () => Promise<void>;
}

const key = Symbol.for('ml-connector test stack');

/** Jest loads setup and teardown as separate modules of one process, so only the global object is common to both. */
export function rememberTestStack(testStack: TestStack): void {
  Reflect.set(globalThis, key, testStack);
}

export function rememberedTestStack(): TestStack | undefined {
  return Reflect.get(globalThis, key) as TestStack | undefined;
}
