import { jobAccounts } from './accounts-needed';
import type { AccountUse } from './check-accounts';
import { checkAccounts } from './check-accounts';
import { planCurrency } from './plan-currency';
import { checkBank } from './check-bank';
import { checkVendor, complianceOf } from './check-vendor';
import { checkCompliance, noFindings } from '../../vendor/check-compliance';
import { earlierApproved } from '../../requisition/checks/check-previous';
import { checkCurrency } from '../../requisition/checks/check-currency';
import { jdeChart } from '../chart';
import { toJdeLine, type JdeLine } from './coded-line';
import { codeLines } from '../../coding/code-lines';
import { noOrder } from '../../commitment/no-order';
import { orderWords } from '../commitment/order-words';
import { billedOnOrder, overOrdered } from './on-order';
import { lengthOf } from '../columns';
import { cutText } from '../../text/cut-text';
import { glDate } from './voucher/gl-date';
import type { Problem } from '../../holds/hold-reason';
import { invoiceNumber } from '../../requisition/invoice-number';
import { isZero } from '../../money/money';
import type { PlanFacts } from './plan-facts';
import { negativeLines, planOrder, tooManyLines } from './plan-order';
import { planTax } from './voucher/plan-tax';
import type { VoucherPlan } from './voucher/plan-voucher';
import { planVoucher } from './voucher/plan-voucher';
import { matchOf } from './voucher/plan-match';
import { missingPart } from './missing-part';
import { planOrderChange } from './plan-order-change';
import type { RequisitionAmounts } from '../../requisition/requisition-amounts';
import { noTotals, requisitionAmounts } from '../../requisition/requisition-amounts';
import { plannedTotals } from '../../requisition/planned-totals';
import type { PlanDates, PlannedLine, RequisitionPlan } from './requisition-plan';
import { checkPlanCompany } from './check-plan-company';
import { orderElsewhere } from './order-elsewhere';

export { accountsNeeded } from './accounts-needed';
export type { PlanFacts } from './plan-facts';

/** Exactly what would be posted, or every reason why nothing is. */
export function planRequisition(
  facts: PlanFacts,
): { readonly plan: RequisitionPlan } | { readonly problems: readonly Problem[] } {
  const { requisition, settings } = facts;
  const job = checkAccounts({ ...facts, uses: jobAccounts(facts).map(companyOnly), currency: null });
  const company = facts.companies.find((candidate) => candidate.id === job.company) ?? null;
  const currency = planCurrency(requisition, company);

  const amounts = requisitionAmounts({ ...facts, currency });
  const coded = codedLines(facts, amounts, currency);
  const { missingTo } = facts;
  const isTakenBack = missingTo?.takenBackFrom !== undefined;
  const whole = isTakenBack ? [] : coded.lines;
  const sums = isTakenBack ? { totals: noTotals } : amounts;
  const missing = missingTo === undefined ? null : missingPart(facts, missingTo, sums, whole, currency);
  const lines = missing?.lines ?? whole;
  // From the items, not from the lines: an item that could not be coded is something to post all the same.
  const billsCost = amounts.items.some((item) => !isZero(item.gross));
  // A document has one order: what is missing to it is on none.
  const makesOrder = billsCost && missing === null && facts.onOrder === undefined;
  const hasMoved = billsCost || amounts.items.some((item) => !isZero(item.netRetainage));
  const isEmpty = !hasMoved && isZero(amounts.totals.tax) && isZero(amounts.totals.rounding);

  const problems: Problem[] = [
    ...amounts.problems.filter((problem) => !facts.accepted.includes(problem.reason)),
    ...earlierApproved(facts, amounts.problems, facts.settings.approvedStatuses, currency),
    ...coded.problems,
    ...checkCurrency(requisition, facts.commitment, company?.currency ?? null),
  ];
  const notes = [...amounts.notes, ...acceptedNotes(facts, amounts), ...coded.notes];
  const { apPosting } = facts.settings;
  const compliance = isEmpty || !apPosting ? noFindings : checkCompliance(complianceOf(facts));
  const bank = checkBank(facts);
  const vendor = checkVendor({
    ...facts.vendor,
    vendorId: requisition.vendorId,
    vendorName: requisition.vendorName,
    supplier: facts.supplier,
    makesOrder,
    makesVoucher: apPosting,
  });
  if (!isEmpty) {
    problems.push(...vendor.problems, ...compliance.problems);
    problems.push(...checkPlanCompany(job.company, company, settings, hasMoved));
    notes.push(...vendor.notes, ...compliance.notes, ...bank.notes);
  }
  if (makesOrder) problems.push(...orderElsewhere(facts.commitment));
  if (facts.onOrder !== undefined && billsCost && facts.onOrder.order === null)
    problems.push(noOrder(facts, orderWords(facts)));
  if (facts.onOrder !== undefined && amounts.areFinal)
    problems.push(...overOrdered(facts, facts.onOrder, { lines, currency }));
  if (amounts.areFinal && makesOrder)
    problems.push(...negativeLines(lines, settings, currency), ...tooManyLines(lines));

  const dates = planDates(facts, company, problems, isEmpty);
  const terms = {
    supplier: facts.supplier?.number ?? '',
    company: job.company ?? '',
    currency,
    foreign: company !== null && currency !== company.currency,
  };
  const change =
    facts.ownOrder === undefined ? null : planOrderChange({ ...facts.ownOrder, ...terms, whole, glDate: dates.glDate });
  const remark = remarkOf(facts, change?.leaves === true);
  const context = { ...terms, lines, settings, accounts: facts.accounts, dates, remark };
  const number = invoiceNumber({
    vendorNumber: requisition.invoiceNumber,
    projectNumber: facts.project.number ?? facts.project.id,
    commitmentNumber: facts.commitment.number ?? facts.commitment.id,
    requisitionNumber: requisition.number,
    revision: facts.revision,
    maxLength: lengthOf('F0411Z1.VINV'),
  });
  if (context.foreign && requisition.currency.rate !== null) {
    notes.push(`Procore's exchange rate ${requisition.currency.rate} is recorded, not sent: JDE takes its own.`);
  }
  const booked = missing === null ? amounts : { ...amounts, totals: missing.totals };
  const hasHold = (facts.supplier?.paymentHold ?? '').trim() !== '';
  const holdsPayment = hasHold || compliance.holdsPayment || bank.holdsPayment;
  const ofVoucher = { ...context, invoiceNumber: number.sent, paymentHold: holdsPayment };
  // What cannot be billed on the order is no line, so that the sums say nothing.
  const isBilled =
    facts.onOrder === undefined || (coded.problems.length === 0 && (facts.onOrder.order !== null || !billsCost));
  const voucher = isBilled ? voucherOf(facts, booked, ofVoucher, problems, isEmpty) : noVoucher;
  const match = isBilled ? matchOf(facts, booked, ofVoucher, problems, isEmpty) : null;
  const uses = [...lines.map(useOf), ...voucher.uses];
  problems.push(...checkAccounts({ ...facts, uses, currency: company === null ? null : currency }).problems);
  if (problems.length > 0) return { problems };

  const order = missing === null && facts.onOrder === undefined ? planOrder(context) : null;
  const billed = lines.some(({ gross }) => !isZero(gross)) ? facts.onOrder?.order : null;
  return {
    plan: {
      mappingVersion: facts.mappingVersion,
      company: context.company,
      supplier: context.supplier,
      currency,
      foreign: context.foreign,
      lines: lines.map(toPlannedLine),
      totals: plannedTotals(booked, currency),
      dates,
      invoiceNumber: number,
      order,
      onOrder: billed?.reference ?? null,
      orderChange: change,
      voucher: voucher.voucher,
      match,
      journal: voucher.journal,
      notes: [...notes, ...voucher.notes],
    },
  };
}

/** By the order that is billed, or by the mapping alone. */
function codedLines(
  facts: PlanFacts,
  { items }: RequisitionAmounts,
  currency: string,
): { readonly lines: readonly JdeLine[]; readonly problems: readonly Problem[]; readonly notes: readonly string[] } {
  if (facts.onOrder !== undefined) return billedOnOrder(facts, facts.onOrder, items, currency);
  const { lines, problems } = codeLines({ ...facts, chart: jdeChart, items, currency });
  return { lines: lines.map(toJdeLine), problems, notes: [] };
}

type Context = Omit<Parameters<typeof planVoucher>[0], 'totals' | 'tax' | 'companyAccounts' | 'isMissingPart'>;

const noVoucher: VoucherPlan = { voucher: null, journal: null, uses: [], problems: [], notes: [] };

/** Skipped while amounts are not final or the company is not known: what it would say rests on both. */
function voucherOf(
  facts: PlanFacts,
  amounts: RequisitionAmounts,
  context: Context,
  problems: Problem[],
  isEmpty: boolean,
): VoucherPlan {
  const { settings } = facts;
  if (!settings.apPosting || settings.relief === 'match' || isEmpty || !amounts.areFinal) return noVoucher;
  const { company, currency } = context;
  const companyAccounts = settings.companies[company];
  const tax = planTax({ ...facts, totals: amounts.totals, currency, company, companyAccounts });
  if ('problem' in tax) problems.push(tax.problem);
  // Sums of an uncoded or contradictory requisition would only repeat what is already said.
  const isWhole = !problems.some(
    (problem) => problem.reason === 'amountsDiffer' || problem.reason === 'unmappedCostCode',
  );
  if (companyAccounts === undefined || !isWhole) return noVoucher;
  const voucher = planVoucher({
    ...context,
    totals: amounts.totals,
    tax: 'problem' in tax ? { method: 'unsettled' } : tax,
    companyAccounts,
    isMissingPart: facts.missingTo !== undefined,
  });
  problems.push(...voucher.problems);
  return voucher;
}

function acceptedNotes(facts: PlanFacts, amounts: RequisitionAmounts): string[] {
  return amounts.problems
    .filter((problem) => facts.accepted.includes(problem.reason))
    .map((problem) => `Accepted by a person: ${problem.message}`);
}

/** Without a company or anything to post, the billing date stands in; no plan that posts gets past that. */
function planDates(
  facts: PlanFacts,
  company: PlanFacts['companies'][number] | null,
  problems: Problem[],
  isEmpty: boolean,
): PlanDates {
  const { requisition, settings, today } = facts;
  const billed = requisition.billingDate ?? today;
  if (company === null || isEmpty) return { invoiceDate: billed, glDate: billed };
  const found = glDate({
    policy: settings.glDatePolicy,
    outsidePeriod: settings.outsidePeriod,
    billingDate: requisition.billingDate,
    requisitionEnd: requisition.requisitionEnd,
    today,
    company,
  });
  if ('dates' in found) return found.dates;
  // AP dates what it matches, in whatever period is open then.
  if (settings.relief !== 'match') problems.push(...found.problems);
  return { invoiceDate: billed, glDate: billed };
}

/** A voucher that leaves lines of its order as they stand says so. */
function remarkOf({ project, commitment, requisition }: PlanFacts, leavesOrder: boolean): string {
  const text = `${project.number ?? project.id} ${commitment.number ?? commitment.id} #${requisition.number}`;
  const end = leavesOrder ? ' order left' : '';
  return `${cutText(text, lengthOf('F0411Z1.RMK') - end.length)}${end}`;
}

function companyOnly(account: AccountUse['account']): AccountUse {
  return { account, takesAmount: false, quantity: null, uom: '' };
}

function useOf(line: JdeLine): AccountUse {
  return { account: line.account, takesAmount: !isZero(line.gross), quantity: line.quantity, uom: line.unitOfMeasure };
}

function toPlannedLine({ quantity: _quantity, unitOfMeasure: _unit, ...line }: JdeLine): PlannedLine {
  return line;
}
