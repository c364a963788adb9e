import { codeText } from '../coding/segment-codes';
import type { Problem } from '../holds/hold-reason';
import type { BilledItem } from './billed-items';

/** An item that moves retainage without a coded account: retainage is of a company, and that is told by the account alone. */
export function companyUnknown({ codes, description }: BilledItem): Problem {
  const code =
    codes === null ? 'no cost code' : `the cost code ${codeText(codes)}, which the mapping leads to no account`;
  return {
    reason: 'unmappedCostCode',
    kind: 'person',
    field: 'wbs_code',
    value: codes === null ? '' : codeText(codes),
    message: `"${description}" moves retainage and has ${code}: which company's retainage account it is cannot be told.`,
    remedies: [{ act: 'changeMapping', text: 'Map the cost code to an account' }],
  };
}
