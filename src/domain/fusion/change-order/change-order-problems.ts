import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import { balancingValue } from '../chart';
import type { CodedContractLine } from '../commitment/coded-lines';
import { orderCause } from '../facts';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';

/** A total without any line says that the lines are not to be seen. */
export function noLines({ changeOrder }: ChangeOrderWanted): Problem[] {
  if (changeOrder.lineItems.length > 0) return [];
  return [
    {
      reason: 'amountsDiffer',
      kind: 'person',
      field: 'line_items',
      value: '',
      message: `Change order ${changeOrder.number ?? changeOrder.id} is approved, and Procore shows no line of it in any of its tiers.`,
      remedies: [{ act: 'inProcore', text: 'Give the change order its lines, or let the service account read them' }],
    },
  ];
}

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

export function behindEarlier({ earlier, commitment }: ChangeOrderWanted): Problem[] {
  const [first] = earlier;
  if (first === undefined) return [];
  return [
    {
      reason: 'changePending',
      kind: 'waiting',
      field: 'reviewed_at',
      value: first.sourceId,
      message: `${earlier.length === 1 ? 'A change order' : `${earlier.length} change orders`} of commitment ${commitment.number ?? commitment.id} approved before this one ${earlier.length === 1 ? 'is' : 'are'} not on the order yet.`,
      remedies: [
        { act: 'byItself', text: 'It goes on by itself when they are, in the order of their approval' },
        { act: 'seeDocument', document: { kind: 'changeOrder', sourceId: first.sourceId } },
      ],
      causeKeys: earlier.map(({ sourceId }) => causeKey.changeOrder(sourceId)),
    },
  ];
}
