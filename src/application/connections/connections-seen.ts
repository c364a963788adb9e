import type { Connection } from '../../store/connections/connections';
import type { Context } from '../context';

/** The connections of the actor's tenant, or of all. */
export async function connectionsSeen({ store, tenantId }: Context): Promise<readonly Connection[]> {
  return tenantId === null ? store.tenants.connections() : store.inTenant(tenantId, (tx) => tx.connections.list());
}
