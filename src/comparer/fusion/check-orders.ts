import { amountText, sumOf } from '../amount';
import { documentName, type Difference, type DifferenceKind } from '../difference';
import type { ErpBooks } from '../erp-books';
import { enteredByHand } from '../entered-by-hand';
import type { ListedDocument, Posting } from '../read-documents';
import type { Requisition } from '../read-procore';
import { ordersOf } from './documents-in-fusion';
import type { FusionBooks, Order } from './fusion-books';
import type { Contract } from '../read-contracts';
import { billedBy, leftOf, type Wanted } from '../wanted-lines';

type Facts = Parameters<ErpBooks['beside']>[0];

/** Statuses of a contract of which an order is made. */
const IN_FORCE: readonly string[] = ['Approved', 'Complete', 'Partially Received', 'Received', 'Closed'];
const BILLED: readonly (string | null)[] = ['delivered', 'vouchered', 'posted'];

/**
 * Each contract in force has one open order of what was not billed before of it and of its change orders that are approved: line by
 * line the amounts, what is billed on each, and nobody else's bills.
 */
export function checkOrders(
  contracts: readonly Contract[],
  books: FusionBooks,
  facts: Facts,
): ReturnType<ErpBooks['beside']> {
  const { procore, documents, heldCommitments } = facts;
  const differences: Difference[] = [];
  let [mustBeOpen, areOpen] = [0, 0];
  const born = new Map(books.orders.filter(({ erpKey }) => erpKey === '').map((order) => [order.headerId, order]));
  let imported = 0;
  for (const contract of contracts) {
    if (!procore.projects.has(contract.projectId) || !IN_FORCE.includes(contract.status)) continue;
    const made = born.get(contract.originId);
    if (made !== undefined) {
      imported += 1;
      differences.push(...importFaults(contract, made));
      continue;
    }
    const own = procore.requisitions.filter(({ commitmentId }) => commitmentId === contract.id);
    const wanted = leftOf(contract, own, facts.booksFrom);
    const document = documents.find((one) => one.kind === 'commitment' && one.procoreId === contract.id);
    if (document?.stage === 'left') continue;
    const orders = document === undefined ? null : ordersOf(document, books);
    const open = (orders?.found ?? []).filter(isOpen);
    if (wanted.length > 0 && !heldCommitments.has(contract.id)) {
      mustBeOpen += 1;
      areOpen += Math.min(open.length, 1);
    }
    if (document === undefined || orders === null) {
      if (wanted.length > 0) differences.push(noDocument(contract));
      continue;
    }
    differences.push(...orders.differences);
    for (const [kind, message] of faultsOf(
      { document, wanted, orders: orders.found, contract, own },
      books,
      documents,
    )) {
      differences.push({ kind, projectId: contract.projectId, documents: [documentName(document)], message });
    }
  }
  const says = [`Orders that must be open: ${mustBeOpen}. Are open: ${areOpen}.`];
  if (imported > 0) says.push(`Orders of buyers that are commitments in Procore: ${imported}.`);
  return { differences, says };
}

/** What a buyer ordered stands in Procore line by line, and is ordered no second time. */
function importFaults({ id, projectId, number, lines }: Contract, order: Order): readonly Difference[] {
  const [there, here] = [order.lines, lines].map((some) => some.map(({ amount }) => amountText(amount)).join(', '));
  if (there === here) return [];
  const message = `${order.name} is of ${there}; its commitment ${number} in Procore of ${here}`;
  return [{ kind: 'orderLines', projectId, documents: [`commitment/${id}`], message }];
}

function* faultsOf(
  of: {
    readonly document: ListedDocument;
    readonly wanted: readonly Wanted[];
    readonly orders: readonly Order[];
    readonly contract: Contract;
    readonly own: readonly Requisition[];
  },
  books: FusionBooks,
  documents: readonly ListedDocument[],
): Generator<readonly [DifferenceKind, string]> {
  const { document, wanted, orders, contract, own } = of;
  const [order] = orders;
  if (wanted.length === 0 && order !== undefined) {
    yield ['orderStands', `${order.name} stands, although all was billed before the books began`];
    return;
  }
  if (document.hold == null && wanted.length > 0) {
    if (document.stage !== 'posted')
      yield ['notPosted', `in force and not held, but its stage is ${document.stage ?? 'none'}`];
    if (order === undefined && document.postings.every(({ step }) => step !== 'order'))
      yield ['missingOrder', 'it has no order'];
  }
  if (order === undefined) return;
  if (document.stage === 'posted' && !isOpen(order))
    yield ['stageAhead', `its stage is posted, but ${order.name} is ${order.status}`];
  const chosen = (step: string): boolean =>
    document.postings.some((one) => one.step === step && one.state === 'confirmed');
  if (chosen('orderClose') && !chosen('orderReopen') && !/^(FINALLY )?CLOSED$/.test(order.status))
    yield ['orderStands', `${order.name} was closed by a person's choice, and is ${order.status}`];
  const [ordered, left] = [order.lines, wanted].map((lines) =>
    lines.map(({ amount }) => amountText(amount)).join(', '),
  );
  if (ordered !== left) yield ['orderLines', `${order.name} is of ${ordered}; left of the contract is ${left}`];
  for (const line of order.lines) {
    if (!line.distributed.equals(line.amount)) {
      yield [
        'distribution',
        `${order.name}, line ${line.number}: ${amountText(line.amount)}, its distributions ${amountText(line.distributed)}`,
      ];
    }
  }
  const keys = new Set(documents.flatMap(({ postings }) => postings.map(({ key }) => key)));
  const bills = documents.filter((one) => one.kind === 'requisition' && one.commitmentId === contract.id);
  const posted = own.filter(({ id }) => bills.some((one) => one.procoreId === id && BILLED.includes(one.stage)));
  // What a person said to be other work, or named as posted by hand, waits for nobody.
  const said = new Set(bills.flatMap((one) => [...(one.otherWork ?? []), ...enteredByHand(one).map(invoiceIdOf)]));
  const maybeOthers = bills.some(({ hold }) => hold?.reasons.includes('orderElsewhere') === true);
  for (const [index, line] of order.lines.entries()) {
    const lines = books.invoices.flatMap((invoice) =>
      invoice.lines
        .filter((one) => one.order === order.number && one.orderLine === line.number)
        .map(({ amount }) => ({
          ...{ amount, name: invoice.name, isOurs: keys.has(invoice.erpKey) },
          isSaid: said.has(invoice.invoiceId),
        })),
    );
    const at = `${order.name}, line ${line.number}`;
    const all = sumOf(lines.map(({ amount }) => amount));
    const ours = sumOf(lines.filter(({ isOurs }) => isOurs).map(({ amount }) => amount));
    const expected = billedBy(posted, contract, wanted[index]?.id ?? '');
    if (!ours.equals(expected)) {
      yield ['billedLine', `${at}: billed from here ${amountText(ours)}, in Procore ${amountText(expected)}`];
    }
    if (line.amount.isNegative() ? all.lessThan(line.amount) : all.greaterThan(line.amount)) {
      yield ['overBilled', `${at}: billed ${amountText(all)}, ordered ${amountText(line.amount)}`];
    }
    const strangers = lines.filter(({ isOurs, isSaid }) => !isOurs && !isSaid).map(({ name }) => name);
    if (strangers.length > 0 && !maybeOthers)
      yield ['billedByOthers', `${at} is billed by ${strangers.join(', ')}, and nothing waits for that`];
  }
}

function invoiceIdOf({ reference }: Posting): string {
  return reference?.['invoiceId'] ?? '';
}

function isOpen({ status }: Order): boolean {
  return status === 'OPEN' || status.startsWith('CLOSED');
}

function noDocument({ id, projectId, number }: Contract): Difference {
  const message = `commitment ${number} is in force in Procore, but no document of ours`;
  return { kind: 'noDocument', projectId, documents: [`commitment/${id}`], message };
}
