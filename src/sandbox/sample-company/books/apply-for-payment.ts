import { decimalOf, sumOf, ZERO } from '../../decimal';
import type { Application, ApplicationSummary, AppliedLine } from './application';
import { billLine, lineAfter, retainedOnWork, type LineBefore, type LineStep } from './bill-contract';
import { share } from '../amounts';
import type { BillingPeriod, Contract } from './contract';
import type { IdSource } from '../ids';
import { invoiceNumberOf, type InvoiceNumbers } from './invoice-numbers';
import { dayOf, earlier, plusMonths } from '../month';
import type { CommitmentPlan } from '../plans/commitment-plan';
import type { SeededRandom } from '../seeded-random';

export interface Surroundings {
  readonly today: string;
  readonly random: SeededRandom;
  readonly invoiceNumbers: InvoiceNumbers;
  readonly requisitionIds: IdSource;
  readonly itemIds: IdSource;
}

/** Percent of new work that is withheld. */
const RATE = decimalOf('10');
const REDUCED_RATE = decimalOf('5');

/** All applications of one commitment, month by month; each builds on the one before. */
export function applyForPayment(
  contract: Contract,
  plan: CommitmentPlan,
  periods: readonly BillingPeriod[],
  around: Surroundings,
): Application[] {
  const applications: Application[] = [];
  const before = new Map<bigint, LineBefore>();
  periods.forEach((period, index) => {
    const number = index + 1;
    const isNewest = number === periods.length;
    const previous = applications.at(-1);
    const step = stepOf(plan, number, periods.length, previous);
    const lines = contract.lines
      .filter((line) => (line.changeOrder?.onNumber ?? 1) <= number)
      .map((line) => billLine(line, around.itemIds.next(), before.get(line.id), step, around.random));
    for (const applied of lines) {
      before.set(applied.line.id, lineAfter(applied));
    }
    applications.push({
      id: around.requisitionIds.next(),
      previousId: previous?.id ?? null,
      contract,
      period,
      number,
      invoiceNumber: invoiceNumberOf(contract, number, isNewest ? plan.newestInvoice : undefined, around),
      invoiceType: step.release === 'none' ? 'progress' : (plan.release ?? 'progress'),
      status: statusOf(plan, isNewest, around.random),
      ...datesOf(period, around),
      isFinal: isNewest && plan.final === true,
      movesMaterials: step.movesMaterials,
      lines,
      summary: summaryOf(contract, lines, previous, plan.story === 'tax' && isNewest),
    });
  });
  return applications;
}

function stepOf(plan: CommitmentPlan, number: number, count: number, previous: Application | undefined): LineStep {
  const isLast = number === count;
  const isReleaseOnly = isLast && plan.release === 'retainage_release';
  const withWork = plan.release === 'retainage_release' ? count - 1 : count;
  const halfDone = previous !== undefined && previous.summary.total.times(2).gte(previous.summary.contractSum);
  // Nothing may be left in store when the retainage on it is released.
  const mayStore = plan.stored !== undefined && !isLast && !(plan.release !== undefined && number >= withWork);
  return {
    goal: Math.floor((plan.reaches * 10_000 * Math.min(number, withWork)) / withWork),
    rate: plan.dropsToFive === true && halfDone ? REDUCED_RATE : RATE,
    storedPercent: mayStore && (count - number) % 2 === 1 ? 35 : 0,
    movesMaterials: plan.stored === 'moved' && number > 1,
    release: isLast && plan.release !== undefined ? (isReleaseOnly ? 'part' : 'all') : 'none',
    isReleaseOnly,
  };
}

function statusOf(plan: CommitmentPlan, isNewest: boolean, random: SeededRandom): string {
  const usual = random.chance(8) ? 'approved_as_noted' : 'approved';
  return isNewest ? (plan.newestStatus ?? usual) : usual;
}

function datesOf(period: BillingPeriod, { today, random }: Surroundings) {
  const billedOn = earlier(dayOf(period.month, random.between(24, 31)), today);
  return {
    billedOn,
    submittedOn: random.chance(60) ? null : billedOn,
    updatedOn: earlier(dayOf(plusMonths(period.month, 1), random.between(2, 12)), today),
  };
}

function summaryOf(
  contract: Contract,
  lines: readonly AppliedLine[],
  previous: Application | undefined,
  isTaxed: boolean,
): ApplicationSummary {
  const originalContractSum = sumOf(contract.lines.filter((line) => line.changeOrder === null).map((line) => line.scheduled));
  const contractSum = sumOf(lines.map(({ line }) => line.scheduled));
  const workRetainage = sumOf(lines.map(retainedOnWork));
  const storedRetainage = sumOf(lines.map((line) => line.storedRetained));
  const total = sumOf(lines.map((line) => line.total));
  const earned = total.minus(workRetainage).minus(storedRetainage);
  const previousCertificates = previous?.summary.earned ?? ZERO;
  const certified = earned.minus(previousCertificates);
  const tax = isTaxed ? share(certified, 6, 100) : ZERO;
  return {
    originalContractSum,
    changes: contractSum.minus(originalContractSum),
    contractSum,
    total,
    workRetainage,
    storedRetainage,
    retainage: workRetainage.plus(storedRetainage),
    earned,
    previousCertificates,
    tax,
    due: certified.plus(tax),
  };
}
