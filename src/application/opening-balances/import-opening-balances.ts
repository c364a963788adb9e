import type { Trx } from '../../store/database';
import type { OpeningBalance } from '../../store/ledger/opening-balances';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { checkOpeningBalances } from './check-opening-balances';
import { badInput } from '../action-error';

/** Writes all of them or none: one that is confirmed is never replaced. */
export async function importOpeningBalances(
  store: Store,
  scope: Scope,
  balances: readonly Omit<OpeningBalance, 'confirmedBy'>[],
  by: { readonly file: string; readonly actor: string },
): Promise<void> {
  await store.inTenant(scope.tenantId, async (trx) => {
    const faults = await checkOpeningBalances(trx, store, scope, balances);
    if (faults.length > 0) throw badInput(by.file, faults);
    const confirmed: string[] = [];
    for (const balance of balances) {
      const saved = await store.openingBalances.saveOpeningBalance(trx, scope, balance, by.actor);
      if (!saved)
        confirmed.push(
          `commitment ${balance.commitmentId}: its opening balance is confirmed and cannot be replaced; leave its rows out`,
        );
    }
    if (confirmed.length > 0) throw badInput(by.file, confirmed);
    await store.audit.appendAudit(trx, scope.tenantId, {
      actor: by.actor,
      act: 'openingBalance.imported',
      connectionId: scope.connectionId,
      facts: {
        balances: balances.map(({ commitmentId, lastNumber, certified }) => ({ commitmentId, lastNumber, certified })),
      },
    });
  });
}

/** Confirms, and in the same transaction releases what waited for it. */
export async function confirmOpeningBalances(
  store: Store,
  scope: Scope,
  commitmentIds: readonly string[] | 'all',
  actor: string,
  causeOf: (commitmentId: string) => string,
): Promise<{ readonly confirmed: readonly string[]; readonly released: number }> {
  return store.inTenant(scope.tenantId, async (trx) => {
    const confirmed = await store.openingBalances.confirmOpeningBalances(trx, scope, commitmentIds, actor);
    if (confirmed.length === 0) return { confirmed, released: 0 };
    await takeOver(trx, store, scope, confirmed);
    const released = await store.holds.releaseByCause(trx, store.sealed, scope, confirmed.map(causeOf), actor);
    await store.audit.appendAudit(trx, scope.tenantId, {
      actor,
      act: 'openingBalance.confirmed',
      connectionId: scope.connectionId,
      facts: { commitments: confirmed },
    });
    return { confirmed, released };
  });
}

/** Requisitions that the balance covers are never posted: those under way are woken, and end. */
async function takeOver(trx: Trx, store: Store, scope: Scope, commitmentIds: readonly string[]): Promise<void> {
  const faults: string[] = [];
  for (const commitmentId of commitmentIds) {
    const balance = await store.openingBalances.findOpeningBalance(trx, scope, commitmentId);
    if (balance === null) continue;
    // Something may have been posted since the import.
    faults.push(...(await checkOpeningBalances(trx, store, scope, [balance])));
    for (const document of await store.documents.documentsOfCommitment(trx, scope, commitmentId)) {
      const isCovered = document.number !== null && document.number <= balance.lastNumber;
      if (isCovered && document.open) await store.documents.signalDocument(trx, document, 'resume');
    }
  }
  if (faults.length > 0) throw badInput('opening balance', faults);
}
