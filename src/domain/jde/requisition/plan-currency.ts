import type { ErpCompany } from '../erp-facts';
import type { ProcoreRequisition } from '../../procore/procore-documents';

/** The currency of a requisition's amounts: its own, else the company's; '' while neither is known. */
export function planCurrency(requisition: ProcoreRequisition, company: ErpCompany | null): string {
  return requisition.currency.iso ?? company?.currency ?? '';
}
