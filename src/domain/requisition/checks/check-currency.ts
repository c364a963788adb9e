import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { ProcoreCommitment } from '../../procore/procore-commitments';
import type { ProcoreRequisition } from '../../procore/procore-documents';

/**
 * A commitment in one currency billed in another cannot be compared, let alone posted. `books`: the currency of those that name
 * none; null while it is not known.
 */
export function checkCurrency(
  requisition: Pick<ProcoreRequisition, 'currency'>,
  commitment: Pick<ProcoreCommitment, 'currency'>,
  books: string | null,
): Problem[] {
  const billed = requisition.currency.iso ?? books;
  const contracted = commitment.currency.iso ?? books;
  if (billed === null || contracted === null || billed === contracted) return [];
  return [
    {
      reason: 'currency',
      kind: 'person',
      field: 'currency_configuration.currency_iso_code',
      value: billed,
      message: `The requisition is in ${billed}, its commitment in ${contracted}.`,
      remedies: [
        { act: 'inProcore', text: 'Correct the currency of the requisition in Procore' },
        { act: 'inProcore', text: 'Correct the currency of its commitment', andThen: resume },
      ],
      facts: { requisition: billed, commitment: contracted },
    },
  ];
}
