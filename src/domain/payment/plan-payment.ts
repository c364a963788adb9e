import type { Decision } from '../holds/decision';
import type { Problem } from '../holds/hold-reason';
import { equals, isNegative, isZero } from '../money/money';
import { readableAmount } from '../money/readable-amount';
import { planVersion, type Plan, type PlannedStep } from '../posting/plan/planned-step';
import type { Planner } from '../posting/plan/planner';
import {
  contractPayment,
  differences,
  type ContractPayment,
  type PaymentRecord,
  type ProcoreContractPayment,
} from '../procore/contract-payment';
import { alikeByHand, type OtherRecord } from './by-hand';
import type { ErpPayment } from './erp-payment';
import * as problem from './payment-problems';
import type { PaymentWanted } from './payment-wanted';

/**
 * What a payment of the ERP comes to in Procore: one record on the commitment, or none. Voided, or with rows that sum to 0, it
 * counts nothing, and the record that we wrote is taken out. What people recorded is never written beside without their word.
 */
export const paymentPlanner: Planner<PaymentWanted> = ({ wanted, decisions }) => {
  if (wanted === null) return { problems: [], choices: [] };
  const { payment, own, written, wasSent } = wanted;
  const held = (...problems: readonly Problem[]) => ({ problems, choices: [] });
  if (own.length > 1)
    return held(
      problem.severalProblem(
        payment,
        own.map(({ id }) => id),
      ),
    );
  const [stands = null] = own;
  if (payment.standing === 'unknown') return held(problem.unknownStatusProblem(payment));
  const isVoided = countsNothing(payment);
  if (isVoided && stands === null && !wasSent) return { plan: planOf(wanted, null, voidedNote) };
  if (isNegative(payment.amount) && !isVoided && !wanted.withCredits) return { plan: planOf(wanted, null, creditNote) };
  if (wanted.closedProject !== null) return held(problem.closedProjectProblem(payment, wanted.closedProject));
  if (payment.standing === 'gone') {
    return stands === null ? { plan: planOf(wanted, null, goneNote) } : held(problem.goneProblem(payment));
  }
  if (isVoided) return { plan: planOf(wanted, draftOf(wanted, null, { replaces: stands, adopts: null }), voidedNote) };
  const record = recordOf(wanted);
  if (stands !== null) return standing(wanted, record, { stands, decisions });
  // Deleted by people: it is not made again by itself, and what they recorded in its place may be it.
  const adopted = adoptable(wanted, decisions);
  if (written !== null && adopted === null)
    return held(problem.deletedProblem(payment), ...byHand(wanted, record, decisions));
  const problems = [
    ...(wanted.requisition.isWithdrawn ? [problem.withdrawnProblem(payment, wanted.requisition)] : []),
    ...(adopted === null ? byHand(wanted, record, decisions) : adoptedProblems(payment, adopted)),
  ];
  if (problems.length > 0) return held(...problems);
  return { plan: planOf(wanted, draftOf(wanted, record, { replaces: null, adopts: adopted?.id ?? null }), []) };
};

const goneNote = ['The ERP shows it no more, and nothing of it stands in Procore.'];
const voidedNote = ['Voided, or taken back in full: it counts for nothing.'];
const creditNote = ['A credit: it is listed here and not written, since not every Procore takes an amount below 0.'];

function countsNothing({ standing, amount }: ErpPayment): boolean {
  return standing === 'voided' || isZero(amount);
}

/** Equal: done. Ours as it was written, or forgotten with a restored database: written anew. Edited by others: theirs. */
function standing(
  wanted: PaymentWanted,
  record: PaymentRecord,
  { stands, decisions }: { readonly stands: ProcoreContractPayment; readonly decisions: readonly Decision[] },
) {
  const { payment, written } = wanted;
  const adopts = written?.adopts ?? null;
  if (differences(stands, { record, adopts }).length === 0) {
    const twins = untold(wanted, record, decisions);
    if (twins.length > 0) return { problems: twins.map((one) => problem.besideProblem(payment, one)), choices: [] };
    return { plan: planOf(wanted, draftOf(wanted, record, { replaces: null, adopts }), []) };
  }
  const edits = written === null ? [] : differences(stands, written);
  if (edits.length > 0) return { problems: [problem.editedProblem(payment, edits)], choices: [] };
  return { plan: planOf(wanted, draftOf(wanted, record, { replaces: stands, adopts: null }), []) };
}

/** Each record that a person has not told apart from it. */
function byHand(wanted: PaymentWanted, record: PaymentRecord, decisions: readonly Decision[]): readonly Problem[] {
  const alike = untold(wanted, record, decisions);
  return alike.map((other) => problem.byHandProblem(wanted.payment, other, alike.length === 1));
}

function untold(
  { others }: PaymentWanted,
  record: PaymentRecord,
  decisions: readonly Decision[],
): readonly OtherRecord[] {
  const apart = subjectsOf(decisions, 'notDuplicate');
  return alikeByHand(record, others).filter(({ id }) => !apart.has(id));
}

function adoptable({ others }: PaymentWanted, decisions: readonly Decision[]): OtherRecord | null {
  const named = subjectsOf(decisions, 'adoptRecord');
  return others.find(({ id, originId }) => named.has(id) && originId === null) ?? null;
}

function adoptedProblems(payment: ErpPayment, adopted: OtherRecord): readonly Problem[] {
  return equals(adopted.amount, payment.amount) ? [] : [problem.adoptedDiffersProblem(payment, adopted)];
}

function subjectsOf(decisions: readonly Decision[], kind: string): ReadonlySet<string> {
  return new Set(decisions.filter((one) => one.kind === kind).map(({ subject }) => subject));
}

function recordOf({ payment, requisition }: PaymentWanted): PaymentRecord {
  const { amount, date, number, invoiceNumber, method, discount, currency } = payment;
  const took = isZero(discount) ? '' : ` Discount taken: ${readableAmount(discount, currency)}.`;
  return {
    ...{ requisitionId: requisition.id, amount, date, checkNumber: number, invoiceNumber, method },
    notes: `Paid in the ERP: payment ${number}, invoice ${invoiceNumber}.${took}`,
  };
}

/** The thing in Procore that a payment's postings write: the record with that id of the ERP. */
export function paymentSubject(originId: string): string {
  return `payment:${originId}`;
}

function draftOf(
  { payment, requisition, others }: PaymentWanted,
  record: PaymentRecord | null,
  rest: Pick<ContractPayment, 'replaces' | 'adopts'>,
): ContractPayment {
  const { projectId, contractId, contractType } = requisition;
  const { originId, currency } = payment;
  return {
    ...{ projectId, contractId, contractType, originId, currency, record, ...rest },
    others: others.map(({ id }) => id),
  };
}

function planOf(wanted: PaymentWanted, draft: ContractPayment | null, notes: readonly string[]): Plan {
  const { payment, requisition } = wanted;
  const step: PlannedStep = {
    ...{ id: 'payment', step: 'payment', system: 'procore', kind: contractPayment.name, draft },
    ...{ subject: paymentSubject(payment.originId), entries: [], asks: ['live'] },
  };
  return {
    version: planVersion,
    steps: draft === null ? [] : [step],
    head: {
      ...{ mappingVersion: 0, company: '', supplier: '', currency: payment.currency, totals: null, lines: [] },
      facts: {
        ...{ requisition: requisition.name, invoice: payment.invoiceNumber, payment: payment.number },
        ...{ date: payment.date, status: payment.status },
        amount: readableAmount(payment.amount, payment.currency),
        ...(isZero(payment.discount) ? {} : { discount: readableAmount(payment.discount, payment.currency) }),
      },
    },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock: false,
    notes,
  };
}
