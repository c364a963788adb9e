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
  const vouchers = await store.inTenant(scope.tenantId, async (trx) => {
    const byCommitment = new Map<string, RetainedVoucher[]>();
    for (const id of commitmentIds) byCommitment.set(id, await retainedVouchers(trx, store, scope, id));
    return byCommitment;
  });
  for (const [commitmentId, { open, letGo }] of await readRetainageStandings(gateway, vouchers)) {
    await store.inTenant(scope.tenantId, async (trx) => {
      const releases = await store.retainageReleases.listReleases(trx, scope, commitmentId);
      for (const release of doneReleases(releases, letGo)) {
        if (release.doneAt !== null) continue;
        const document = await store.documents.lockDocument(trx, release.documentId);
        if (!(await store.retainageReleases.markReleaseDone(trx, release))) continue;
        const { supplier, currency, amount, openBefore } = release;
        await store.audit.appendAudit(trx, scope.tenantId, {
          actor: ports.actor,
          act: 'retainage.released',
          connectionId: scope.connectionId,
          documentKind: document.kind,
          sourceId: document.sourceId,
          facts: { supplier, currency, amount, openBefore, openNow: open },
        });
      }
    });
  }
}
