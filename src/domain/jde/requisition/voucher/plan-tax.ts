import type { Account } from '../../account';
import { parseAccountName } from '../../account';
import { causeKey } from '../../../holds/cause-key';
import type { Problem } from '../../../holds/hold-reason';
import type { Remedies } from '../../../holds/remedy';
import { isDecimalText, isZero } from '../../../money/money';
import { readableAmount } from '../../../money/readable-amount';
import type { PlanTotals } from '../../../posting/plan/planned-step';
import type { CompanyAccounts, PostingSettings } from '../../posting-settings';
import type { ProcoreItemTax, ProcoreRequisition } from '../../../procore/procore-documents';

export type TaxPlan =
  | { readonly method: 'none' }
  /** Something is wrong with it; the rest is planned all the same, to say what else is. */
  | { readonly method: 'unsettled' }
  | { readonly method: 'jde'; readonly area: string; readonly explanation: string }
  | { readonly method: 'line'; readonly account: Account; readonly setting: string };

/** How the tax of a requisition goes to the voucher (accounting 2, Tax). */
export function planTax(facts: {
  readonly requisition: ProcoreRequisition;
  readonly totals: Pick<PlanTotals, 'payable' | 'tax' | 'released'>;
  readonly currency: string;
  readonly settings: PostingSettings;
  readonly company: string;
  readonly companyAccounts: CompanyAccounts | undefined;
}): TaxPlan | { readonly problem: Problem } {
  const { requisition, totals, settings } = facts;
  const { tax, released } = totals;
  const show = (amount: string): string => readableAmount(amount, facts.currency);
  const problem = (message: string, remedies: Remedies) =>
    taxProblem({ tax: show(tax), payable: show(totals.payable) }, message, remedies);
  if (isZero(tax)) return { method: 'none' };
  if (settings.taxMethod === 'none') {
    return problem(`The requisition carries tax of ${show(tax)}, but the connection posts none (taxMethod is none).`, [
      { act: 'changeSetting', path: 'posting.taxMethod', to: 'line or jde' },
      { act: 'inProcore', text: 'If the tax is wrong, take it away in Procore' },
    ]);
  }
  if (settings.retainageMethod === 'payItem' && !isZero(released)) {
    return problem(
      `The requisition carries tax of ${show(tax)} together with a release of retainage (${show(released)}); with retainage as pay items these cannot be posted together.`,
      [{ act: 'inProcore', text: 'Split it into two requisitions in Procore' }],
    );
  }
  const codes = taxCodesOf(requisition);
  if (codes.length > 1) {
    const names = codes.map(codeName).join(', ');
    return problem(`The requisition carries tax under several tax codes: ${names}. A voucher takes one.`, [
      { act: 'inProcore', text: 'Use one tax code in Procore' },
    ]);
  }
  const [code] = codes;
  const setting = settings.taxCodes.find(
    (candidate) => code !== undefined && (candidate.code === code.taxCodeName || candidate.code === code.taxCodeId),
  );
  const name = code === undefined ? 'none' : codeName(code);
  if (settings.taxMethod === 'jde') {
    if (setting?.area && setting.explanation)
      return { method: 'jde', area: setting.area, explanation: setting.explanation };
    return problem(`Tax code ${name} has no tax area and explanation code for JDE.`, [
      { act: 'changeSetting', path: 'posting.taxCodes', add: `the area and the explanation of code ${name}` },
    ]);
  }
  const account = setting?.account ?? facts.companyAccounts?.taxAccount;
  if (account) {
    const where = setting?.account ? `taxCodes ${name}` : `companies.${facts.company}.taxAccount`;
    return { method: 'line', account: parseAccountName(account), setting: where };
  }
  return problem(`There is no account for tax code ${name}, and company ${facts.company} has no tax account.`, [
    { act: 'changeSetting', path: 'posting.taxCodes', add: `the account of code ${name}` },
    { act: 'changeSetting', path: `posting.companies.${facts.company}.taxAccount` },
  ]);
}

/** The codes that carry tax; the items name them when there is no tax summary. */
function taxCodesOf(requisition: ProcoreRequisition): readonly ProcoreItemTax[] {
  const summary = requisition.taxSummary.filter(
    ({ appliedAmount }) => appliedAmount === null || !isDecimalText(appliedAmount) || !isZero(appliedAmount),
  );
  const rows: readonly ProcoreItemTax[] =
    summary.length > 0 ? summary : requisition.items.flatMap((item) => item.taxes);
  return [...new Map(rows.map((row) => [row.taxCodeId ?? row.taxCodeName, row])).values()];
}

function codeName(code: ProcoreItemTax): string {
  return code.taxCodeName ?? code.taxCodeId ?? 'none';
}

function taxProblem(
  amounts: { readonly tax: string; readonly payable: string },
  message: string,
  remedies: Remedies,
): { readonly problem: Problem } {
  return {
    problem: {
      reason: 'tax',
      kind: 'person',
      field: 'summary.tax_applicable_to_this_payment',
      value: amounts.tax,
      message,
      remedies,
      facts: amounts,
      causeKey: causeKey.connection(),
    },
  };
}
