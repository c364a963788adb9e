import { causeKey } from '../holds/cause-key';
import type { ErpCompany } from './erp-facts';
import type { Problem } from '../holds/hold-reason';
import type { PostingSettings } from './posting-settings';

/** Whether the company is there in the ERP and has its accounts in the connection. */
export function checkPlanCompany(
  id: string | null,
  company: ErpCompany | null,
  settings: PostingSettings,
  hasMoved: boolean,
): Problem[] {
  // Lines that moved say themselves why they lead to no company.
  if (id === null) return hasMoved ? [] : [noCompany()];
  const problems: Problem[] = [];
  if (company === null) {
    problems.push({
      reason: 'accountMissing',
      kind: 'person',
      field: 'F0010.CO',
      value: id,
      message: `Company ${id}, which the jobs belong to, does not exist in JDE (F0010).`,
      fix: 'Set the company up in JDE, or map the cost codes to jobs of another company; then resume.',
    });
  }
  if (settings.companies[id] === undefined) {
    problems.push({
      reason: 'retainageSetup',
      kind: 'person',
      field: `companies.${id}`,
      value: id,
      message: `The connection has no accounts for company ${id}: at least its retainage account is needed.`,
      fix: `Add posting.companies.${id} with its retainageAccount to the connection (ml-connector connection add).`,
      causeKey: causeKey.connection(),
    });
  }
  return problems;
}

/** Tax or a rounding difference without any line: nothing says whose books it belongs to. */
function noCompany(): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'items',
    value: '',
    message: 'The requisition is to be paid, but none of its lines leads to a job, so its company is not known.',
    fix: 'Correct the requisition in Procore.',
  };
}
