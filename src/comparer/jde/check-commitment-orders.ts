import { amountText, zero, type Amount } from '../amount';
import { documentName, type DifferenceKind } from '../difference';
import type { ErpBooks } from '../erp-books';
import type { Contract } from '../read-contracts';
import type { ListedDocument } from '../read-documents';
import type { Requisition } from '../read-procore';
import { standingFor } from '../standing';
import { billedBy, leftOf } from '../wanted-lines';
import { isMatch } from './document-books';
import type { JdeBooks, Order } from './jde-books';

type Facts = Parameters<ErpBooks['beside']>[0];

/** Statuses of a contract of which an order is made. */
const IN_FORCE: readonly string[] = ['Approved', 'Complete', 'Partially Received', 'Received', 'Closed'];
/** Stages of a document of which nothing is to be looked for. */
const NOT_ORDERED: readonly (string | null)[] = ['left', 'recorded', 'takenOver'];

/**
 * Each contract in force has one order, with a line for each of its own and of its change orders that are on it: open is what is
 * carried to the line less what is posted, never beyond 0. Of one that a person closed it is at most that, on the line and those that came
 * after it together.
 */
export function checkCommitmentOrders(
  contracts: readonly Contract[],
  jde: JdeBooks,
  { procore, documents, booksFrom, heldCommitments }: Facts,
): ReturnType<ErpBooks['beside']> {
  const differences: ReturnType<ErpBooks['beside']>['differences'][number][] = [];
  let [mustStand, stand] = [0, 0];
  for (const contract of contracts) {
    if (!procore.projects.has(contract.projectId) || !IN_FORCE.includes(contract.status)) continue;
    const own = procore.requisitions.filter(({ commitmentId }) => commitmentId === contract.id);
    const document = documents.find((one) => one.kind === 'commitment' && one.procoreId === contract.id);
    if (document !== undefined && NOT_ORDERED.includes(document.stage)) continue;
    const report = (kind: DifferenceKind, message: string): void => {
      const name = document === undefined ? `commitment/${contract.id}` : documentName(document);
      differences.push({ kind, projectId: contract.projectId, documents: [name], message });
    };
    const onOrder = withChangesOnOrder(contract, documents);
    const wanted = leftOf(onOrder, own, booksFrom);
    if (document === undefined) {
      if (wanted.length > 0)
        report('noDocument', `commitment ${contract.number} is in force in Procore, but no document of ours`);
      continue;
    }
    const { found, differences: ofKeys } = standingFor(
      document,
      document.postings.filter(({ step }) => step === 'order'),
      jde.orders,
      {
        ...{ erp: 'JDE', what: 'order', missing: 'missingOrder', duplicate: 'duplicateOrder', besides: '' },
        isUnder: (key, erpKey) => key === erpKey,
      },
    );
    differences.push(...ofKeys);
    const [order] = found;
    if (wanted.length > 0 && !heldCommitments.has(contract.id)) {
      mustStand += 1;
      stand += order === undefined ? 0 : 1;
    }
    if (document.hold == null && document.stage !== 'posted' && wanted.length > 0) {
      report('notPosted', `in force and not held, but its stage is ${document.stage ?? 'none'}`);
    }
    if (order === undefined) {
      const isNamed = document.postings.some(({ step }) => step === 'order');
      if (document.hold == null && wanted.length > 0 && !isNamed) report('missingOrder', 'it has no order');
      continue;
    }
    // A commitment that is held is not relieved.
    if (document.hold != null) continue;
    const posted = own.filter(({ id }) => isPosted(id, documents));
    const isClosed = document.postings.some(({ step, state }) => step === 'orderClose' && state === 'confirmed');
    const left = { wanted, posted, isClosed };
    for (const message of openFaults(order, contract, onOrder, left)) report('orderLines', message);
  }
  return { differences, says: [`Orders that must stand: ${mustStand}. Stand: ${stand}.`] };
}

function isPosted(id: string, documents: readonly ListedDocument[]): boolean {
  return documents.some((one) => one.kind === 'requisition' && one.procoreId === id && isRelieving(one));
}

/** What AP matched is open no more at once, before it is posted. */
function isRelieving({ stage, postings }: ListedDocument): boolean {
  if (stage === 'posted') return true;
  return stage === 'vouchered' && postings.some(({ state, reference }) => state === 'confirmed' && isMatch(reference));
}

/** Change orders that came onto the order, or were part of it from the beginning. */
function withChangesOnOrder(contract: Contract, documents: readonly ListedDocument[]): Contract {
  const isThere = (packageId: string): boolean =>
    documents.some(
      ({ kind, procoreId, stage }) =>
        kind === 'changeOrder' && procoreId === packageId && (stage === 'posted' || stage === 'takenOver'),
    );
  return { ...contract, changeOrders: contract.changeOrders.filter(({ packageId }) => isThere(packageId)) };
}

function* openFaults(
  order: Order,
  contract: Contract,
  onOrder: Contract,
  {
    wanted,
    posted,
    isClosed,
  }: {
    readonly wanted: readonly { id: string; amount: Amount }[];
    readonly posted: readonly Requisition[];
    readonly isClosed: boolean;
  },
): Generator<string> {
  const ofChange = new Set(onOrder.changeOrders.flatMap(({ lines }) => lines.map(({ id }) => id)));
  const marks = new Map(wanted.map(({ id, amount }) => [ofChange.has(id) ? `CO-${id}` : id, { id, amount }]));
  for (const [mark, { id, amount }] of marks) {
    const line = order.lines.find((one) => one.mark === mark);
    if (line === undefined) {
      yield `${order.name} has no line ${mark}, of which ${amountText(amount)} is left in Procore`;
      continue;
    }
    const left = amount.minus(billedBy(posted, contract, id));
    const expected = left.isNegative() === amount.isNegative() ? left : zero;
    const open = order.lines.filter((one) => lineage(one.mark) === mark).reduce((sum, one) => sum.plus(one.open), zero);
    const isWithin = open.isZero() || (open.isNegative() === expected.isNegative() && open.abs().lte(expected.abs()));
    if (isClosed ? !isWithin : !line.open.equals(expected)) {
      yield `${order.name}, line ${mark}: open with ${amountText(line.open)}; ${amountText(amount)} less what is posted is ${amountText(expected)}`;
    }
  }
  for (const { mark, open } of order.lines) {
    if (!marks.has(isClosed ? lineage(mark) : mark) && !open.isZero())
      yield `${order.name}, line ${mark}: open with ${amountText(open)}, and no line in Procore is of it`;
  }
}

/** `71/2` came after line `71` was closed. */
function lineage(mark: string): string {
  return mark.replace(/\/\d+$/, '');
}
