import type { ErpCompany } from '../erp-facts';
import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { ProcoreRequisition } from '../../procore/procore-documents';
import type { ProcoreCommitment } from '../../procore/procore-commitments';

/** The currency of a requisition's amounts: its own, else the company's; '' while neither is known. */
export function planCurrency(requisition: ProcoreRequisition, company: ErpCompany | null): string {
  return requisition.currency.iso ?? company?.currency ?? '';
}

/** A commitment in one currency billed in another cannot be compared, let alone posted. */
export function checkCurrency(
  requisition: ProcoreRequisition,
  commitment: ProcoreCommitment,
  company: ErpCompany | null,
): Problem[] {
  const billed = requisition.currency.iso ?? company?.currency ?? null;
  const contracted = commitment.currency.iso ?? company?.currency ?? null;
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
