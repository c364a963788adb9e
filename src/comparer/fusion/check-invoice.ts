import { amountOf, amountText, sumOf, zero, type Amount } from '../amount';
import { SHARE_OF_STAGE, STANDS, type Accounts, type CheckedDocument, type Share } from '../checked-document';
import { documentName, type DifferenceKind } from '../difference';
import type { ListedDocument } from '../read-documents';
import type { Requisition } from '../read-procore';
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
  const { invoices, differences: own } = invoicesOf(document, books);
  const differences = [...own];
  const report = (kind: DifferenceKind, message: string): void => {
    differences.push({ kind, projectId: document.projectId, documents: [documentName(document)], message });
  };
  const differ = (kind: DifferenceKind, what: string, found: Amount, where: string, expected: Amount): void => {
    if (!found.equals(expected)) report(kind, `${what} ${amountText(found)}, ${where} ${amountText(expected)}`);
  };
  const stage = document.stage ?? '';
  const stands = STANDS.find((one) => one === stage);
  for (const invoice of invoices) {
    const distributed = sumOf(invoice.lines.map((line) => line.amount));
    differ('distribution', `${invoice.name}: its lines sum to`, distributed, 'its amount is', invoice.amount);
  }
  if (stands === undefined) {
    const share = SHARE_OF_STAGE[stage];
    if (share === undefined) {
      const kind = stage === 'withdrawn' ? 'withdrawnButApproved' : 'noStage';
      report(kind, `approved in Procore, but its stage is ${stage === '' ? 'none' : stage}`);
    }
    const payable = share === undefined ? {} : { [share]: requisition.payable };
    return { payable, cost: null, letGo: zero, release: null, differences };
  }
  if (invoices.length === 0 && !document.postings.some((one) => one.step === 'voucher')) {
    report('missingInvoice', `its stage is ${stage}, but it has no invoice`);
  }
  for (const invoice of invoices) {
    for (const [kind, message] of faultsOf(invoice, document, known, rules)) report(kind, message);
  }
  const behind = invoices.find((invoice) => STANDS.indexOf(reachedBy(invoice)) < STANDS.indexOf(stands));
  if (behind !== undefined)
    report('stageAhead', `its stage is ${stage}, but ${behind.name} is only ${reachedBy(behind)}`);
  const listed = (field: 'payable' | 'gross'): Amount | null =>
    document[field] == null ? null : amountOf(document[field], `${documentName(document)}, ${field}`);
  differ('listedAmount', 'listed payable', listed('payable') ?? requisition.payable, 'Procore', requisition.payable);
  differ('listedAmount', 'listed gross', listed('gross') ?? requisition.gross, 'Procore', requisition.gross);

  const total = sumOf(invoices.map((invoice) => invoice.amount)).minus(requisition.tax);
  const matched = invoices.flatMap((invoice) => invoice.lines).filter(({ order }) => order !== null);
  const billed = sumOf(matched.map((line) => line.amount));
  const onOurs = matched.filter(({ order }) => order !== null && known.commitmentOf.has(order));
  differ('payable', 'invoices', total, 'Procore certifies', requisition.payable);
  differ('gross', 'matched lines', billed, 'gross in Procore', requisition.gross);
  const reached = invoices.map((invoice) => STANDS.indexOf(reachedBy(invoice)));
  const share: Share = invoices.length === 0 ? stands : (STANDS[Math.min(...reached)] ?? stands);
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

function reachedBy({ isFree, isValidated }: Invoice): (typeof STANDS)[number] {
  if (isFree) return 'posted';
  return isValidated ? 'vouchered' : 'delivered';
}
