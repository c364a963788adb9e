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
  const due = await store.inTenant(scope.tenantId, async (tx) => {
    const [all, begun] = [await tx.memoReliefs.all(scope), await tx.memoReliefs.begun(scope)];
    return all.filter((wanted) => {
      const known = begun.get(reliefId(wanted.changeOrderId));
      if (known === undefined) return !isUntouched(wanted);
      return !known.open && known.planned !== reliefHash(wanted);
    });
  });
  for (const { projectId, commitmentId, changeOrderId } of due) {
    const name = { kind: documentKinds.memoRelief.name, sourceId: reliefId(changeOrderId) };
    await store.inTenant(scope.tenantId, async (tx) => {
      await tx.documents.hint(await tx.documents.see(scope, name, { projectId, commitmentId }));
    });
  }
}
