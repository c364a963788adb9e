import { documentKinds, seriesSubject } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import type { Tx } from '../../store/unit-of-work';
import type { OpeningBalance } from '../../store/ledger/opening-balances';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { checkOpeningBalances } from './check-opening-balances';
import type { LinesOfCommitments } from './lines-of-balances';
import { badInput } from '../action-error';

/** Writes all of them or none: one that is confirmed is never replaced. */
export async function importOpeningBalances(
  store: Store,
  scope: Scope,
  balances: readonly Omit<OpeningBalance, 'confirmedBy'>[],
  file: string,
  lines: LinesOfCommitments,
): Promise<void> {
  await store.inTenant(scope.tenantId, async (tx) => {
    const faults = await checkOpeningBalances(tx, scope, balances, lines);
    if (faults.length > 0) throw badInput(file, faults);
    const confirmed: string[] = [];
    for (const balance of balances) {
      const saved = await tx.openingBalances.save(scope, balance);
      if (!saved)
        confirmed.push(
          `commitment ${balance.commitmentId}: its opening balance is confirmed and cannot be replaced; leave its rows out`,
        );
    }
    if (confirmed.length > 0) throw badInput(file, confirmed);
    await tx.audit(scope, 'openingBalance.imported', {
      balances: balances.map(({ commitmentId, lastNumber, certified }) => ({ commitmentId, lastNumber, certified })),
    });
  });
}

/** Confirms, and in the same transaction releases what waited for it. */
export async function confirmOpeningBalances(
  store: Store,
  scope: Scope,
  commitmentIds: readonly string[] | 'all',
  lines: LinesOfCommitments,
): Promise<{ readonly confirmed: readonly string[]; readonly released: number }> {
  return store.inTenant(scope.tenantId, async (tx) => {
    const open = (await tx.openingBalances.list(scope)).filter(({ confirmedBy }) => confirmedBy === null);
    // Whatever is about to be sent on one of them asks for the balance under this lock.
    await tx.subjects.lock(
      scope,
      open
        .filter(({ commitmentId }) => commitmentIds === 'all' || commitmentIds.includes(commitmentId))
        .map(({ commitmentId }) => seriesSubject(commitmentId)),
    );
    const confirmed = await tx.openingBalances.confirm(scope, commitmentIds);
    if (confirmed.length === 0) return { confirmed, released: 0 };
    const { released } = await tx.mending(scope, confirmed.map(causeKey.openingBalance), () =>
      takeOver(tx, scope, confirmed, lines),
    );
    await tx.audit(scope, 'openingBalance.confirmed', { commitments: confirmed });
    return { confirmed, released };
  });
}

/** Requisitions that the balance covers are never posted: those under way are woken, and end. */
async function takeOver(
  tx: Tx,
  scope: Scope,
  commitmentIds: readonly string[],
  lines: LinesOfCommitments,
): Promise<void> {
  const faults: string[] = [];
  for (const commitmentId of commitmentIds) {
    const balance = await tx.openingBalances.find(scope, commitmentId);
    if (balance === null) continue;
    // Something may have been posted since the import.
    faults.push(...(await checkOpeningBalances(tx, scope, [balance], lines)));
    for (const document of await tx.documents.ofCommitment(scope, documentKinds.requisition.name, commitmentId)) {
      const isCovered = document.number !== null && document.number <= balance.lastNumber;
      if (isCovered && document.open) await tx.outbox.signal(document, 'resume');
    }
  }
  if (faults.length > 0) throw badInput('opening balance', faults);
}
