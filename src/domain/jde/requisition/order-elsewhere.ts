import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { ProcoreCommitment } from '../../procore/procore-commitments';

/** A commitment that another way already brought into the ERP has an order there: ours would commit the cost twice. */
export function orderElsewhere(commitment: ProcoreCommitment): Problem[] {
  const origin = (commitment.originId ?? '').trim();
  if (origin === '') return [];
  const code = (commitment.originCode ?? '').trim();
  return [
    {
      reason: 'orderElsewhere',
      kind: 'person',
      field: 'commitment.origin_id',
      value: origin,
      message: `Commitment ${commitment.number ?? commitment.id} is linked to the ERP record ${code === '' ? origin : `${code} (${origin})`}: it already has an order there, so its requisitions get none from here.`,
      remedies: [
        { act: 'inErp', text: 'Bill against that order in the ERP' },
        {
          act: 'inProcore',
          text: 'If there is no such order, clear origin_id of the commitment in Procore',
          andThen: resume,
        },
      ],
      facts: { originId: origin, originCode: code, originData: commitment.originData ?? '' },
    },
  ];
}
