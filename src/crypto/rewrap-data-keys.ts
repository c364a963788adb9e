import { rewrapDataKey } from './data-key';
import type { DataKeyRotationStore } from './data-key-store';
import type { MasterKeyRing } from './master-key-ring';

/** Wraps every data key of the tenant with the current master key and answers how many changed; only then may an older master key go. */
export async function rewrapDataKeys(
  store: DataKeyRotationStore,
  masterKeys: MasterKeyRing,
  tenantId: string,
): Promise<number> {
  let changed = 0;
  for (const stored of await store.load(tenantId)) {
    if (stored.masterKeyId === masterKeys.current.id) continue;
    const rewrapped = rewrapDataKey(masterKeys, tenantId, stored);
    if (await store.replaceWrapping(tenantId, stored.masterKeyId, rewrapped)) changed += 1;
  }
  return changed;
}
