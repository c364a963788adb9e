import type { Posted } from '../../clients/erp-adapter';
import type { Store } from '../../store/store';
import type { LedgerRequest, LedgerResult } from '../ledger-request';
import { heldFor } from '../refusals/refused';

type Asked = Pick<LedgerRequest, 'document' | 'port'>;

/**
 * Null: nothing outside makes it wrong to send it. What does is a hold, or the plan rests on what is otherwise by now: nothing was sent then,
 * and the next pass asks again. All is read beside each other, so that it may go in one call.
 */
export async function mayBeSent(store: Store, request: Asked, told: Posted): Promise<LedgerResult | null> {
  const [problems = [], isOutdated] = await Promise.all([
    request.port.ready?.(told),
    restsOnOther(store, request, told),
  ]);
  if (isOutdated) return { kind: 'stale' };
  return problems.length > 0 ? heldFor(problems) : null;
}

/** Whether what the plan of it rests on is otherwise than it was planned with; then it is known by that from now on. */
export async function restsOnOther(store: Store, { document, port }: Asked, told: Posted): Promise<boolean> {
  const facts = (await port.rereads?.(told)) ?? [];
  if (facts.length === 0) return false;
  return store.as('erp').inTenant(document.tenantId, async (tx) => {
    const changed = await tx.erpFacts.changed(document, facts);
    await tx.erpFacts.store(document, changed);
    return changed.length > 0;
  });
}
