import type { ErpGateway } from '../../clients/erp-gateway';
import { doneReleases } from '../../domain/jde/retainage-releases';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { readRetainageStandings, retainedVouchers, type RetainedVoucher } from '../requisition/retainage-standing';

/** Looks whether AP has let go of retainage that requisitions release; asks nothing while no such task is open. */
export async function checkRetainageReleases(
  ports: ActivityPorts,
  scope: Scope,
  gateway: ErpGateway,
  commitmentIds: readonly string[],
): Promise<void> {
  const { store } = ports;
  const vouchers = await store.inTenant(scope.tenantId, async (tx) => {
    const byCommitment = new Map<string, RetainedVoucher[]>();
    for (const id of commitmentIds) byCommitment.set(id, await retainedVouchers(tx, scope, id));
    return byCommitment;
  });
  for (const [commitmentId, { open, letGo }] of await readRetainageStandings(gateway, vouchers)) {
    await store.inTenant(scope.tenantId, async (tx) => {
      const releases = await tx.retainageReleases.list(scope, commitmentId);
      for (const release of doneReleases(releases, letGo)) {
        if (release.doneAt !== null) continue;
        const document = await tx.documents.lock(release.documentId);
        if (!(await tx.retainageReleases.markDone(release))) continue;
        const { supplier, currency, amount, openBefore } = release;
        await tx.audit(document, 'retainage.released', { supplier, currency, amount, openBefore, openNow: open });
      }
    });
  }
}
