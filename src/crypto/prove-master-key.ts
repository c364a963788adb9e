import { unwrapDataKey } from './data-key';
import type { DataKeyStore } from './data-key-store';
import { SYSTEM_TENANT_ID } from './key-ring';
import type { MasterKeyRing } from './master-key-ring';

/**
 * Proves that the master key opens what is wrapped: of each tenant the newest data key, with which everything new would be
 * sealed. Throws a SealError that names the tenant. A tenant without data keys proves nothing and needs nothing.
 */
export async function proveMasterKey(
  store: Pick<DataKeyStore, 'load'>,
  masterKeys: MasterKeyRing,
  tenantIds: readonly string[],
): Promise<void> {
  for (const tenantId of [SYSTEM_TENANT_ID, ...tenantIds]) {
    const [newest] = [...(await store.load(tenantId))].sort((one, other) => other.version - one.version);
    if (newest !== undefined) unwrapDataKey(masterKeys, tenantId, newest);
  }
}
