import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { PostingPort } from '../../erp-adapter';
import type { FusionConnection } from '../connect';
import { settlementPort, validationPort } from './invoice-act-ports';
import { invoiceCancelPort } from './invoice-cancel-port';
import { invoicePort } from './invoice-port';
import { journalImportPort } from './journal-import-port';
import { changeSubmissionPort, orderChangePort } from './order-change-port';
import { orderClosePort, orderReopenPort } from './order-closing-port';
import { orderPort } from './order-port';
import { submissionPort } from './submission-port';

/** The port of each kind of posting in Fusion, by the kind's name. */
export function fusionPorts(fusion: FusionConnection, settings: PostingSettings): ReadonlyMap<string, PostingPort> {
  return new Map([
    ['purchaseOrder', orderPort(fusion)],
    ['orderSubmission', submissionPort(fusion)],
    ['orderChange', orderChangePort(fusion)],
    ['orderChangeSubmission', changeSubmissionPort(fusion)],
    ['invoice', invoicePort(fusion, settings)],
    ['invoiceSettlement', settlementPort(fusion)],
    ['invoiceValidation', validationPort(fusion)],
    ['invoiceCancel', invoiceCancelPort(fusion, settings)],
    ['journalImport', journalImportPort(fusion, settings)],
    ['orderClose', orderClosePort(fusion, settings)],
    ['orderReopen', orderReopenPort(fusion, settings)],
  ]);
}
