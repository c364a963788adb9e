import { isUntouched, reliefId } from '../../domain/change-order/memo-relief';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { reliefHash } from './plan-memo-relief';

/**
 * Has each change order's relief looked at of which our ledger says something else than its plan follows from: more was billed, an
 * invoice was voided, its commitment was closed, its journal came to stand. One that waits for a run with what is due is left to it.
 */
export async function seeMemoReliefs(store: Store, scope: Scope): Promise<void> {
  const kind = documentKinds.memoRelief.name;
  const all = await store.inTenant(scope.tenantId, (tx) => tx.memoReliefs.all(scope));
  for (const wanted of all) {
    await store.inTenant(scope.tenantId, async (tx) => {
      const { projectId, commitmentId, changeOrderId } = wanted;
      const name = { kind, sourceId: reliefId(changeOrderId) };
      const known = await tx.documents.find(scope, name);
      if (known === null && isUntouched(wanted)) return;
      const planned = known?.planId == null ? null : await tx.plans.contentHashOf(known.planId);
      if (planned === reliefHash(wanted) || known?.open === true) return;
      await tx.documents.hint(await tx.documents.see(scope, name, { projectId, commitmentId }));
    });
  }
}
