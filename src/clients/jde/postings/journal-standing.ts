import type { Reference } from '../../../domain/posting/look';
import type { ControlRow } from '../tables/control-row';
import { batchDistributionQuery, isProcessed, type BatchKey } from './batch-rows';
import { journalStage, ledgerQuery } from './journals';

export interface JournalStanding {
  readonly stage: 'delivered' | 'vouchered' | 'posted';
  readonly reference: Reference;
}

/** How far the journal of a batch has come, by its rows alone; null: it stands nowhere (any more). */
export async function readJournalStanding(
  controlRow: ControlRow,
  batch: BatchKey,
  { company, documentType }: { readonly company: string; readonly documentType: string },
): Promise<JournalStanding | null> {
  const rows = await controlRow.readProven(batchDistributionQuery(batch), company);
  if (rows.some((row) => !isProcessed(row))) return { stage: 'delivered', reference: { ...batch } };
  const lines = await controlRow.readProven(
    ledgerQuery({ erpKey: batch.ediTransaction, company, documentType }),
    company,
  );
  const [first] = lines;
  if (first === undefined) return null;
  const { DOC: documentNumber, DCT, KCO: documentCompany } = first;
  return { stage: journalStage(lines), reference: { ...batch, documentNumber, documentType: DCT, documentCompany } };
}
