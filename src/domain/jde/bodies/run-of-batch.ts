import type { KnownAtSending } from '../../posting/posting-kind';
import type { JournalBody, ProcessorRunBody, VoucherBody } from './posting-body';
import { storedBody } from './stored-body';

/** A run of the batch processor for the batch of the document's own voucher alone, or of the journal in its place. */
export function runOfBatch(mode: ProcessorRunBody['mode'], known: KnownAtSending): ProcessorRunBody {
  const earlier = known.earlier('voucher');
  if (earlier === null)
    throw new RangeError('the processor runs after its voucher is delivered, and that is not confirmed');
  const run = { kind: 'processorRun', erpKey: known.key, mode } as const;
  if ((earlier.body as { readonly kind?: string } | null)?.kind === 'journal') {
    const { ediUser, ediBatch, erpKey, company, documentType } = storedBody<JournalBody>(earlier.body, 'journal');
    return {
      ...run,
      ediUser,
      ediBatch,
      ediTransaction: erpKey,
      company,
      supplier: '',
      invoiceNumber: '',
      journal: { documentType },
    };
  }
  const voucher = storedBody<VoucherBody>(earlier.body, 'voucher');
  return {
    ...run,
    ediUser: voucher.ediUser,
    ediBatch: voucher.ediBatch,
    ediTransaction: voucher.erpKey,
    company: voucher.company,
    supplier: voucher.supplier,
    invoiceNumber: voucher.invoiceNumber,
    traits: { invoiceDate: voucher.invoiceDate, total: voucher.total, order: voucher.order },
  };
}
