import type { GoLiveChoice } from '../../commitment/at-go-live';
import type { Problem } from '../../holds/hold-reason';
import type { ProcoreCommitment } from '../../procore/procore-commitments';
import { orderCause } from '../facts';
import type { Order } from '../order';

export type LinkChoice = Extract<GoLiveChoice, { choice: 'link' }>;

/** What is wrong with the order that a person named for a commitment; null: Fusion does not show it. */
export function linkProblems(
  { id, number }: Pick<ProcoreCommitment, 'id' | 'number'>,
  choice: LinkChoice,
  order: Order | null,
): Problem[] {
  const about = { kind: 'person', reason: 'orderElsewhere', causeKey: orderCause(id) } as const;
  const again = { act: 'chooseCommitment', commitmentId: id } as const;
  if (order === null) {
    return [
      {
        ...about,
        field: 'POHeaderId',
        value: choice.order,
        message: `Order ${choice.order}, which commitment ${number ?? id} was linked to, is not to be seen in Fusion.`,
        remedies: [{ act: 'inErp', text: 'Make sure that it stands and that the integration user may see it' }, again],
      },
    ];
  }
  const there = new Set(order.lines.map((line) => line.number));
  const missing = Object.values(choice.lines).filter((line) => !there.has(line));
  if (missing.length === 0) return [];
  return [
    {
      ...about,
      field: 'LineNumber',
      value: missing.join(', '),
      message: `Order ${order.number}, which commitment ${number ?? id} was linked to, has no line ${missing.join(', ')}.`,
      remedies: [again],
    },
  ];
}
