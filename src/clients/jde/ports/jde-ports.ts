import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import type { PostingSettings } from '../../../domain/jde/posting-settings';
import {
  addedLinesPort,
  commitmentOrderPort,
  linesBackPort,
  orderClosePort,
  orderReliefPort,
} from './commitment-order-ports';
import { bankPort } from './bank-port';
import { batchDeletionPort } from './batch-deletion-port';
import { matchPort } from './match-port';
import { journalPort } from './journal-port';
import { orderCancelPort } from './order-cancel-port';
import { orderChangePort } from './order-change-port';
import { processorProofPort } from './processor-proof-port';
import { processorRunPort } from './processor-run-port';
import { purchaseOrderPort } from './purchase-order-port';
import { supplierChangePort } from './supplier-change-port';
import { vendorPort } from './vendor-port';
import { voucherPort } from './voucher-port';

/** The port of each kind of posting in JDE, by the kind's name. */
export function jdePorts(
  jde: JdeConnection,
  { purchaseOrderBasis: basis, bankWatchDays }: Pick<PostingSettings, 'purchaseOrderBasis' | 'bankWatchDays'>,
): ReadonlyMap<string, PostingPort> {
  // Of which kind an order under a key of ours is, its key does not say.
  const isOfCommitments = basis === 'commitment';
  return new Map([
    ['purchaseOrder', purchaseOrderPort(jde, !isOfCommitments)],
    ['voucher', voucherPort(jde, bankWatchDays > 0)],
    ['match', matchPort(jde)],
    ['batchDeletion', batchDeletionPort(jde)],
    ['journal', journalPort(jde)],
    ['processorRun', processorRunPort(jde)],
    ['processorProof', processorProofPort(jde)],
    ['orderChange', orderChangePort(jde)],
    ['orderCancel', orderCancelPort(jde)],
    ['commitmentOrder', commitmentOrderPort(jde, isOfCommitments)],
    ['addedLines', addedLinesPort(jde)],
    ['orderRelief', orderReliefPort(jde)],
    ['orderClose', orderClosePort(jde)],
    ['linesBack', linesBackPort(jde)],
    ['supplier', vendorPort(jde)],
    ['supplierChange', supplierChangePort(jde)],
    ['bank', bankPort(jde)],
  ]);
}
