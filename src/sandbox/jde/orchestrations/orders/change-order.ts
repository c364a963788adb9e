import { numberOf, type JsonObject } from '../../../http/json-value';
import { decimalOf, sumOf, ZERO, type Decimal } from '../../../decimal';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { checkGlDate } from '../gl-date';
import { isAbove, putOnHold } from './order-hold';
import { newOrderLine } from './new-order-line';
import { lineNumberProblem, ORDER_PROGRAM, standingOrder, type OrderKey } from './order-key';
import type { Inputs } from '../inputs';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { OrchestrationError, refuseIf } from '../orchestration-error';
import { accountColumns, amountColumns, ORDER_LINE_INPUTS, orderCurrency, type OrderCurrency } from './order-line';

type Change =
  | { readonly action: 'A'; readonly row: RowInput }
  | { readonly action: 'C' | 'X'; readonly line: Row; readonly set: RowInput };

interface ChangeTerms {
  readonly currency: OrderCurrency;
  /** yyyyMMdd: today when the call names none. */
  readonly glDate: string;
}

/** All lines are checked before the first is written: one press of OK. */
export const changeOrder: Orchestration = {
  name: 'PC_CHANGE_PO',
  description: 'Adds, changes and cancels lines of a purchase order',
  inputs: {
    OrderNumber: 'String',
    OrderType: 'String',
    OrderCompany: 'String',
    Suffix: 'String',
    GLDate: 'String',
    Lines: ['LineNumber', 'Action', ...ORDER_LINE_INPUTS],
  },
  outputs: ['Changed'],
  run,
};

function run(call: OrchestrationCall): JsonObject {
  const { state, inputs, username } = call;
  const { key, header } = standingOrder(state, inputs);
  if (state.settings.reservedOrders.includes(key.DOCO)) {
    throw new OrchestrationError(`Order ${key.DOCO} is reserved by another user; try again later`);
  }
  const currency = orderCurrency(
    state,
    key.KCOO,
    header['CRRM'] === 'F' ? (header['CRCD'] ?? '') : '',
    header['CRRM'] ?? 'D',
  );
  const terms = { currency, glDate: inputs.date('GLDate') || state.today() };
  checkGlDate(call, key.KCOO, terms.glDate, ['G/L']);
  const changes = inputs.list('Lines').map((line) => planned(call, key, line, terms));
  if (changes.length === 0) {
    throw new OrchestrationError('A change needs at least one line');
  }
  const added = changes.filter((change) => change.action === 'A').length;
  refuseIf(added === 0 ? undefined : lineNumberProblem(Number(nextLine(call, key)) + added - 1));
  changes.forEach((change) => state.check('F4311', change.action === 'A' ? change.row : change.set));
  const by = { user: username, program: ORDER_PROGRAM };
  const changed = changes.map((change): JsonObject => {
    const row =
      change.action === 'A'
        ? state.write('F4311', { ...change.row, LNID: nextLine(call, key), ...fromHeader(header) }, by)
        : state.change('F4311', standing(call, change.line), change.set, by);
    return { LineNumber: numberOf(decimalOf(row['LNID']).toFixed()), Action: change.action };
  });
  const total = orderTotal(state, key).toFixed();
  const changedHeader = state.change('F4301', header, { OTOT: total }, by);
  const waiting = state.database
    .table('F4311')
    .find({ ...key })
    .filter((line) => !decimalOf(line['ACHG']).isZero());
  waiting.forEach((line) => putOnHold(state, changedHeader, line['LNID'] ?? '', username));
  return { Changed: changed };
}

/** As it is now: an earlier row of the same call may have changed it. */
function standing({ state }: OrchestrationCall, line: Row): Row {
  const { DOCO, DCTO, KCOO, SFXO, LNID } = line;
  return state.database.table('F4311').get({ DOCO, DCTO, KCOO, SFXO, LNID }) ?? line;
}

function fromHeader(header: Row): RowInput {
  const { DOCO, DCTO, KCOO, SFXO, AN8, MCU, TRDJ, DRQJ, PDDJ } = header;
  return { DOCO, DCTO, KCOO, SFXO, AN8, MCU, TRDJ, DRQJ, PDDJ, CO: KCOO };
}

function planned(call: OrchestrationCall, key: OrderKey, inputs: Inputs, terms: ChangeTerms): Change {
  const { state } = call;
  const action = inputs.required('Action');
  if (action === 'A') {
    const ukid = state.nextNumbers.next('order line', 'F4311', 'UKID');
    return { action, row: { ...newOrderLine(call, inputs, terms.currency, terms.glDate), UKID: ukid } };
  }
  if (action !== 'C' && action !== 'X') {
    throw new OrchestrationError(`Action ${action} must be A (add), C (change) or X (cancel)`);
  }
  const lineNumber = inputs.required('LineNumber');
  const line = state.database.table('F4311').get({ ...key, LNID: lineNumber });
  if (line === undefined) {
    throw new OrchestrationError(`Line ${lineNumber} of order ${key.DOCO} not found`);
  }
  const { closedNext, canceledLast } = state.settings.orderStatuses;
  if (line['NXTR'] === closedNext) {
    throw new OrchestrationError(`Line ${lineNumber} is closed (next status ${closedNext}) and cannot be changed`);
  }
  if (action === 'C') {
    return { action, line, set: changedColumns(call, line, inputs, terms) };
  }
  const canceled = {
    LTTR: canceledLast,
    NXTR: closedNext,
    CNDJ: state.today(),
  };
  const nothingWaits = { UCHG: '0', ACHG: '0', FCHG: '0' };
  return { action, line, set: { ...canceled, ...nothingWaits, AOPN: '0', UOPN: '0', FAP: '0' } };
}

/** A change that raises the line beyond the budget waits in it until it is released: its amounts stay as they were. */
function changedColumns(
  { state }: OrchestrationCall,
  line: Row,
  inputs: Inputs,
  { currency, glDate }: ChangeTerms,
): RowInput {
  const received = decimalOf(line['AREC']);
  const namesAccount = ['BusinessUnit', 'Object', 'Subsidiary'].some((name) => inputs.has(name));
  const amount = inputs.amount('Amount', currency.transaction);
  if (!received.isZero() || !decimalOf(line['UREC']).isZero()) {
    throw new OrchestrationError(`Line ${line['LNID'] ?? ''} has receipts: its account and amount cannot be changed`);
  }
  if (!namesAccount && amount === undefined) {
    throw new OrchestrationError(`Line ${line['LNID'] ?? ''}: action C needs an Amount or an account`);
  }
  const account = namesAccount ? accountColumns(state, inputs, currency.company, currency.transaction) : {};
  if (amount === undefined) {
    return { ...account, DGL: glDate };
  }
  const quantity = decimalOf(line['UORG']);
  const unitCost = quantity.isZero() ? amount : amount.dividedBy(quantity).toDecimalPlaces(4);
  const amounts = amountColumns(amount, unitCost, currency);
  const raise = decimalOf(String(amounts['AEXP'])).minus(decimalOf(line['AEXP']));
  if (isAbove(raise, state.settings.changesWaitAbove)) {
    const foreign = currency.rate === undefined ? ZERO : amount.minus(decimalOf(line['FEA']));
    return { ...account, DGL: glDate, ACHG: raise.toFixed(), FCHG: foreign.toFixed() };
  }
  return { ...account, ...amounts, DGL: glDate, ACHG: '0', FCHG: '0', UCHG: '0', UOPN: line['UORG'] };
}

function nextLine({ state }: OrchestrationCall, key: OrderKey): string {
  const numbers = state.database
    .table('F4311')
    .find({ ...key })
    .map((line) => Number(line['LNID']));
  return String(Math.floor(Math.max(0, ...numbers)) + 1);
}

/** What the header shows is the order without its canceled lines. */
export function orderTotal(state: SandboxState, key: OrderKey): Decimal {
  const lines = state.database.table('F4311').find({ ...key });
  const standing = lines.filter((line) => line['LTTR'] !== state.settings.orderStatuses.canceledLast);
  return sumOf(standing.map((line) => decimalOf(line['AEXP'])));
}
