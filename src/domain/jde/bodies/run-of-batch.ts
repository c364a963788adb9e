import type { KnownAtSending } from '../../posting/posting-kind';
import type { ProcessorRunBody, VoucherBody } from './posting-body';
import { storedBody } from './stored-body';

/** A run of the batch voucher processor for the batch of the document's own voucher alone. */
export function runOfBatch(mode: ProcessorRunBody['mode'], known: KnownAtSending): ProcessorRunBody {
  const earlier = known.earlier('voucher');
  if (earlier === null)
    throw new RangeError('the processor runs after its voucher is delivered, and that is not confirmed');
  const voucher = storedBody<VoucherBody>(earlier.body, 'voucher');
  return {
    kind: 'processorRun',
    erpKey: known.key,
    ediUser: voucher.ediUser,
    ediBatch: voucher.ediBatch,
    ediTransaction: voucher.erpKey,
    mode,
    company: voucher.company,
    supplier: voucher.supplier,
    invoiceNumber: voucher.invoiceNumber,
    traits: { invoiceDate: voucher.invoiceDate, total: voucher.total, order: voucher.order },
  };
}
