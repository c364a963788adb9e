import type { Order } from '../../../domain/fusion/order';
import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';

/** As what an order may be written onto as a draft: never submitted, taken back or sent back. */
export const draftStatuses: readonly string[] = ['INCOMPLETE', 'REJECTED', 'WITHDRAWN'];

/** What keeps a draft from taking over the lines of its commitment. `isAsLeft`: it is ours, and as it was left. */
export function draftProblems(order: Order | null, isAsLeft: boolean): readonly Problem[] {
  const number = order?.number ?? '';
  const status = order?.status ?? '';
  if (order === null || !draftStatuses.includes(status) || order.pendingChange !== null) {
    return [
      {
        reason: 'orderNotOpen',
        kind: 'waiting',
        field: 'StatusCode',
        value: status,
        message: `Order ${number} was a draft and is ${status || 'not there'} now: the changed commitment is not written onto it.`,
        remedies: [{ act: 'byItself', text: 'It is looked at again by itself, as it stands in Fusion then' }],
      },
    ];
  }
  const schedules = order.lines.flatMap(({ schedules }) => schedules);
  const isSplit = schedules.length > order.lines.length || schedules.some(({ accounts }) => accounts.length > 1);
  if (isAsLeft && !isSplit) return [];
  return [
    {
      reason: 'foundButDifferent',
      kind: 'person',
      field: 'lines',
      value: number,
      message: `The draft of order ${number} was changed in Fusion, so the changed commitment is not written over it.`,
      remedies: [
        {
          act: 'inErp',
          text: 'Set the lines and the description of the draft back to what was drafted',
          andThen: resume,
        },
        { act: 'inProcore', text: 'Set the commitment back to what was drafted' },
      ],
    },
  ];
}
