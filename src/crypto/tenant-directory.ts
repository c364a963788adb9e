import { SYSTEM_TENANT_ID } from './key-ring';

/** The tenant whose key seals the payloads of a workflow. */
export type TenantOf = (workflowId: string) => string | Promise<string>;

/** Workflow kinds that may serve all connections at once; everything else belongs to a connection. */
const SHARED_KINDS: ReadonlySet<string> = new Set(['reconcile']);

/**
 * Workflow ids are `kind/connectionId/...`; a schedule adds its time at the very end. A connection never changes its tenant, so what was found
 * is kept. An unknown connection is an error rather than a fall back to the system key: that would put a customer's data under it.
 */
export function createTenantOf(tenantOfConnection: (connectionId: string) => Promise<string | undefined>): TenantOf {
  const known = new Map<string, string>();
  return async (workflowId) => {
    const [kind = '', connectionId = ''] = workflowId.split('/');
    const cached = known.get(connectionId);
    if (cached !== undefined) return cached;
    const tenantId = connectionId === '' ? undefined : await tenantOfConnection(connectionId);
    if (tenantId !== undefined) {
      known.set(connectionId, tenantId);
      return tenantId;
    }
    if (SHARED_KINDS.has(kind)) return SYSTEM_TENANT_ID;
    throw new Error(`workflow id ${workflowId} names no known connection; expected kind/connectionId/...`);
  };
}
