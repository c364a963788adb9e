import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { batchDeletionPort } from './batch-deletion-port';
import { journalPort } from './journal-port';
import { orderCancelPort } from './order-cancel-port';
import { orderChangePort } from './order-change-port';
import { processorProofPort } from './processor-proof-port';
import { processorRunPort } from './processor-run-port';
import { purchaseOrderPort } from './purchase-order-port';
import { vendorPort } from './vendor-port';
import { voucherPort } from './voucher-port';

/** The port of each kind of posting in JDE, by the kind's name. */
export function jdePorts(jde: JdeConnection): ReadonlyMap<string, PostingPort> {
  return new Map([
    ['purchaseOrder', purchaseOrderPort(jde)],
    ['voucher', voucherPort(jde)],
    ['batchDeletion', batchDeletionPort(jde)],
    ['journal', journalPort(jde)],
    ['processorRun', processorRunPort(jde)],
    ['processorProof', processorProofPort(jde)],
    ['orderChange', orderChangePort(jde)],
    ['orderCancel', orderCancelPort(jde)],
    ['supplier', vendorPort(jde)],
  ]);
}
