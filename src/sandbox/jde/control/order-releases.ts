import { z } from 'zod';
import { decimalOf } from '../../decimal';
import { orderTotal } from '../orchestrations/orders/change-order';
import { APPROVAL, approvalRow } from '../orchestrations/orders/order-hold';
import type { SandboxState } from '../sandbox-state';
import { stampNow } from '../server-clock';
import type { Row, RowInput } from '../tables/table';
import { ControlError } from './control-error';
import { documentNumber } from './read-order';

const BUYER = 'BUYER';
const RELEASE_PROGRAM = { user: BUYER, program: 'P43070' };

export const releaseOrderSchema = z.strictObject({ doco: documentNumber });
export const approveSchema = z.strictObject({
  doco: documentNumber,
  decision: z.enum(['approve', 'reject']).default('approve'),
});

/** Holds get their release code, and changes that waited in their lines take effect. */
export function releaseOrder(state: SandboxState, order: z.infer<typeof releaseOrderSchema>): object {
  const { header, key } = orderOf(state, order.doco);
  const holds = state.database.table('F4209').find({ ...key, RDC: '' });
  const open = holds.filter((hold) => hold['HCOD'] !== APPROVAL);
  const { date, time } = stampNow(state.settings.timeZone);
  const released = { RDC: 'RL', RDB: BUYER, RDJ: date, RDT: time };
  open.forEach((hold) => state.change('F4209', hold, released, RELEASE_PROGRAM));
  const lines = state.database.table('F4311').find({ ...key });
  const waiting = lines.filter((line) => ['ACHG', 'UCHG', 'FCHG'].some((alias) => !decimalOf(line[alias]).isZero()));
  waiting.forEach((line) => state.change('F4311', line, withItsChange(line), RELEASE_PROGRAM));
  const total = orderTotal(state, key).toFixed();
  state.change('F4301', header, { HOLD: '', OTOT: total }, RELEASE_PROGRAM);
  return { released: open.length, changes: waiting.length };
}

/** An approver says yes (A) or no (R): the state of his row changes, its RDC stays blank; a yes writes a notice. */
export function approveOrder(state: SandboxState, order: z.infer<typeof approveSchema>): object {
  const { header, key } = orderOf(state, order.doco);
  const rows = state.database.table('F4209').find({ ...key, HCOD: APPROVAL });
  const open = rows.filter((row) => row['ASTS'] === '1N' || row['ASTS'] === '2N');
  if (open.length === 0) {
    throw new ControlError(`Order ${order.doco} waits for no approval`);
  }
  const letter = order.decision === 'approve' ? 'A' : 'R';
  for (const row of open) {
    state.change('F4209', row, { ASTS: `${(row['ASTS'] ?? '').slice(0, 1)}${letter}` }, RELEASE_PROGRAM);
  }
  if (order.decision === 'approve') {
    approvalRow(state, header, '3N', '1', BUYER);
  }
  return { decided: open.length };
}

function withItsChange(line: Row): RowInput {
  const plus = (alias: string, change: string): string =>
    decimalOf(line[alias]).plus(decimalOf(line[change])).toFixed();
  const amount = decimalOf(plus('AEXP', 'ACHG'));
  const foreign = decimalOf(plus('FEA', 'FCHG'));
  const quantity = decimalOf(plus('UORG', 'UCHG'));
  const each = (total: typeof amount): string =>
    quantity.isZero() ? total.toFixed() : total.dividedBy(quantity).toDecimalPlaces(4).toFixed();
  return {
    AEXP: amount.toFixed(),
    AOPN: plus('AOPN', 'ACHG'),
    FEA: foreign.toFixed(),
    FAP: plus('FAP', 'FCHG'),
    UORG: quantity.toFixed(),
    UOPN: plus('UOPN', 'UCHG'),
    PRRC: each(amount),
    FRRC: each(foreign),
    ACHG: '0',
    UCHG: '0',
    FCHG: '0',
  };
}

function orderOf(state: SandboxState, doco: string) {
  const header = state.database.table('F4301').find({ DOCO: doco })[0];
  if (header === undefined) {
    throw new ControlError(`There is no order ${doco} in F4301`);
  }
  const { DOCO = '', DCTO = '', KCOO = '', SFXO = '' } = header;
  return { header, key: { DOCO, DCTO, KCOO, SFXO } };
}
