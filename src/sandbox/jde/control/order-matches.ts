import { z } from 'zod';
import { decimalOf, parseDecimal, sumOf, ZERO, type Decimal } from '../../decimal';
import { accountNumber, companyOfBusinessUnit } from '../rules/accounts';
import type { SandboxState } from '../sandbox-state';
import type { Row, RowInput } from '../tables/table';
import { ControlError } from './control-error';
import { linesOf, statusAfter } from './order-plays';
import { deleteVoucher, voidVoucher } from './payables/void';
import { accountOf, CLERK, isPosted, standingPayItems } from './payables/voucher';
import { amountText, dateText, documentNumber } from './read-order';

const MATCH_FORM = { user: CLERK, program: 'P4314' };
/** Types of rows of F43121 (reference 21). */
const RECEIPT = '1';
const VOUCHER = '2';
const REVERSED = '3';

const number = z.union([z.string(), z.number()]).transform(String);
const lineSchema = z.strictObject({
  lnid: number,
  amount: amountText,
  /** Of a receipt whose row is vouchered; without it nothing was received. */
  receipt: documentNumber.optional(),
});
export const matchSchema = z.strictObject({
  doco: number,
  invoiceNumber: z.string().max(25).default(''),
  invoiceDate: dateText.optional(),
  glDate: dateText.optional(),
  documentType: z.string().length(2).default('PV'),
  payStatus: z.string().length(1).default('H'),
  /** Kept back as a pay item with status R. */
  retained: amountText.default('0'),
  lines: z.array(lineSchema).min(1),
});
export const releaseRetainageSchema = z.strictObject({
  doco: number,
  invoiceNumber: z.string().max(25),
  amount: amountText,
  /** That the match credited with what it kept back. */
  account: z.string(),
  glDate: dateText.optional(),
});
export const reverseMatchSchema = z.strictObject({ doc: documentNumber, glDate: dateText.optional() });

/**
 * AP matches lines of an order with an invoice (P4314): a voucher of one pay item, and of a second with status R where retainage is kept
 * back; a row of F43121 for each line; what is open of the line falls at once, or, where it was received, what is open of the receipt.
 */
export function matchOrder(state: SandboxState, order: z.infer<typeof matchSchema>): object {
  const parts = order.lines.map((part) => {
    const [line] = linesOf(state, order.doco, part.lnid);
    const receipt = part.receipt === undefined ? undefined : receiptOf(state, order.doco, part.lnid, part.receipt);
    const amount = decimalOf(part.amount);
    const open = decimalOf((receipt ?? line)?.['AOPN']);
    if (line === undefined || amount.isZero() || amount.abs().comparedTo(open.abs()) > 0) {
      throw new ControlError(`amount must be a part of the open amount ${open.toFixed(2)} of line ${part.lnid}`);
    }
    return { line, receipt, amount };
  });
  const head = parts[0]?.line ?? {};
  const total = sumOf(parts.map(({ amount }) => amount));
  const retained = parseDecimal(order.retained) ?? ZERO;
  const document = writeVoucher(state, head, order, [
    { amount: total.minus(retained), status: order.payStatus },
    { amount: retained, status: 'R' },
  ]);
  const dates = { DGL: order.glDate ?? state.today(), RCDJ: state.today() };
  parts.forEach(({ line, receipt, amount }, index) => {
    const { DOCO, DCTO, KCOO, SFXO, LNID, AN8, CRCD, PRRC } = line;
    const row: RowInput = { DOCO, DCTO, KCOO, SFXO, LNID, AN8, CRCD, PRRC, KCO: KCOO, ...dates };
    const column = state.settings.matchedAmountIn;
    const shown = { AREC: '0', AOPN: '0', [column]: amount.toFixed(), VINV: order.invoiceNumber };
    const place = { MATC: VOUCHER, NLIN: String(index + 1), DOC: document, DCT: order.documentType };
    state.write('F43121', { ...row, ...shown, ...place, VR01: receipt?.['DOC'] ?? '' }, MATCH_FORM);
    if (receipt === undefined) moveOpen(state, line, amount);
    else moveReceipt(state, receipt, amount.negated());
    writeLedgerLine(state, line, { amount, document, index, order });
  });
  return { document };
}

/** Retainage of matched vouchers that is paid: a voucher of its own (reference 13.7), and so much less open with status R. */
export function releaseRetainage(state: SandboxState, order: z.infer<typeof releaseRetainageSchema>): object {
  const [line = {}] = linesOf(state, order.doco, undefined);
  const amount = decimalOf(order.amount);
  const held = state.database
    .table('F0411')
    .find({ PO: line['DOCO'] ?? '', PDCT: line['DCTO'] ?? '', PST: 'R' })
    .filter((row) => decimalOf(row['AAP']).greaterThan(ZERO));
  const open = sumOf(held.map((row) => decimalOf(row['AAP'])));
  if (amount.comparedTo(open) > 0)
    throw new ControlError(`Of order ${order.doco} ${open.toFixed(2)} is retained still`);
  let left = amount;
  for (const row of held) {
    const own = decimalOf(row['AAP']);
    const taken = own.comparedTo(left) < 0 ? own : left;
    state.change('F0411', row, { AAP: own.minus(taken).toFixed() }, MATCH_FORM);
    left = left.minus(taken);
  }
  const voucher = { ...order, invoiceDate: undefined, documentType: 'PV' };
  const document = writeVoucher(state, line, voucher, [{ amount, status: 'A' }]);
  const charged = { ...line, ...accountOf(state, order.account), OMCU: order.account.split('.')[0] };
  writeLedgerLine(state, charged as Row, { amount, document, index: 0, order: voucher });
  return { document };
}

/**
 * AP takes a match back: an unposted voucher leaves no trace in the ledgers, a posted one is voided there. Whether its rows in F43121 become
 * rows of type 3 or get some beside them is the setting `reversedMatch`.
 */
export function reverseMatch(state: SandboxState, order: z.infer<typeof reverseMatchSchema>): object {
  const table = state.database.table('F43121');
  const rows = table.find({ MATC: VOUCHER, DOC: order.doc });
  if (rows.length === 0) throw new ControlError(`There is no match of voucher ${order.doc} in F43121`);
  const items = standingPayItems(state, order.doc);
  if (isPosted(items)) voidVoucher(state, order);
  else deleteVoucher(state, { doc: order.doc });
  for (const row of rows) {
    const amount = decimalOf(row[state.settings.matchedAmountIn]);
    const [line] = linesOf(state, row['DOCO'] ?? '', row['LNID']);
    const receipt =
      row['VR01'] === '' ? undefined : receiptOf(state, row['DOCO'] ?? '', row['LNID'] ?? '', row['VR01'] ?? '');
    if (receipt !== undefined) moveReceipt(state, receipt, amount);
    else if (line !== undefined) moveOpen(state, line, amount.negated());
    if (state.settings.reversedMatch === 'replaces') table.remove(row);
    state.write('F43121', { ...row, MATC: REVERSED }, MATCH_FORM);
  }
  return { reversed: rows.length };
}

function receiptOf(state: SandboxState, DOCO: string, LNID: string, DOC: string): Row {
  const [row] = state.database.table('F43121').find({ MATC: RECEIPT, DOCO, LNID, DOC });
  if (row === undefined) throw new ControlError(`Line ${LNID} of order ${DOCO} has no receipt ${DOC} in F43121`);
  return row;
}

/** What was received is open to voucher no more, or again. */
function moveReceipt(state: SandboxState, receipt: Row, by: Decimal): void {
  const received = decimalOf(receipt['AREC']);
  const open = decimalOf(receipt['AOPN']).plus(by);
  const quantity = received.isZero() ? ZERO : decimalOf(receipt['UREC']).times(open).dividedBy(received);
  const set = { AOPN: open.toFixed(), UOPN: quantity.toDecimalPlaces(4).toFixed() };
  state.change('F43121', receipt, set, MATCH_FORM);
}

/** Of a line that is matched without a receipt: that is what it receives, at once; the last part moves its status where a rule says so. */
function moveOpen(state: SandboxState, line: Row, amount: Decimal): void {
  const [open, received] = ['AOPN', 'AREC'].map((alias) => decimalOf(line[alias]));
  const left = (open ?? ZERO).minus(amount);
  const whole = (open ?? ZERO).plus(received ?? ZERO);
  const quantity = decimalOf(line['UOPN']).plus(decimalOf(line['UREC']));
  const share = whole.isZero() ? ZERO : quantity.times(left).dividedBy(whole).toDecimalPlaces(4);
  const set: RowInput = {
    AOPN: left.toFixed(),
    AREC: (received ?? ZERO).plus(amount).toFixed(),
    UOPN: share.toFixed(),
    UREC: quantity.minus(share).toFixed(),
  };
  state.change('F4311', line, { ...set, ...(left.isZero() ? statusAfter(state, line) : {}) }, MATCH_FORM);
}

interface VoucherOrder {
  readonly invoiceNumber: string;
  readonly invoiceDate?: string | undefined;
  readonly glDate?: string | undefined;
  readonly documentType: string;
}

function writeVoucher(
  state: SandboxState,
  line: Row,
  order: VoucherOrder,
  items: readonly { readonly amount: Decimal; readonly status: string }[],
): string {
  const { invoiceNumber: VINV, documentType: DCT, glDate = state.today(), invoiceDate = state.today() } = order;
  const DOC = state.nextNumbers.next(DCT, 'F0411', 'DOC', { DCT });
  const ICU = state.nextNumbers.next('batch', 'F0011', 'ICU');
  const IST = state.settings.batchesApproved ? 'A' : '';
  state.write('F0011', { ICUT: 'V', ICU, IST, DICJ: state.today(), BALJ: 'Y' }, MATCH_FORM);
  const { AN8, KCOO: KCO, CRCD, DOCO, DCTO, KCOO, OMCU: MCU } = line;
  const shared = { DOC, DCT, KCO, AN8, PYE: AN8, VINV, DIVJ: invoiceDate, DGJ: glDate, DDJ: invoiceDate, CO: KCO };
  const named = { ICU, ICUT: 'V', CRRM: 'D', CRCD, PO: DOCO, PDCT: DCTO, PKCO: KCOO, MCU, TORG: CLERK };
  items
    .filter(({ amount }, index) => !amount.isZero() || (index === 0 && items.every((one) => one.amount.isZero())))
    .forEach(({ amount, status: PST }, index) => {
      const AG = amount.toFixed();
      const amounts = { AG, AAP: AG, ATXN: AG, SFX: String(index + 1).padStart(3, '0'), SFXE: '0' };
      state.write('F0411', { ...shared, ...named, ...amounts, PST, GLC: PST === 'R' ? 'RETN' : '' }, MATCH_FORM);
    });
  return DOC;
}

function writeLedgerLine(
  state: SandboxState,
  line: Row,
  { amount, document: DOC, index, order }: { amount: Decimal; document: string; index: number; order: VoucherOrder },
): void {
  const { OMCU: MCU = '', OBJ = '', SUB = '', AID, SBL, SBLT, KCOO: KCO, CRCD, AN8, DOCO, DCTO, LNID } = line;
  const [item] = state.database.table('F0411').find({ DOC, DCT: order.documentType });
  const place = { DCT: order.documentType, DOC, KCO, DGJ: item?.['DGJ'], JELN: String(index + 1), LT: 'AA', EXTL: '' };
  const account = {
    ANI: accountNumber({ businessUnit: MCU, object: OBJ, subsidiary: SUB }),
    AID,
    MCU,
    OBJ,
    SUB,
    SBL,
    SBLT,
  };
  const named = { ICU: item?.['ICU'], ICUT: 'V', CO: companyOfBusinessUnit(state.database, MCU) ?? KCO, CRCD, AN8 };
  const ordered = { VINV: order.invoiceNumber, PO: DOCO, DCTO, PKCO: KCO, LNID };
  state.write('F0911', { ...place, ...account, ...named, ...ordered, AA: amount.toFixed(), TORG: CLERK }, MATCH_FORM);
}
