import type { Reference } from '../../../domain/posting/look';
import { Rejected } from '../../http/client-error';
import { itemPath, linkedSchema } from '../calls/item-links';
import type { Row } from '../calls/collection-page';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';
import { beforeSending, changedMeanwhile, mustSucceed, notYetThere } from './written';

const ask = 'ask procurement what keeps the order from being submitted, and for a role that may submit it';

interface Submitted {
  readonly operation: string;
  /** `draft`, `change`: what is submitted, for people. */
  readonly what: string;
  readonly headerId: string;
}

/**
 * Hands a draft, or a change of an order that stands, to its approvers, once it is valid (reference 6.3). `whyNot` says of the
 * draft as it stands right before why it is not submitted; null: it is.
 */
export async function submitDraft(
  fusion: FusionConnection,
  { operation, what, headerId }: Submitted,
  whyNot: (row: Row) => string | null,
): Promise<Reference> {
  const path = await beforeSending(operation, async () => {
    const asked = {
      resource: 'draftPurchaseOrders',
      purpose: 'draft',
      key: 'POHeaderId',
      conditions: [equalId('POHeaderId', headerId)],
    };
    const [row] = await fusion.collections.all(asked);
    const why = row === undefined ? `the ${what} is not there any more` : whyNot(row);
    if (row === undefined || why !== null) throw changedMeanwhile(operation, why ?? '');
    return itemPath(linkedSchema.parse(row), fusion.settings.baseUrl);
  });
  await validate(fusion, path);
  const answer = await fusion.caller
    .call({
      operation,
      effect: 'write',
      method: 'POST',
      path: `${path}/action/submit`,
      // Without the flag an invalid order enters approval.
      body: { as: 'action', json: { validateBeforeSubmitFlag: true, bypassApprovalsFlag: false } },
      ask,
    })
    .catch((error: unknown) => {
      throw notYetThere(operation, error);
    });
  mustSucceed(operation, answer, (result) => result.toUpperCase() === 'SUCCESS');
  return { poHeaderId: headerId };
}

/** A draft; `again`, as a person asked: also what its approver sent back. */
export function isSubmittable(status: string, again: boolean): boolean {
  return status === 'INCOMPLETE' || (again && status === 'REJECTED');
}

/** Whatever is not said to be a warning refuses. */
async function validate({ caller }: FusionConnection, path: string): Promise<void> {
  const operation = 'validate order';
  const answer = await beforeSending(operation, () =>
    caller.call({
      operation,
      effect: 'read',
      method: 'POST',
      path: `${path}/action/validateDocument`,
      body: { as: 'action', json: {} },
      ask,
    }),
  ).catch((error: unknown) => {
    throw notYetThere(operation, error);
  });
  const result =
    typeof answer === 'object' && answer !== null ? (answer as { readonly result?: unknown }).result : undefined;
  const refusals = (Array.isArray(result) ? result : []).filter((one) => !isWarning(one));
  if (refusals.length === 0) return;
  throw new Rejected(`fusion ${operation}: the draft is not valid; Fusion's words are kept with the posting`, {
    system: 'fusion',
    operation,
    detail: { reason: 'invalidDraft', count: refusals.length },
    said: refusals.map((one) =>
      typeof one === 'string'
        ? one
        : Object.values(one as object)
            .filter((part) => typeof part === 'string')
            .join(' '),
    ),
  });
}

function isWarning(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  return Object.entries(message).some(
    ([name, value]) => /type|severity|level/i.test(name) && /^warning$/i.test(String(value)),
  );
}
