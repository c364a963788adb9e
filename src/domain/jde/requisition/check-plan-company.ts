import { companyNotSetUp } from '../../requisition/company-not-set-up';
import type { ErpCompany } from '../erp-facts';
import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { PostingSettings } from '../posting-settings';

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
      remedies: [
        { act: 'inErp', text: 'Set the company up in JDE', andThen: resume },
        { act: 'changeMapping', text: 'Map the cost codes to jobs of another company' },
      ],
    });
  }
  if (settings.companies[id] === undefined) problems.push(companyNotSetUp(id));
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
    remedies: [{ act: 'inProcore', text: 'Correct the requisition in Procore' }],
  };
}
