import { amountOf, amountText, sumOf, zero, type Amount } from '../amount';
import { SHARE_OF_STAGE, STANDS, type Accounts, type CheckedDocument } from '../checked-document';
import { documentName, type DifferenceKind } from '../difference';
import { costByAccount, documentBooks } from './document-books';
import type { JdeBooks } from './jde-books';
import type { ListedDocument } from '../read-documents';
import type { Requisition } from '../read-procore';

export function checkDocument(
  requisition: Requisition,
  document: ListedDocument,
  jde: JdeBooks,
  accounts: Accounts,
): CheckedDocument {
  const books = documentBooks(document, jde);
  const differences = [...books.differences];
  const report = (kind: DifferenceKind, message: string): void => {
    differences.push({ kind, projectId: document.projectId, documents: [documentName(document)], message });
  };
  const differ = (kind: DifferenceKind, what: string, found: Amount, where: string, expected: Amount): void => {
    if (!found.equals(expected)) report(kind, `${what} ${amountText(found)}, ${where} ${amountText(expected)}`);
  };
  const stage = document.stage ?? '';
  const stands = STANDS.find((one) => one === stage);
  const { orders, vouchers } = books;
  const lines = vouchers.flatMap((voucher) => voucher.lines);
  const otherAccounts = new Set([...accounts.retainage, ...accounts.tax, ...accounts.rounding]);
  const cost = costByAccount({ orders, vouchers }, otherAccounts);

  for (const voucher of vouchers) {
    const distributed = sumOf(voucher.lines.map((line) => line.amount));
    const what = `${voucher.name}: its lines sum to`;
    differ('distribution', what, distributed, 'its pay items less tax to', voucher.total.minus(voucher.tax));
  }
  if (stage !== 'withdrawn' && vouchers.length > 0) {
    for (const { account, order, cost: billed } of cost.disagreeing) {
      report('orderLines', `account ${account}: cost lines ${amountText(billed)}, order lines ${amountText(order)}`);
    }
  }
  if (stands === undefined) {
    const share = SHARE_OF_STAGE[stage];
    if (share === undefined) {
      const kind = stage === 'withdrawn' ? 'withdrawnButApproved' : 'noStage';
      report(kind, `approved in Procore, but its stage is ${stage === '' ? 'none' : stage}`);
    }
    const isRelease = share === 'releasesLeftToAp';
    if (isRelease && !requisition.gross.isZero() && orders.length === 0) {
      report('missingOrder', `recorded without an order, but its gross is ${amountText(requisition.gross)}`);
    }
    const release = isRelease ? { amount: requisition.payable, isDone: isReleased(document) } : null;
    const counted = release?.isDone === true ? 'releasedByAp' : share;
    const payable = counted === undefined ? {} : { [counted]: requisition.payable };
    return { payable, cost: null, letGo: zero, release, differences };
  }

  if (!requisition.gross.isZero() && orders.length === 0 && !document.postings.some((one) => one.step === 'order')) {
    report('missingOrder', `its gross is ${amountText(requisition.gross)}, but it has no order`);
  }
  if (vouchers.length === 0 && !document.postings.some((one) => one.step === 'voucher' || one.step === 'journal')) {
    report('missingVoucher', `its stage is ${stage}, but it has no voucher`);
  }
  const behind = vouchers.find((voucher) => STANDS.indexOf(voucher.stage) < STANDS.indexOf(stands));
  if (behind !== undefined) report('stageAhead', `its stage is ${stage}, but ${behind.name} is only ${behind.stage}`);
  const listed = (field: 'payable' | 'gross'): Amount | null =>
    document[field] == null ? null : amountOf(document[field], `${documentName(document)}, ${field}`);
  const payable = listed('payable');
  // What the lines lack of the certificate, at most a cent, is booked as rounding and stands in no line's payable.
  if (payable?.minus(requisition.payable).abs().greaterThan('0.01') === true) {
    differ('listedAmount', 'listed payable', payable, 'Procore', requisition.payable);
  }
  differ('listedAmount', 'listed gross', listed('gross') ?? requisition.gross, 'Procore', requisition.gross);

  const taxLines = sumOf(lines.filter((line) => accounts.tax.includes(line.account)).map((line) => line.amount));
  const tax = sumOf(vouchers.map((voucher) => voucher.tax)).plus(taxLines);
  const total = sumOf(vouchers.map((voucher) => voucher.total)).minus(tax);
  const retained = sumOf(vouchers.map((voucher) => voucher.retained));
  // Retainage as a pay item of its own: what is released stays a task of AP's, and the voucher loses its status R.
  const { released } = requisition;
  const onAccount = lines.some((line) => accounts.retainage.includes(line.account));
  const byPayItem = total.equals(requisition.gross) && cost.other.isZero() && !onAccount;
  const due = byPayItem ? requisition.payable.minus(released) : requisition.payable;
  const unretained = byPayItem ? total.minus(retained) : total;
  const letGo = byPayItem ? unretained.minus(due) : zero;
  const release = byPayItem && !released.isZero() ? { amount: released, isDone: isReleased(document) } : null;
  // More than is due is what AP let go of: whether it may, only the whole commitment tells.
  if (!letGo.greaterThan(zero)) differ('payable', 'vouchers', unretained, 'Procore certifies', due);
  const paid = letGo.greaterThan(zero) ? due : unretained;
  differ('gross', 'cost lines', cost.costLines, 'gross in Procore', requisition.gross);
  const reached = vouchers.map((voucher) => STANDS.indexOf(voucher.stage));
  const share = STANDS[Math.min(...reached, STANDS.length - 1)] ?? stands;
  return {
    payable: {
      [vouchers.length === 0 ? stands : share]: paid,
      ...(release === null ? {} : { [release.isDone ? 'releasedByAp' : 'releasesLeftToAp']: released }),
    },
    cost: {
      gross: requisition.gross,
      costLines: cost.costLines,
      orderLines: cost.orderLines,
      adjustments: cost.adjustments,
    },
    letGo,
    release,
    differences,
  };
}

function isReleased(document: ListedDocument): boolean {
  return document.retainageRelease?.doneAt != null;
}
