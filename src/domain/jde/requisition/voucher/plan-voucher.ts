import type { Account } from '../../account';
import { accountName, parseAccountName } from '../../account';
import type { AccountUse } from '../check-accounts';
import { shortened } from '../../columns';
import type { Problem } from '../../../holds/hold-reason';
import { isNegative, isZero, minus, negate, plus, sum, toAmount } from '../../../money/money';
import type { PayItemPlan } from './plan-pay-items';
import { payItems } from './plan-pay-items';
import type { DistributionLineBody, DistributionRole, JournalBody, VoucherBody } from '../../bodies/posting-body';
import { readableAmount } from '../../../money/readable-amount';
import type { VoucherFacts } from './voucher-facts';
import { unitOfMeasure } from '../unit-of-measure';
import { companyProblem, voucherProblem } from './voucher-problem';

export interface VoucherPlan {
  readonly voucher: Omit<VoucherBody, 'erpKey' | 'ediBatch' | 'order'> | null;
  readonly journal: Omit<JournalBody, 'erpKey' | 'ediBatch'> | null;
  /** The company's own accounts among the lines, to be checked like the jobs'. */
  readonly uses: readonly AccountUse[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

interface DraftLine {
  readonly role: DistributionRole;
  readonly account: Account;
  readonly amount: string;
  readonly remark: string;
  readonly setting?: string;
  readonly units?: { readonly units: string; readonly unitOfMeasure: string };
}

/** The voucher of a requisition, or the journal in its place, or neither when there is nothing to post. */
export function planVoucher(facts: VoucherFacts): VoucherPlan {
  const { settings, currency } = facts;
  const companyLines = [retainageLines(facts), taxLines(facts), roundingLines(facts)];
  const lines = [...costLines(facts), ...companyLines.flatMap((part) => part.lines)];
  const items = payItems(facts);
  const problems = [...companyLines.flatMap((part) => part.problems), ...items.problems];
  const uses = lines.flatMap((line): AccountUse[] =>
    line.setting === undefined
      ? []
      : [{ account: line.account, takesAmount: true, quantity: null, uom: '', setting: line.setting }],
  );
  const notes = releaseNotes(facts);
  const total = sum(items.items.map((item) => item.amount));
  const distribution = lines.map((line, index) => toBodyLine(line, index + 1, currency));
  const nothing = { voucher: null, journal: null, uses, problems, notes };

  if (isZero(total)) {
    if (lines.every((line) => line.role !== 'cost')) return { ...nothing, uses: [] };
    if (settings.zeroPayable === 'hold' || addedByErp(facts.tax)) {
      return { ...nothing, problems: [...problems, zeroPayable(facts)] };
    }
    return { ...nothing, journal: toJournal(facts, distribution) };
  }
  const documentType = isNegative(total) ? settings.creditDocumentType : settings.documentType;
  if (documentType === undefined) return { ...nothing, problems: [...problems, creditSetup(total, currency)] };
  if (problems.length === 0) assertBalanced(facts, distribution, total);
  return { ...nothing, voucher: toVoucher(facts, documentType, items.items, distribution, total) };
}

function costLines({ lines, accounts, settings }: VoucherFacts): DraftLine[] {
  const rules = new Map(accounts.map((row) => [accountName(row.account), row]));
  return lines
    .filter((line) => !isZero(line.gross))
    .map((line): DraftLine => {
      const row = rules.get(accountName(line.account));
      const unit =
        row?.rule === 'unitsRequired'
          ? unitOfMeasure({ uom: line.unitOfMeasure, accountUnit: row.unitOfMeasure, units: settings.units })
          : null;
      return {
        role: 'cost',
        account: line.account,
        amount: line.gross,
        remark: line.description,
        ...(unit !== null && line.quantity !== null ? { units: { units: line.quantity, unitOfMeasure: unit } } : {}),
      };
    });
}

interface CompanyLines {
  readonly lines: readonly DraftLine[];
  readonly problems: readonly Problem[];
}

function retainageLines({
  settings,
  totals,
  company,
  companyAccounts,
  supplier,
  currency,
}: VoucherFacts): CompanyLines {
  const amounts = [
    { role: 'retainageHeld' as const, amount: negate(totals.retained), remark: 'Retainage held' },
    { role: 'retainageReleased' as const, amount: totals.released, remark: 'Retainage released' },
  ].filter((line) => !isZero(line.amount));
  if (settings.retainageMethod !== 'liabilityLine' || amounts.length === 0) return { lines: [], problems: [] };
  const setting = `companies.${company}.retainageAccount`;
  if (!companyAccounts.retainageAccount) {
    const message = `Company ${company} has no retainage account, but ${readableAmount(totals.netRetainage, currency)} of retainage is to be posted.`;
    return { lines: [], problems: [companyProblem('retainageSetup', setting, message)] };
  }
  const subledger = settings.retainageSubledger === 'supplier' ? { subledger: supplier, subledgerType: 'A' } : {};
  const account = { ...parseAccountName(companyAccounts.retainageAccount), ...subledger };
  return { lines: amounts.map((line) => ({ ...line, account, setting })), problems: [] };
}

function taxLines({ tax, totals }: VoucherFacts): CompanyLines {
  if (tax.method !== 'line') return { lines: [], problems: [] };
  const line = { role: 'tax' as const, account: tax.account, amount: totals.tax, remark: 'Tax', setting: tax.setting };
  return { lines: [line], problems: [] };
}

function roundingLines({ totals, company, companyAccounts, currency }: VoucherFacts): CompanyLines {
  const { rounding } = totals;
  if (isZero(rounding)) return { lines: [], problems: [] };
  const setting = `companies.${company}.roundingAccount`;
  if (!companyAccounts.roundingAccount) {
    const message = `The certificate of ${readableAmount(totals.certificate, currency)} and the lines' ${readableAmount(totals.payable, currency)} differ by ${readableAmount(rounding, currency)}, and company ${company} has no rounding account to post it to.`;
    return { lines: [], problems: [companyProblem('amountsDiffer', setting, message)] };
  }
  const account = parseAccountName(companyAccounts.roundingAccount);
  return { lines: [{ role: 'rounding', account, amount: rounding, remark: 'Rounding', setting }], problems: [] };
}

/** With pay items a release posts nothing: the retained pay items of earlier vouchers stand in JDE and AP lets them go. */
function releaseNotes({ settings, totals, currency }: VoucherFacts): string[] {
  if (settings.retainageMethod !== 'payItem' || isZero(totals.released)) return [];
  return [
    `Retainage of ${readableAmount(totals.released, currency)} is released: AP takes it from the pay items with status R in JDE.`,
  ];
}

function toBodyLine(line: DraftLine, number: number, currency: string): DistributionLineBody {
  return {
    line: number,
    role: line.role,
    account: line.account,
    amount: toAmount(line.amount, currency),
    ...line.units,
    remark: shortened('F0911Z1.EXR', line.remark),
  };
}

function toVoucher(
  facts: VoucherFacts,
  documentType: string,
  items: PayItemPlan['items'],
  distribution: readonly DistributionLineBody[],
  total: string,
): VoucherPlan['voucher'] {
  return {
    kind: 'voucher',
    ediUser: facts.settings.ediUser,
    company: facts.company,
    supplier: facts.supplier,
    documentType,
    invoiceNumber: facts.invoiceNumber,
    invoiceDate: facts.dates.invoiceDate,
    glDate: facts.dates.glDate,
    currency: facts.currency,
    foreign: facts.foreign,
    remark: facts.remark,
    payItems: items,
    distribution,
    total: toAmount(total, facts.currency),
  };
}

function toJournal(facts: VoucherFacts, distribution: readonly DistributionLineBody[]): VoucherPlan['journal'] {
  return {
    kind: 'journal',
    ediUser: facts.settings.ediUser,
    company: facts.company,
    documentType: facts.settings.journalDocumentType,
    glDate: facts.dates.glDate,
    currency: facts.currency,
    foreign: facts.foreign,
    explanation: facts.remark,
    distribution,
  };
}

function zeroPayable({ totals, currency }: VoucherFacts): Problem {
  const message = `Nothing is to be paid, although the lines bill ${readableAmount(totals.gross, currency)} (retainage ${readableAmount(totals.netRetainage, currency)}). A voucher of 0 is not posted.`;
  return voucherProblem('zeroPayable', 'summary.current_payment_due', '0', message, [
    { act: 'changeSetting', path: 'posting.zeroPayable', to: 'journal' },
    { act: 'inProcore', text: 'Correct the requisition in Procore' },
  ]);
}

function creditSetup(total: string, currency: string): Problem {
  const message = `The requisition is a credit of ${readableAmount(total, currency)}, but the connection names no document type for credits.`;
  return voucherProblem('creditSetup', 'creditDocumentType', total, message, [
    { act: 'changeSetting', path: 'posting.creditDocumentType' },
  ]);
}

/** JDE refuses a voucher that does not balance; one of ours that does not is a fault of this program, never the clerk's. */
function assertBalanced(facts: VoucherFacts, distribution: readonly DistributionLineBody[], total: string): void {
  const added = addedByErp(facts.tax) ? facts.totals.tax : '0';
  const difference = minus(total, plus(sum(distribution.map((line) => line.amount)), added));
  if (!isZero(difference)) throw new Error(`voucher ${facts.invoiceNumber} is out of balance by ${difference}`);
}

/** No line of the distribution carries it. */
function addedByErp({ method }: VoucherFacts['tax']): boolean {
  return method === 'jde' || method === 'unsettled';
}
