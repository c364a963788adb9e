import { correctInProcore, equationProblem, itemsToLookAt } from './amounts-problem';
import { certificateRounding } from '../certificate-rounding';
import { overContract } from './check-items';
import type { Problem } from '../../holds/hold-reason';
import type { ItemAmounts } from '../item-amounts';
import {
  compare,
  equals,
  isDecimalText,
  isWholeUnits,
  isZero,
  minus,
  plus,
  rounded,
  smallestUnit,
  sum,
  within,
} from '../../money/money';
import type { ProcoreRequisition, ProcoreRequisitionSummary } from '../../procore/procore-documents';
import { readableAmount } from '../../money/readable-amount';

export interface CertificateCheck {
  readonly problems: Problem[];
  readonly notes: string[];
  /** Null when Procore did not send its parts. */
  readonly certificate: string | null;
  readonly tax: string;
  /** Which form of check 2 held. */
  readonly paymentDueForm: 'C' | 'C+T' | null;
  /** Certificate less what the lines pay as they are booked; never more than one smallest unit. */
  readonly rounding: string;
}

const summaryFields = {
  totalEarnedLessRetainage: 'total_earned_less_retainage',
  lessPreviousCertificatesForPayment: 'less_previous_certificates_for_payment',
  currentPaymentDue: 'current_payment_due',
  totalCompletedAndStoredToDate: 'total_completed_and_stored_to_date',
  totalRetainage: 'total_retainage',
  taxApplicableToThisPayment: 'tax_applicable_to_this_payment',
  contractSumToDate: 'contract_sum_to_date',
} as const satisfies Partial<Record<keyof ProcoreRequisitionSummary, string>>;
type SummaryField = keyof typeof summaryFields;

export interface CertificateFacts {
  readonly requisition: ProcoreRequisition;
  /** Exact, as Procore gives them. */
  readonly items: readonly ItemAmounts[];
  /** What the lines pay as they are booked, in whole units. */
  readonly booked: string;
  /** Certificates to date as the books hold them. */
  readonly certifiedBefore: string;
  readonly currency: string;
  /** False while a lower number is open. */
  readonly payablesAreCertain: boolean;
}

/** Checks 1 to 4 and the total of check 6 (accounting 1), on exact amounts. */
export function checkCertificate(facts: CertificateFacts): CertificateCheck {
  const { requisition, items, currency, payablesAreCertain } = facts;
  const unit = smallestUnit(currency);
  const show = (amount: string): string => readableAmount(amount, currency);
  const problems: Problem[] = [];
  const notes: string[] = [];
  const read = (field: SummaryField, missing: 'isWrong' | 'isLeftOut'): string | null => {
    const value = requisition.summary[field];
    if (value !== null && isDecimalText(value)) return value;
    if (value !== null || missing === 'isWrong') problems.push(unreadable(field, value));
    return null;
  };
  const earned = read('totalEarnedLessRetainage', 'isWrong');
  const previous = read('lessPreviousCertificatesForPayment', 'isWrong');
  const due = read('currentPaymentDue', 'isWrong');
  const total = read('totalCompletedAndStoredToDate', 'isWrong');
  const tax = read('taxApplicableToThisPayment', 'isLeftOut') ?? '0';
  if (!isWholeUnits(tax, currency)) notes.push(`The tax of ${show(tax)} is posted as ${show(rounded(tax, currency))}.`);

  const certificate = earned === null || previous === null ? null : minus(earned, previous);
  const payable = sum(items.map((item) => item.payable));
  let rounding = '0';
  if (earned !== null && certificate !== null && payablesAreCertain) {
    rounding = certificateRounding({ ...facts, earned, certificate });
    if (!within(certificate, payable, unit) || !within(rounding, '0', unit)) {
      problems.push(certificateProblem(certificate, payable, items, currency));
    }
  }
  let paymentDueForm: CertificateCheck['paymentDueForm'] = null;
  if (certificate !== null && due !== null) {
    paymentDueForm = formOf(due, certificate, plus(certificate, tax), unit);
    if (paymentDueForm === null) problems.push(dueProblem(due, certificate, tax, payable, currency));
    if (paymentDueForm !== null && !isZero(tax)) {
      notes.push(
        `current_payment_due ${show(due)} ${paymentDueForm === 'C' ? 'leaves out' : 'contains'} the tax of ${show(tax)} (certificate ${show(certificate)}).`,
      );
    }
  }
  problems.push(...retainageProblems(read('totalRetainage', 'isLeftOut'), items, currency, notes));
  if (total !== null) problems.push(...totalProblems(total, items, currency));
  problems.push(...contractProblems(read('contractSumToDate', 'isLeftOut'), total, currency));
  return { problems, notes, certificate, tax: rounded(tax, currency), paymentDueForm, rounding };
}

/** A tax of a cent fits both forms within the tolerance: the exact one counts. */
function formOf(due: string, certificate: string, withTax: string, unit: string): 'C' | 'C+T' | null {
  if (equals(due, certificate)) return 'C';
  if (equals(due, withTax)) return 'C+T';
  if (within(due, certificate, unit)) return 'C';
  return within(due, withTax, unit) ? 'C+T' : null;
}

function certificateProblem(
  certificate: string,
  payable: string,
  items: readonly ItemAmounts[],
  currency: string,
): Problem {
  const show = (amount: string): string => readableAmount(amount, currency);
  return equationProblem({
    check: 1,
    field: 'summary.total_earned_less_retainage',
    value: certificate,
    left: {
      name: 'the certificate (total_earned_less_retainage less less_previous_certificates_for_payment)',
      amount: certificate,
    },
    right: { name: 'the sum of what the items pay (gross less net retainage)', amount: payable },
    currency,
    items: itemsToLookAt(
      items,
      ({ item, payable: own }) =>
        item.netAmount !== null && isDecimalText(item.netAmount) && !equals(item.netAmount, own)
          ? `net_amount ${show(item.netAmount)}, worked out ${show(own)}`
          : null,
      (item) => `pays ${show(item.payable)}`,
    ),
  });
}

function dueProblem(due: string, certificate: string, tax: string, payable: string, currency: string): Problem {
  const show = (amount: string): string => readableAmount(amount, currency);
  const withTax = plus(certificate, tax);
  const problem = equationProblem({
    check: 2,
    field: 'summary.current_payment_due',
    value: due,
    left: { name: 'current_payment_due', amount: due },
    right: { name: 'the certificate', amount: certificate },
    currency,
    items: [],
  });
  const taxText = isZero(tax) ? '' : ` With the tax of ${show(tax)} it would be ${show(withTax)}, which differs too.`;
  return {
    ...problem,
    message: `${problem.message} The items pay ${show(payable)}.${taxText}`,
    facts: { ...problem.facts, tax: show(tax), certificateWithTax: show(withTax), payable: show(payable) },
  };
}

function retainageProblems(
  stated: string | null,
  items: readonly ItemAmounts[],
  currency: string,
  notes: string[],
): Problem[] {
  const show = (amount: string): string => readableAmount(amount, currency);
  const withheld = sum(items.map((item) => item.withheld));
  const missing = items.filter((item) => item.missingFields.length > 0);
  if (within(withheld, stated ?? '0', smallestUnit(currency))) {
    if (missing.length > 0)
      notes.push(`${missing.length} items leave out retainage fields; they count as 0, and total_retainage agrees.`);
    return [];
  }
  return [
    equationProblem({
      check: 3,
      field: 'summary.total_retainage',
      value: stated ?? '',
      left: { name: 'the retainage withheld to date by the items', amount: withheld },
      right: { name: stated === null ? 'total_retainage (missing)' : 'total_retainage', amount: stated ?? '0' },
      currency,
      items: itemsToLookAt(
        items,
        (item) =>
          item.missingFields.length > 0
            ? `withheld ${show(item.withheld)}, without ${item.missingFields.join(', ')}`
            : null,
        (item) => `withheld ${show(item.withheld)}`,
      ),
    }),
  ];
}

function totalProblems(stated: string, items: readonly ItemAmounts[], currency: string): Problem[] {
  const show = (amount: string): string => readableAmount(amount, currency);
  const total = sum(items.map((item) => item.total));
  if (within(total, stated, smallestUnit(currency))) return [];
  return [
    equationProblem({
      check: 4,
      field: 'summary.total_completed_and_stored_to_date',
      value: stated,
      left: { name: 'the sum of the items to date', amount: total },
      right: { name: 'total_completed_and_stored_to_date', amount: stated },
      currency,
      items: itemsToLookAt(items, partsDiffer(show), (item) => `to date ${show(item.total)}`),
    }),
  ];
}

/** The line identity of Procore reference 13.5, to point at the item that breaks a sum. */
function partsDiffer(show: (amount: string) => string) {
  return ({ item, total }: ItemAmounts): string | null => {
    const parts = [
      item.workCompletedFromPreviousApplication,
      item.workCompletedThisPeriod,
      item.materialsPresentlyStored,
    ];
    const known = parts.filter((part): part is string => part !== null && isDecimalText(part));
    const together = sum(known);
    if (known.length < 2 || equals(together, total)) return null;
    return `to date ${show(total)}, its parts add up to ${show(together)}`;
  };
}

function contractProblems(contractSum: string | null, total: string | null, currency: string): Problem[] {
  if (total === null || isZero(total)) return [];
  const show = (amount: string): string => readableAmount(amount, currency);
  if (contractSum === null) {
    const message = `Check 6: ${show(total)} is billed to date, but contract_sum_to_date is missing.`;
    return [overContract('summary.contract_sum_to_date', '', message, show(total), 'none')];
  }
  if (compare(total, plus(contractSum, smallestUnit(currency))) <= 0) return [];
  const message = `Check 6: ${show(total)} is billed to date, more than the contract sum of ${show(contractSum)} by ${show(minus(total, contractSum))}.`;
  return [overContract('summary.total_completed_and_stored_to_date', total, message, show(total), show(contractSum))];
}

function unreadable(field: SummaryField, value: string | null): Problem {
  const name = summaryFields[field];
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: `summary.${name}`,
    value: value ?? '',
    message:
      value === null
        ? `The requisition has no ${name}, so its certificate cannot be checked.`
        : `${name} "${value}" is not an amount.`,
    remedies: [correctInProcore],
  };
}
