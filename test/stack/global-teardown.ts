import { rmSync } from 'node:fs';
import { removeStateFolder } from '../../src/local/stack/state/remove-state-folder';
import { rememberedTestStack } from './test-stack';

export default async function globalTeardown(): Promise<void> {
  const testStack = rememberedTestStack();
  if (!testStack) return;
  await testStack.dropTemplate();
  await testStack.stack.stop();
  removeStateFolder(testStack.baseFolder);
  rmSync(testStack.baseFolder, { recursive: true, force: true });
}
