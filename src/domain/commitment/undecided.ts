import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import type { ProcoreCommitment } from '../procore/procore-commitments';

/** Nobody has chosen yet for a commitment that is older than going live: neither it nor what it bills is posted until then. */
export function undecided({ id, number }: Pick<ProcoreCommitment, 'id' | 'number'>): Problem {
  return {
    reason: 'openingBalance',
    kind: 'person',
    field: 'commitment',
    value: id,
    message: `Commitment ${number ?? id} is older than going live: whether its order exists already, is to be made for what is left, or is left alone, a person chooses.`,
    remedies: [{ act: 'chooseCommitment', commitmentId: id }],
    causeKey: causeKey.order(id),
  };
}
