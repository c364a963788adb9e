import type { Problem } from '../../domain/holds/hold-reason';

export function erpVoidedProblem(erpKey: string, stage: 'voided' | 'gone'): Problem {
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'our key',
    value: erpKey,
    message:
      stage === 'voided'
        ? 'The voucher was voided in JDE.'
        : 'The voucher stands neither in the batch tables nor in the ledger of JDE: its rows were deleted.',
    remedies: [
      {
        act: 'inErp',
        text: 'Find out who did it and why; it is not posted again by itself. If it is to be, or if the requisition was withdrawn',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
  };
}
