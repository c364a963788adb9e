import { amountText, sumOf, zero } from '../amount';
import type { Accounts, CheckedDocument } from '../checked-document';
import { costByAccount, costOf, documentBooks } from './document-books';
import type { JdeBooks } from './jde-books';
import type { ListedDocument } from '../read-documents';
import type { Requisition } from '../read-procore';
import { RequisitionCheck } from '../requisition-check';

export function checkDocument(
  requisition: Requisition,
  document: ListedDocument,
  jde: JdeBooks,
  accounts: Accounts,
  /** Its commitment has the order. */
  isOnCommitment = false,
): CheckedDocument {
  const books = documentBooks(document, jde);
  const check = new RequisitionCheck(document, books.differences);
  const { stage, stands, differences } = check;
  const { orders, vouchers } = books;
  const lines = vouchers.flatMap((voucher) => voucher.lines);
  const otherAccounts = new Set([...accounts.retainage, ...accounts.tax, ...accounts.rounding]);
  const cost = isOnCommitment ? costOf(vouchers, otherAccounts) : costByAccount({ orders, vouchers }, otherAccounts);

  for (const voucher of vouchers) {
    const distributed = sumOf(voucher.lines.map((line) => line.amount));
    const what = `${voucher.name}: its lines sum to`;
    check.differ('distribution', what, distributed, 'its pay items less tax to', voucher.total.minus(voucher.tax));
  }
  if (stage !== 'withdrawn' && vouchers.length > 0) {
    for (const { account, order, cost: billed } of cost.disagreeing) {
      check.report(
        'orderLines',
        `account ${account}: cost lines ${amountText(billed)}, order lines ${amountText(order)}`,
      );
    }
  }
  if (stands === undefined) {
    const share = check.shareOfStage();
    const isRelease = share === 'releasesLeftToAp';
    if (isRelease && !isOnCommitment && !requisition.gross.isZero() && orders.length === 0) {
      check.report('missingOrder', `recorded without an order, but its gross is ${amountText(requisition.gross)}`);
    }
    const release = isRelease ? { amount: requisition.payable, isDone: isReleased(document) } : null;
    const counted = release?.isDone === true ? 'releasedByAp' : share;
    const payable = counted === undefined ? {} : { [counted]: requisition.payable };
    return { payable, cost: null, letGo: zero, release, differences };
  }

  if (
    !isOnCommitment &&
    !requisition.gross.isZero() &&
    orders.length === 0 &&
    !document.postings.some((one) => one.step === 'order')
  ) {
    check.report('missingOrder', `its gross is ${amountText(requisition.gross)}, but it has no order`);
  }
  if (vouchers.length === 0 && !document.postings.some((one) => one.step === 'voucher' || one.step === 'journal')) {
    check.report('missingVoucher', `its stage is ${stage}, but it has no voucher`);
  }
  const share = check.reached(stands, vouchers);
  const payable = check.listed('payable');
  // What the lines lack of the certificate, at most a cent, is booked as rounding and stands in no line's payable.
  if (payable?.minus(requisition.payable).abs().greaterThan('0.01') === true) {
    check.differ('listedAmount', 'listed payable', payable, 'Procore', requisition.payable);
  }
  check.differ(
    'listedAmount',
    'listed gross',
    check.listed('gross') ?? requisition.gross,
    'Procore',
    requisition.gross,
  );

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
  if (!letGo.greaterThan(zero)) check.differ('payable', 'vouchers', unretained, 'Procore certifies', due);
  const paid = letGo.greaterThan(zero) ? due : unretained;
  check.differ('gross', 'cost lines', cost.costLines, 'gross in Procore', requisition.gross);
  return {
    payable: {
      [share]: paid,
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
