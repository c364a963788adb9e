import type { Plan } from '../../../domain/posting/plan/planned-step';
import { begunBy, type DocumentStands } from '../../../ledger/document-stands';
import type { DocumentRow } from '../../../store/documents/documents';
import type { Store } from '../../../store/store';
import { higherNumbers, noHigherNumbers, type HigherNumbers } from '../../requisition/under-higher';
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
 * Of one that is held by now with what it was told of higher numbers. They may have come to say something else while it was looked at, when
 * nothing waited for them yet: then it is looked at again. One that is against it is read again, whether or not Procore tells of
 * it: Procore counts there what a lower number bills.
 */
export async function followHigher(
  store: Store,
  { document, whole }: Of,
  standing: DocumentStands,
  told: HigherNumbers,
): Promise<void> {
  if (told.sourceIds.length === 0) return;
  await store.inTenant(document.tenantId, async (tx) => {
    const now = await higherNumbers(tx, document, differenceTo(whole, standing), 'planned');
    if (saysOf(now) !== saysOf(told)) await tx.documents.hint(document);
    else if (told.against !== null) await tx.documents.hint(told.against.document);
  });
}

function saysOf({ against, above }: HigherNumbers): string {
  return [against?.why ?? '', ...above].join();
}

function differenceTo(whole: Plan, stands: DocumentStands) {
  return { entries: handEntries(whole, stands), currency: whole.head.currency };
}
