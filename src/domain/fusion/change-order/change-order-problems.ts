import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import type { Problem } from '../../holds/hold-reason';
import { balancingValue } from '../chart';
import type { CodedContractLine } from '../../commitment/coded-lines';
import { orderCause } from '../facts';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';

/** An order is of one company, and so is what is added to it. */
export function otherCompany(
  lines: readonly CodedContractLine[],
  order: Order | null,
  { chart }: PostingSettings,
): Problem[] {
  const ordered = (order?.lines ?? []).flatMap(({ schedules }) => schedules.flatMap(({ accounts }) => accounts));
  const all = [...ordered, ...lines.map(({ account }) => account)].map((account) => balancingValue(chart, account));
  const companies = [...new Set(all)];
  if (companies.length < 2) return [];
  return [
    {
      reason: 'twoCompanies',
      kind: 'person',
      field: chart.balancing,
      value: companies.join(', '),
      message: `With the change order, order ${order?.number ?? ''} would have lines of several companies: ${companies.join(', ')}. An order is of one.`,
      remedies: [{ act: 'changeMapping', text: 'Map the cost codes to accounts of the company of the order' }],
    },
  ];
}

/** The side of birth owns its order's lines and amounts (accounting-fusion 4). */
export function bornInErp({ changeOrder, commitment }: ChangeOrderWanted, headerId: string): Problem {
  return {
    reason: 'orderElsewhere',
    kind: 'person',
    field: 'origin_id',
    value: headerId,
    message: `Commitment ${commitment.number ?? commitment.id} came from order ${headerId} of Fusion, which owns its lines: change order ${changeOrder.number ?? changeOrder.id} is not added to it from here.`,
    remedies: [{ act: 'inErp', text: 'Change the order in Fusion' }],
    causeKey: orderCause(commitment.id),
  };
}
