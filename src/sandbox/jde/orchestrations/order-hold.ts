import { ExactDecimal } from '../exact-decimal';
import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';

/** An order above the approval limit is created all the same, and waits on hold for its approver. */
export function holdIfOverLimit(state: SandboxState, header: Row, total: ExactDecimal, user: string): void {
  const { aboveAmount, code } = state.settings.orderHold;
  if (aboveAmount === '' || total.compare(ExactDecimal.of(aboveAmount)) <= 0) {
    return;
  }
  const by = { user, program: 'EP4310' };
  state.change('F4301', header, { HOLD: code }, by);
  const { DOCO, DCTO, KCOO, SFXO } = header;
  state.write('F4209', { HCOD: code, DOCO, DCTO, KCOO, SFXO }, by);
}
