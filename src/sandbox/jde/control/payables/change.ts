import { z } from 'zod';
import { decimalOf, parseDecimal, sumOf, ZERO, type Decimal } from '../../../decimal';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { ControlError } from '../control-error';
import { amountText, documentNumber } from '../read-order';
import {
  accountOf,
  adjustmentRow,
  isPosted,
  ledgerLines,
  nextJournalLine,
  openBatchAgain,
  standingPayItems,
  VOUCHER_FORM,
} from './voucher';

export const changeSchema = z.strictObject({
  doc: documentNumber,
  payItem: z.string().default('001'),
  /** The new gross amount of the pay item. */
  amount: amountText.optional(),
  /** What is added to (or, below zero, taken off) each account; by default the first line takes the whole difference. */
  lines: z.array(z.strictObject({ account: z.string(), amount: amountText })).optional(),
  invoiceNumber: z.string().optional(),
  remark: z.string().optional(),
  /** A pay status is changed without opening the batch. */
  payStatus: z.string().optional(),
});
type ChangeOrder = z.infer<typeof changeSchema>;

/**
 * AP changes a voucher in P0411. Before the post the rows themselves change; after it each pay item carries its new
 * amount, a row of type PE the difference, new ledger lines the same, and the batch waits for the post program again.
 * Number, type, company, supplier, G/L date, currency and invoice date never change after entry.
 */
export function changeVoucher(state: SandboxState, order: ChangeOrder): object {
  const items = standingPayItems(state, order.doc);
  const item = items.find((one) => one['SFX'] === order.payItem);
  if (item === undefined) {
    throw new ControlError(`Voucher ${order.doc} has no pay item ${order.payItem}`);
  }
  const difference = order.amount === undefined ? ZERO : decimalOf(order.amount).minus(decimalOf(item['AG']));
  const lines = addedToLedger(state, order, item, difference);
  if (item['CRRM'] === 'F' && lines.length > 0) {
    throw new ControlError('A voucher in a foreign currency keeps its amounts here');
  }
  const posted = isPosted(items);
  for (const line of lines) {
    (posted ? addLine : changeLine)(state, item, line);
  }
  if (posted && !difference.isZero()) {
    const parts = { AG: difference.toFixed(), ...taxParts(item, difference, ZERO) };
    state.write('F0411', adjustmentRow(state, item, parts), VOUCHER_FORM);
  }
  const plus = (alias: string): string => decimalOf(item[alias]).plus(difference).toFixed();
  const amounts = difference.isZero() ? {} : { AG: plus('AG'), AAP: plus('AAP'), ...taxParts(item, difference) };
  const texts = { VINV: order.invoiceNumber, RMK: order.remark, PST: order.payStatus };
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  state.change('F0411', item, { ...amounts, ...given }, VOUCHER_FORM);
  if (posted && lines.length > 0) {
    openBatchAgain(state, item, 'V', VOUCHER_FORM);
  }
  return { changed: lines.length, posted };
}

interface AddedLine {
  readonly account: RowInput;
  readonly amount: Decimal;
}

/** All of the difference goes to lines, as the form asks for. */
function addedToLedger(state: SandboxState, order: ChangeOrder, item: Row, difference: Decimal): AddedLine[] {
  if (order.lines === undefined) {
    const first = ledgerLines(state, item)[0] ?? {};
    const { ANI, AID, MCU, OBJ, SUB } = first;
    return difference.isZero() ? [] : [{ account: { ANI, AID, MCU, OBJ, SUB }, amount: difference }];
  }
  const lines = order.lines.map(({ account, amount }) => ({
    account: accountOf(state, account),
    amount: parseDecimal(amount) ?? ZERO,
  }));
  const sum = sumOf(lines.map((line) => line.amount));
  if (!sum.equals(difference)) {
    throw new ControlError(`Out of balance: ${difference.toFixed()} to distribute, ${sum.toFixed()} distributed`);
  }
  return lines;
}

/** A change leaves the tax alone: the difference goes to the taxable part, or to the other where that one is used. */
function taxParts(item: Row, difference: Decimal, from?: Decimal): RowInput {
  const alias = ['ATXN', 'ATXA'].find((one) => !decimalOf(item[one]).isZero());
  if (alias === undefined) {
    return {};
  }
  const others = from === undefined ? {} : { ATXN: '0', ATXA: '0', STAM: '0' };
  return { ...others, [alias]: (from ?? decimalOf(item[alias])).plus(difference).toFixed() };
}

function addLine(state: SandboxState, item: Row, { account, amount }: AddedLine): void {
  const lines = ledgerLines(state, item);
  const JELN = nextJournalLine(lines);
  const fresh = { JELN, AA: amount.toFixed(), U: '0', RE: '', POST: '' };
  state.write('F0911', { ...lines[0], ...account, ...fresh }, VOUCHER_FORM);
}

/** Before the post the line of the account itself changes; one that comes to nothing goes. */
function changeLine(state: SandboxState, item: Row, added: AddedLine): void {
  const line = ledgerLines(state, item).find((one) => one['AID'] === added.account['AID']);
  if (line === undefined) {
    addLine(state, item, added);
    return;
  }
  const amount = decimalOf(line['AA']).plus(added.amount);
  if (amount.isZero()) {
    state.database.table('F0911').remove(line);
  } else {
    state.change('F0911', line, { AA: amount.toFixed() }, VOUCHER_FORM);
  }
}
