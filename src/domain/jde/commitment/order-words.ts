import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import { jdeWords } from '../words';

/** For whom waits for an order that is in force. */
export function orderWords({ ordered }: Pick<RequisitionWanted, 'ordered'>) {
  const reference = ordered?.standing().newest('order')?.posting?.reference ?? null;
  return { erp: 'JDE', field: 'DOCO', order: reference === null ? null : jdeWords.reference(reference) };
}
