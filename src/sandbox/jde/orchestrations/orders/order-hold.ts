import { decimalOf, type Decimal } from '../../../decimal';
import type { SandboxState } from '../../sandbox-state';
import { stampNow } from '../../server-clock';
import type { Row, RowInput } from '../../tables/table';
import { ORDER_PROGRAM } from './order-key';

/** The hold code of approval rows: their state is ASTS, never RDC. */
export const APPROVAL = '**';

/** An order above a limit is created all the same, and waits: on hold for its release, or for its approver. */
export function holdIfOverLimit(state: SandboxState, header: Row, total: Decimal, user: string): void {
  if (isAbove(total, state.settings.orderHold.aboveAmount)) {
    putOnHold(state, header, '0', user);
  }
  if (isAbove(total, state.settings.orderApproval.aboveAmount)) {
    askForApproval(state, header, user);
  }
}

/** A hold of the order (line 0) or of one line; it stands until RDC is filled. */
export function putOnHold(state: SandboxState, header: Row, lnid: string, user: string): void {
  const { code } = state.settings.orderHold;
  const by = { user, program: ORDER_PROGRAM };
  const key = { HCOD: code, ...orderKey(header), LNID: lnid };
  state.change('F4301', header, { HOLD: code }, by);
  if (state.database.table('F4209').find({ ...key, RDC: '' }).length === 0) {
    state.write('F4209', key, by);
  }
}

export function isAbove(amount: Decimal, limit: string): boolean {
  return limit !== '' && amount.comparedTo(decimalOf(limit)) > 0;
}

/** One row for the originator and one for the approver; dates of release stand from the start, RDC stays blank. */
function askForApproval(state: SandboxState, header: Row, user: string): void {
  const { kind, responsible } = state.settings.orderApproval;
  approvalRow(state, header, ' O', '1', user);
  approvalRow(state, header, kind === 'budget' ? '1N' : '2N', responsible, user);
}

/** A row of type `**` of an order, for the state that ASTS tells. */
export function approvalRow(state: SandboxState, header: Row, status: string, responsible: string, user: string): void {
  const { date, time } = stampNow(state.settings.timeZone);
  const row = { HCOD: APPROVAL, ASTS: status, RPER: responsible, ARTG: 'PROJECTS', RDJ: date, RDT: time };
  state.write('F4209', { ...row, ...orderKey(header) }, { user, program: ORDER_PROGRAM });
}

function orderKey({ DOCO, DCTO, KCOO, SFXO }: Row): RowInput {
  return { DOCO, DCTO, KCOO, SFXO };
}
