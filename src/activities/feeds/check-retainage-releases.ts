import type { ErpAdapter, Posted } from '../../clients/erp-adapter';
import { doneReleases } from '../../domain/posting/books/retainage-releases';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { postedOfCommitment, readRetainage } from '../steps/standing/retainage-standing';

/** Looks whether AP has let go of retainage that requisitions release; asks nothing while no such task is open. */
export async function checkRetainageReleases(
  { store }: Pick<ActivityPorts, 'store'>,
  scope: Scope,
  erp: ErpAdapter,
  commitmentIds: readonly string[],
): Promise<void> {
  const posted = await store.inTenant(scope.tenantId, async (tx) => {
    const byCommitment = new Map<string, readonly Posted[]>();
    for (const id of commitmentIds) byCommitment.set(id, await postedOfCommitment(tx, scope, id, erp));
    return byCommitment;
  });
  for (const [commitmentId, { open, letGo }] of await readRetainage(erp, posted)) {
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
