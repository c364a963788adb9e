import type { Plan } from '../../../domain/posting/plan/planned-step';
import { begunBy, type DocumentStands } from '../../../ledger/document-stands';
import type { DocumentRow } from '../../../store/documents/documents';
import type { Store } from '../../../store/store';
import { higherNumbers, noHigherNumbers, type HigherNumber, type HigherNumbers } from '../../requisition/under-higher';
import { handEntries } from './offer-choices';

interface Of {
  readonly document: DocumentRow;
  readonly whole: Plan;
}

/** The higher numbers beside all that is missing of the document; of a decision that began, as it was shown when it was made. */
export async function besideHigher(
  store: Store,
  { document, whole }: Of,
  stands: DocumentStands,
  because: string,
): Promise<HigherNumbers> {
  const planId = begunBy(stands.postings, because)?.planId ?? null;
  return store.inTenant(document.tenantId, async (tx) => {
    if (planId === null) return higherNumbers(tx, document, differenceTo(whole, stands), 'planned');
    const { above = [] } = (await tx.plans.load<Plan>(planId)).plan;
    return { ...noHigherNumbers, above };
  });
}

/**
 * Procore counts there what a lower number bills, whether or not it tells of that. It is read again, and where it comes to be another, this
 * one is looked at again: at once where it did before it was waited for.
 */
export async function readAnew(
  store: Store,
  { document, whole }: Of,
  standing: DocumentStands,
  { document: higher, why }: HigherNumber,
): Promise<void> {
  await store.inTenant(document.tenantId, async (tx) => {
    const now = await higherNumbers(tx, document, differenceTo(whole, standing), 'planned');
    await tx.documents.hint(now.against?.why === why ? higher : document);
  });
}

function differenceTo(whole: Plan, stands: DocumentStands) {
  return { entries: handEntries(whole, stands), currency: whole.head.currency };
}
