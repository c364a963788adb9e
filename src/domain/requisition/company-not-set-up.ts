import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';

/** The connection says nothing about the company's own accounts. */
export function companyNotSetUp(company: string): Problem {
  return {
    reason: 'retainageSetup',
    kind: 'person',
    field: `companies.${company}`,
    value: company,
    message: `The connection has no accounts for company ${company}: at least its retainage account is needed.`,
    remedies: [{ act: 'changeSetting', path: `posting.companies.${company}.retainageAccount` }],
    causeKey: causeKey.connection(),
  };
}
