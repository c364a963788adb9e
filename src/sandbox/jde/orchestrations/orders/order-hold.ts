import { decimalOf, type Decimal } from '../../../decimal';
import type { SandboxState } from '../../sandbox-state';
import type { Row } from '../../tables/table';
import { ORDER_PROGRAM } from './order-key';

/** An order above the approval limit is created all the same, and waits on hold for its approver. */
export function holdIfOverLimit(state: SandboxState, header: Row, total: Decimal, user: string): void {
  const { aboveAmount, code } = state.settings.orderHold;
  if (aboveAmount === '' || total.comparedTo(decimalOf(aboveAmount)) <= 0) {
    return;
  }
  const by = { user, program: ORDER_PROGRAM };
  state.change('F4301', header, { HOLD: code }, by);
  const { DOCO, DCTO, KCOO, SFXO } = header;
  state.write('F4209', { HCOD: code, DOCO, DCTO, KCOO, SFXO }, by);
}
