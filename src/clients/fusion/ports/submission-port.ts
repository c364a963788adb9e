import type { SubmissionBody } from '../../../domain/fusion/kinds/order-submission';
import { purchaseOrder, rejectedProblem } from '../../../domain/fusion/kinds/purchase-order';
import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import type { Look, Reference } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import { Rejected } from '../../http/client-error';
import { text } from '../calls/cells';
import { itemPath, linkedSchema } from '../calls/item-links';
import { equalId } from '../calls/query';
import { pendingChange } from '../facts/orders';
import type { FusionConnection } from '../connect';
import { findOrders, foundOrder } from '../postings/orders';
import { ourKeyIn } from '../postings/our-keys';
import { beforeSending, changedMeanwhile, mustSucceed, notYetThere } from '../postings/written';

const ask = 'ask procurement what keeps the order from being submitted, and for a role that may submit it';

/** Drafts handed to their approvers. There is nothing of it besides the order, so a look tells where that stands. */
export function submissionPort(fusion: FusionConnection): PostingPort {
  const ordersOf = (one: Posted) => {
    const { drafted, headerId } = one.body as SubmissionBody;
    return findOrders(fusion, { ...one, key: drafted.key, reference: { poHeaderId: headerId } }, drafted);
  };
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) {
        looks.push({ key: one.key, found: (await ordersOf(one)).map(foundOrder), strangers: [], running: false });
      }
      return looks;
    },

    // What the approver sent back is not handed to him again unchanged, nor what somebody changed as if it were ours.
    ready: async (one) => {
      const { drafted } = one.body as SubmissionBody;
      const [order] = await ordersOf(one);
      if (order === undefined) return [];
      const found = foundOrder(order);
      const { stage, stageWord, reference, facts } = found;
      const rejected = rejectedProblem({
        key: drafted.key,
        stage,
        stageWord,
        reference,
        facts: { ...one.facts, ...facts },
      });
      const differences = purchaseOrder.compare(drafted, found);
      return [
        ...(rejected === null ? [] : [rejected]),
        ...(differences.length === 0 ? [] : [changedProblem(order.number, differences)]),
      ];
    },

    send: (one) => submit(fusion, one.body as SubmissionBody),
  };
}

/** Only what is ours, never submitted and no change of an order that stands (reference 6.2, 6.3). */
async function submit(fusion: FusionConnection, { headerId, drafted }: SubmissionBody): Promise<Reference> {
  const operation = 'submit order';
  const path = await beforeSending(operation, async () => {
    const asked = {
      resource: 'draftPurchaseOrders',
      purpose: 'draft',
      key: 'POHeaderId',
      conditions: [equalId('POHeaderId', headerId)],
    };
    const [row] = await fusion.collections.all(asked);
    if (row === undefined) throw changedMeanwhile(operation, 'the draft is not there any more');
    const isDraft = text(row, 'StatusCode').toUpperCase() === 'INCOMPLETE' && pendingChange(row) === null;
    if (!isDraft) throw changedMeanwhile(operation, 'the order is no draft any more');
    if (ourKeyIn(text(row, 'Description')) !== drafted.key)
      throw changedMeanwhile(operation, 'the draft does not carry our key');
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

function changedProblem(order: string, differences: readonly string[]): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'lines',
    value: order,
    message: `Order ${order} was changed in Fusion after it was drafted: ${differences.join('; ')}.`,
    remedies: [{ act: 'inErp', text: 'Set the order back to what was drafted', andThen: resume }],
  };
}
