import { amountText, sumOf, zero } from '../amount';
import type { Accounts, CheckedDocument, Standing } from '../checked-document';
import type { DifferenceKind } from '../difference';
import type { ListedDocument } from '../read-documents';
import type { Requisition } from '../read-procore';
import { RequisitionCheck } from '../requisition-check';
import { invoicesOf, type KnownOrders } from './documents-in-fusion';
import type { FusionBooks, Invoice } from './fusion-books';

export interface InvoiceRules {
  readonly accounts: Accounts;
  /** Of our invoices. */
  readonly source: string;
}

/** One approved requisition against the invoice that stands for it. */
export function checkInvoice(
  requisition: Requisition,
  document: ListedDocument,
  books: FusionBooks,
  known: KnownOrders,
  rules: InvoiceRules,
): CheckedDocument {
  const { found: invoices, differences: found } = invoicesOf(document, books);
  const check = new RequisitionCheck(document, found);
  const { stage, stands, differences } = check;
  for (const invoice of invoices) {
    const distributed = sumOf(invoice.lines.map((line) => line.amount));
    check.differ('distribution', `${invoice.name}: its lines sum to`, distributed, 'its amount is', invoice.amount);
  }
  if (stands === undefined) {
    const share = check.shareOfStage();
    const payable = share === undefined ? {} : { [share]: requisition.payable };
    return { payable, cost: null, letGo: zero, release: null, differences };
  }
  if (invoices.length === 0 && !document.postings.some((one) => one.step === 'voucher')) {
    check.report('missingInvoice', `its stage is ${stage}, but it has no invoice`);
  }
  for (const invoice of invoices) {
    for (const [kind, message] of faultsOf(invoice, document, known, rules)) check.report(kind, message);
  }
  const share = check.reached(
    stands,
    invoices.map((invoice) => ({ name: invoice.name, stage: reachedBy(invoice) })),
  );
  check.differ(
    'listedAmount',
    'listed payable',
    check.listed('payable') ?? requisition.payable,
    'Procore',
    requisition.payable,
  );
  check.differ(
    'listedAmount',
    'listed gross',
    check.listed('gross') ?? requisition.gross,
    'Procore',
    requisition.gross,
  );

  const total = sumOf(invoices.map((invoice) => invoice.amount)).minus(requisition.tax);
  const matched = invoices.flatMap((invoice) => invoice.lines).filter(({ order }) => order !== null);
  const billed = sumOf(matched.map((line) => line.amount));
  const onOurs = matched.filter(({ order }) => order !== null && known.commitmentOf.has(order));
  check.differ('payable', 'invoices', total, 'Procore certifies', requisition.payable);
  check.differ('gross', 'matched lines', billed, 'gross in Procore', requisition.gross);
  return {
    payable: { [share]: total },
    cost: {
      gross: requisition.gross,
      costLines: billed,
      orderLines: sumOf(onOurs.map((line) => line.amount)),
      adjustments: zero,
    },
    letGo: zero,
    release: null,
    differences,
  };
}

function* faultsOf(
  invoice: Invoice,
  { commitmentId }: ListedDocument,
  known: KnownOrders,
  { accounts, source }: InvoiceRules,
): Generator<readonly [DifferenceKind, string]> {
  const { name } = invoice;
  if (invoice.source !== source) yield ['source', `${name} is of the source ${invoice.source}, ours is ${source}`];
  for (const line of invoice.lines) {
    if (line.order === null) {
      const may = [...accounts.retainage, ...accounts.rounding, ...accounts.tax];
      if (may.length > 0 && !may.includes(line.account)) {
        yield [
          'accounts',
          `${name}: ${amountText(line.amount)} on ${line.account || 'no account'}, matched to nothing`,
        ];
      }
      continue;
    }
    const of = known.commitmentOf.get(line.order);
    if (of !== commitmentId) {
      yield ['otherOrder', `${name} bills order ${line.order}, which is not that of its commitment`];
    }
    const supplier = known.supplierOf.get(line.order);
    if (supplier !== undefined && supplier !== invoice.supplier) {
      yield ['otherSupplier', `${name} is of ${invoice.supplier}, order ${line.order} of ${supplier}`];
    }
  }
}

function reachedBy({ isFree, isValidated }: Invoice): Standing {
  if (isFree) return 'posted';
  return isValidated ? 'vouchered' : 'delivered';
}
