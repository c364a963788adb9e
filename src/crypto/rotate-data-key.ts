import { newDataKey } from './data-key';
import type { DataKeyRotationStore } from './data-key-store';
import type { MasterKeyRing } from './master-key-ring';

/** Gives the tenant a new current data key and answers its id; what older keys sealed still opens. */
export async function rotateDataKey(
  store: DataKeyRotationStore,
  masterKeys: MasterKeyRing,
  tenantId: string,
): Promise<string> {
  const newestVersion = Math.max(0, ...(await store.load(tenantId)).map((key) => key.version));
  const next = newDataKey(masterKeys, tenantId, newestVersion + 1);
  const standing = newestVersion === 0 ? store.insertFirst(tenantId, next) : store.insertNext(tenantId, next);
  const current = [...(await standing)].sort((a, b) => b.version - a.version)[0];
  if (current === undefined) throw new Error(`the data key store of tenant ${tenantId} kept no key`);
  return current.keyId;
}
