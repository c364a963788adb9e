import { z } from 'zod';
import { decimalOf, sumOf, ZERO } from '../../../decimal';
import type { SandboxState } from '../../sandbox-state';
import type { Row } from '../../tables/table';
import { ControlError } from '../control-error';
import { amountText, documentNumber } from '../read-order';
import { VOUCHER_FORM } from './voucher';

export const releaseSchema = z.strictObject({
  doc: documentNumber,
  amount: amountText.optional(),
  payStatus: z.enum(['A', 'H']).default('A'),
});
type ReleaseOrder = z.infer<typeof releaseSchema>;

/**
 * AP lets retainage go: pay items with status R get another one. An amount below what is retained splits the last item
 * that it reaches: the part that is let go becomes a pay item of its own.
 */
export function releaseRetainage(state: SandboxState, order: ReleaseOrder): object {
  const items = state.database.table('F0411').find({ DOC: order.doc, PST: 'R', VOD: '' });
  const retained = sumOf(items.map((item) => decimalOf(item['AAP'])));
  let left = order.amount === undefined ? retained : decimalOf(order.amount);
  if (items.length === 0 || left.comparedTo(retained) > 0 || left.comparedTo(ZERO) <= 0) {
    throw new ControlError(`Voucher ${order.doc} has ${retained.toFixed()} open with pay status R`);
  }
  for (const item of items) {
    const open = decimalOf(item['AAP']);
    if (left.comparedTo(ZERO) <= 0) break;
    if (left.comparedTo(open) >= 0) {
      state.changeStatus('F0411', item, { PST: order.payStatus }, VOUCHER_FORM);
    } else {
      splitOff(state, item, left.toFixed(), order.payStatus);
    }
    left = left.minus(open);
  }
  return { released: order.amount ?? retained.toFixed() };
}

function splitOff(state: SandboxState, item: Row, part: string, payStatus: string): void {
  if (item['CRRM'] === 'F') {
    throw new ControlError('A pay item in a foreign currency is released as a whole');
  }
  const { DOC, DCT, KCO } = item;
  const items = state.database.table('F0411').find({ DOC, DCT, KCO });
  const next = Math.max(...items.map((one) => Number(one['SFX']))) + 1;
  const rest = (alias: string): string => decimalOf(item[alias]).minus(decimalOf(part)).toFixed();
  state.change('F0411', item, { AG: rest('AG'), AAP: rest('AAP'), ATXN: rest('ATXN') }, VOUCHER_FORM);
  const amounts = { AG: part, AAP: part, ATXN: part, SFX: String(next).padStart(3, '0'), PST: payStatus };
  state.write('F0411', { ...item, ...amounts }, VOUCHER_FORM);
}
