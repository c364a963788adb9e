import type { JsonObject } from '../../http/json-value';
import type { Orchestration, OrchestrationCall } from './orchestration';

/** Removes what was not processed; processed rows are history. */
export const deleteBatchVoucher: Orchestration = {
  name: 'PC_DELETE_BATCH_VOUCHER',
  description: 'Deletes unprocessed rows of a voucher from the batch upload tables',
  inputs: { EdiUser: 'String', EdiBatch: 'String', EdiTransaction: 'String' },
  outputs: ['PayItemsDeleted', 'DistributionDeleted'],
  run: (call): JsonObject => ({
    DistributionDeleted: String(deleteRows(call, 'F0911Z1')),
    PayItemsDeleted: String(deleteRows(call, 'F0411Z1')),
  }),
};

function deleteRows({ state, inputs }: OrchestrationCall, name: string): number {
  const table = state.database.table(name);
  const rows = table.find({
    EDUS: inputs.required('EdiUser'),
    EDBT: inputs.required('EdiBatch'),
    EDTN: inputs.required('EdiTransaction'),
    EDSP: '0',
  });
  rows.forEach((row) => table.remove(row));
  return rows.length;
}
