import { compare } from '../../domain/money/money';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { NewRetainageRelease } from '../../store/ledger/retainage-releases';
import type { ActivityPorts } from '../ports';
import { readRetainageStandings, retainedVouchers } from './retainage-standing';

/**
 * What the plan leaves to AP: with retainage as pay items, a release is no posting of ours but a change of pay status in
 * the ERP. Null when there is nothing of the kind. Read before the requisition is posted or recorded, so that what AP
 * does afterwards can be told.
 */
export async function releaseOf(
  ports: ActivityPorts,
  connection: Connection,
  document: DocumentRow,
  plan: RequisitionPlan,
): Promise<NewRetainageRelease | null> {
  const { retainageMethod, apPosting } = connection.settings.posting;
  const { commitmentId } = document;
  const amount = plan.totals.released;
  if (retainageMethod !== 'payItem' || !apPosting || commitmentId === null || compare(amount, '0') <= 0) return null;
  const { store } = ports;
  const vouchers = await store.inTenant(document.tenantId, (tx) => retainedVouchers(tx, document, commitmentId));
  const gateway = await ports.erp(connection);
  const standing = (await readRetainageStandings(gateway, new Map([['', vouchers]]))).get('');
  return {
    supplier: plan.supplier,
    currency: plan.currency,
    amount,
    openBefore: standing?.open ?? '0',
    letGoBefore: standing?.letGo ?? '0',
  };
}

/** In the transaction that posts or records the requisition, under the document's lock. */
export async function keepRelease(tx: Tx, document: DocumentRow, release: NewRetainageRelease | null): Promise<void> {
  if (release === null) return tx.retainageReleases.forget(document.id);
  await tx.retainageReleases.note(document, release);
  await tx.audit(document, 'retainage.leftToAp', { ...release });
}
