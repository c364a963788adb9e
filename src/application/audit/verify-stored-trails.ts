import type { AuditVerdict } from '../../store/audit/audit-trail';
import type { Context } from '../context';
import { checkKeptHeads, type CheckedHead } from './check-kept-heads';
import type { KeptHead } from './read-kept-heads';
import { tenantsWanted } from './tenants-wanted';

type StoredTrail = AuditVerdict & { readonly tenant: string };

/** Walks the trails in the database and looks for the kept heads in them; heads of tenants that were not asked for are left out. */
export async function verifyStoredTrails(
  context: Context,
  connection: string | undefined,
  kept: readonly KeptHead[] | null,
): Promise<{ readonly trails: readonly StoredTrail[]; readonly heads: readonly CheckedHead[] | null }> {
  const { store, headSigner } = context;
  const tenants = await tenantsWanted(context, connection);
  const trails = await Promise.all(
    tenants.map(async (tenant) => ({
      tenant,
      ...(await store.inTenant(tenant, (tx) => tx.auditTrail.verify())),
    })),
  );
  if (kept === null) return { trails, heads: null };
  const asked = connection === undefined ? kept : kept.filter((head) => tenants.includes(head.tenantId));
  const hashes = new Map<string, ReadonlyMap<string, string>>();
  for (const tenant of new Set(asked.map((head) => head.tenantId))) {
    const counts = asked.filter((head) => head.tenantId === tenant).map((head) => head.auditCount);
    hashes.set(tenant, await store.inTenant(tenant, (tx) => tx.auditTrail.hashes([...new Set(counts)])));
  }
  const heads = checkKeptHeads(
    asked,
    (head) => headSigner.faultOf(head),
    (tenantId, count) => hashes.get(tenantId)?.get(count),
  );
  return { trails, heads };
}
