import type { Plan } from '../../../domain/posting/plan/planned-step';
import type { Connection } from '../../../store/connections/connections';
import type { DocumentRow } from '../../../store/documents/documents';
import type { NewRetainageRelease } from '../../../store/ledger/retainage-releases';
import type { StoredPlan } from '../../../store/documents/plans';
import type { Tx } from '../../../store/unit-of-work';
import type { ActivityPorts } from '../../ports';
import { postedOfCommitment, readRetainage } from './retainage-standing';

/**
 * What the plan leaves to AP: with retainage as pay items, a release is no posting of ours but a change of pay status in
 * the ERP. Null when there is nothing of the kind. Read before the requisition is posted or recorded, so that what AP
 * does afterwards can be told.
 */
export async function releaseOf(
  ports: ActivityPorts,
  {
    connection,
    document,
    plan,
  }: { connection: Connection; document: DocumentRow; plan: Pick<StoredPlan<Plan>, 'plan'> },
): Promise<NewRetainageRelease | null> {
  const { leftToPeople } = plan.plan;
  const { commitmentId } = document;
  if (leftToPeople === null || commitmentId === null) return null;
  const erp = await ports.erp(connection);
  const posted = await ports.store.inTenant(document.tenantId, (tx) =>
    postedOfCommitment(tx, document, commitmentId, erp),
  );
  const standing = (await readRetainage(erp, new Map([['', posted]]))).get('');
  return {
    supplier: leftToPeople.supplier,
    currency: leftToPeople.currency,
    amount: leftToPeople.amount,
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
