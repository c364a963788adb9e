import { numberOf, type JsonObject } from '../../../http/json-value';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { TRANSACTION_INPUTS, transactionKey } from './transaction-key';

/** Removes what was not processed; processed rows are history. */
export const deleteBatchVoucher: Orchestration = {
  name: 'PC_DELETE_BATCH_VOUCHER',
  description: 'Deletes unprocessed rows of a voucher from the batch upload tables',
  inputs: TRANSACTION_INPUTS,
  outputs: ['PayItemsDeleted', 'DistributionDeleted'],
  run: (call): JsonObject => ({
    DistributionDeleted: numberOf(deleteRows(call, 'F0911Z1')),
    PayItemsDeleted: numberOf(deleteRows(call, 'F0411Z1')),
  }),
};

function deleteRows({ state, inputs }: OrchestrationCall, name: string): number {
  const table = state.database.table(name);
  const rows = table.find({ ...transactionKey(inputs), EDSP: '0' });
  rows.forEach((row) => table.remove(row));
  return rows.length;
}
