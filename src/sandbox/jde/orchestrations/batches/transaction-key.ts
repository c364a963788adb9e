import type { Inputs } from '../inputs';

/** What writes to the batch upload tables on behalf of an orchestration. */
export const UPLOAD_PROGRAM = 'ORCH';

export const TRANSACTION_INPUTS = { EdiUser: 'String', EdiBatch: 'String', EdiTransaction: 'String' } as const;

/** What ties the rows of one transaction together in the batch upload tables. */
export function transactionKey(inputs: Inputs) {
  return {
    EDUS: inputs.required('EdiUser'),
    EDBT: inputs.required('EdiBatch'),
    EDTN: inputs.required('EdiTransaction'),
  };
}
