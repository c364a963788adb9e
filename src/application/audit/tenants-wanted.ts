import type { Store } from '../../store/store';
import { chooseConnection } from '../connections/choose-connection';

/** The tenant of the connection that is named; without a name all tenants. */
export async function tenantsWanted(store: Store, connection: string | undefined): Promise<string[]> {
  if (connection === undefined) return [...(await store.tenants.list())];
  return [(await chooseConnection(store, connection)).tenantId];
}
