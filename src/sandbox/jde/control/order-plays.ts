import { z } from 'zod';
import { decimalOf, parseDecimal, withDecimals, type Decimal } from '../../decimal';
import type { SandboxState } from '../sandbox-state';
import type { Row, RowInput } from '../tables/table';
import { ControlError } from './control-error';

const BUYER = { user: 'BUYER', program: 'P4310' };
const RECEIVER = { user: 'STORES', program: 'P4312' };
const OTHER_STATUSES = ['A1TR', 'A2TR', 'A3TR', 'A4TR', 'A5TR'];

const number = z.union([z.string(), z.number()]).transform(String);
export const advanceSchema = z.strictObject({
  doco: number,
  lnid: number.optional(),
  /** Another next status than the first that the rule names. */
  to: z.string().optional(),
});
export const receiveSchema = z.strictObject({ doco: number, lnid: number, amount: z.string().optional() });

/** Printing and the like: each open line goes to its next status, by the order activity rules (F40203). */
export function advanceOrder(state: SandboxState, order: z.infer<typeof advanceSchema>): object {
  const { closedNext } = state.settings.orderStatuses;
  const lines = linesOf(state, order.doco, order.lnid).filter((line) => line['NXTR'] !== closedNext);
  const steps = lines.map((line) => ({ line, set: nextStatus(state, line, order.to) }));
  steps.forEach(({ line, set }) => state.change('F4311', line, set, BUYER));
  return { advanced: steps.length };
}

/** A receipt (F43121) of all that is open, or of a part of it; a line that is wholly received goes to its next status. */
export function receiveLine(state: SandboxState, order: z.infer<typeof receiveSchema>): object {
  const line = linesOf(state, order.doco, order.lnid)[0] ?? {};
  const open = decimalOf(line['AOPN']);
  const amount = order.amount === undefined ? open : parseDecimal(order.amount);
  if (amount === undefined || amount.isZero() || amount.comparedTo(open) > 0) {
    throw new ControlError(`amount must be a part of the open amount ${withDecimals(open, 2)} of line ${order.lnid}`);
  }
  const isWhole = amount.equals(open);
  const quantity = isWhole
    ? decimalOf(line['UOPN'])
    : decimalOf(line['UOPN']).times(amount).dividedBy(open).toDecimalPlaces(4);
  const status = isWhole ? nextStatus(state, line) : {};
  const plus = (alias: string, by: Decimal): string => decimalOf(line[alias]).plus(by).toFixed();
  const { DOCO, DCTO, KCOO, SFXO, LNID, AN8, VR01, CRCD, PRRC } = line;
  const receipt: RowInput = { DOCO, DCTO, KCOO, SFXO, LNID, AN8, VR01, CRCD, PRRC, KCO: KCOO };
  const document = state.nextNumbers.next('OV', 'F43121', 'DOC');
  const received = {
    UREC: quantity.toFixed(),
    AREC: amount.toFixed(),
    UOPN: quantity.toFixed(),
    AOPN: amount.toFixed(),
  };
  const dates = { RCDJ: state.today(), DGL: state.today() };
  state.write(
    'F43121',
    { ...receipt, ...received, ...dates, MATC: '1', NLIN: '1', DOC: document, DCT: 'OV' },
    RECEIVER,
  );
  const moved = {
    AREC: plus('AREC', amount),
    UREC: plus('UREC', quantity),
    AOPN: plus('AOPN', amount.negated()),
    UOPN: plus('UOPN', quantity.negated()),
  };
  state.change('F4311', line, { ...moved, ...status }, RECEIVER);
  return { document };
}

export function linesOf(state: SandboxState, doco: string, lnid: string | undefined): Row[] {
  const lines = state.database.table('F4311').find({ DOCO: doco, ...(lnid === undefined ? {} : { LNID: lnid }) });
  if (lines.length === 0) {
    throw new ControlError(`There is no line ${lnid ?? ''} of order ${doco} in F4311`);
  }
  return lines;
}

/** The next status of a line of which nothing is open any more, where a rule names one. */
export function statusAfter(state: SandboxState, line: Row): RowInput {
  const { DCTO, LNTY, NXTR } = line;
  return state.database.table('F40203').get({ DCTO, LNTY, TRTY: NXTR }) === undefined ? {} : nextStatus(state, line);
}

function nextStatus(state: SandboxState, line: Row, to?: string): RowInput {
  const { DCTO, LNTY, NXTR } = line;
  const rule = state.database.table('F40203').get({ DCTO, LNTY, TRTY: NXTR });
  if (rule === undefined) {
    throw new ControlError(`F40203 has no rule for order type ${DCTO}, line type ${LNTY}, status ${NXTR}`);
  }
  const allowed = ['NXTR', ...OTHER_STATUSES].map((alias) => rule[alias] ?? '').filter((status) => status !== '');
  const next = to ?? allowed[0] ?? '';
  if (!allowed.includes(next)) {
    throw new ControlError(`After status ${NXTR} F40203 allows ${allowed.join(', ')}, not "${next}"`);
  }
  return { LTTR: NXTR, NXTR: next };
}
