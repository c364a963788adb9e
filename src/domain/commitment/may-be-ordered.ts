import { isInForce } from './in-force';
import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import { resume } from '../holds/remedy';
import type { PostedEffects } from '../posting/books/posted-effects';
import { originIdOf } from '../procore/erp-origin';
import { undecided } from './undecided';
import type { CommitmentWanted } from './commitment-wanted';

interface OrderedWhen {
  /** As it begins what is written back to Procore. */
  readonly system: string;
  /** In force by its status alone, or executed besides. */
  readonly when: 'approved' | 'executed';
}

/**
 * What keeps a commitment from being ordered: it is not approved yet, it was first seen in a later status, it was known before
 * go-live and nobody has chosen, or it came from the ERP itself.
 */
export function mayBeOrdered(
  { commitment, atGoLive }: CommitmentWanted,
  { system, when }: OrderedWhen,
  effects: PostedEffects,
): Problem[] {
  const isOrdered = !effects.mayStand().isEmpty;
  const { id, number, status, executed } = commitment;
  const name = `Commitment ${number ?? id}`;
  const origin = (commitment.originId ?? '').trim();
  // Of an order of ours that is no more, the reference may still stand there.
  const isOurs = effects.all.some(({ posting }) => posting !== null && originIdOf(system, posting.key) === origin);
  if (origin !== '' && !isOrdered && !isOurs) {
    return [
      problem(
        id,
        'orderElsewhere',
        'origin_id',
        origin,
        `${name} is linked to the record ${origin} already: it gets no second order.`,
        {
          act: 'inProcore',
          text: 'If there is no such order, clear origin_id of the commitment in Procore',
        },
      ),
    ];
  }
  if (atGoLive?.choice === 'undecided') {
    return [undecided(commitment)];
  }
  if (!isInForce(commitment)) {
    return [
      problem(
        id,
        'orderNotOpen',
        'status',
        status,
        `${name} is ${status} in Procore: an order is made when it is approved.`,
        {
          act: 'inProcore',
          text: 'Approve the commitment in Procore',
        },
      ),
    ];
  }
  if (status !== 'Approved' && atGoLive === null && !isOrdered) {
    return [
      problem(
        id,
        'needsPerson',
        'status',
        status,
        `${name} is ${status} already where it is first seen: whether an order of it exists only a person knows.`,
        {
          act: 'byHand',
          text: 'Link the order that exists, or set the commitment back to Approved in Procore',
        },
      ),
    ];
  }
  if (when === 'executed' && executed !== true) {
    return [
      problem(
        id,
        'orderNotOpen',
        'executed',
        String(executed),
        `${name} is approved and not executed yet; an order is made when it is both.`,
        {
          act: 'inProcore',
          text: 'Mark the commitment as executed in Procore',
        },
      ),
    ];
  }
  return [];
}

function problem(
  commitmentId: string,
  reason: Problem['reason'],
  field: string,
  value: string,
  message: string,
  { act, text }: { readonly act: 'inProcore' | 'byHand'; readonly text: string },
): Problem {
  const remedies = [{ act, text, andThen: resume }] as const;
  return { reason, kind: 'person', field, value, message, remedies, causeKey: causeKey.order(commitmentId) };
}
