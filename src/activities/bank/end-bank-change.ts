import type { PassEnd } from '../../domain/posting/stages/pass';
import type { BankChangeState } from '../../domain/vendor/bank/bank-change';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { BankChangeRow } from '../../store/vendors/bank-changes';

type Ended = Extract<PassEnd, { readonly next: 'close' }>;

/** Nothing is left to do about a request. `how` null: it had come to its end before. `why` names no account. */
export async function endBankChange(
  tx: Tx,
  document: DocumentRow,
  change: Pick<BankChangeRow, 'id' | 'state' | 'number' | 'supplier' | 'recordType' | 'masked'>,
  how: { readonly state: BankChangeState; readonly why: string } | null,
): Promise<Ended> {
  const state = how?.state ?? change.state;
  const stage = state === 'applied' ? 'recorded' : 'withdrawn';
  await tx.documents.setStage(document.id, stage, false);
  if (how !== null && (await tx.bankChanges.end(change.id, how.state, how.why))) {
    const { number, supplier, recordType, masked } = change;
    await tx.audit(document, `bankChange.${how.state}`, {
      number,
      supplier,
      recordType,
      account: masked,
      why: how.why,
    });
  }
  return { next: 'close', stage };
}
