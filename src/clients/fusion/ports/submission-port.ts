import type { SubmissionBody } from '../../../domain/fusion/kinds/order-submission';
import { purchaseOrder, rejectedProblem } from '../../../domain/fusion/kinds/purchase-order';
import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import { isAskedAgain } from '../../../domain/posting/stages/asked-again';
import type { Look, Reference } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import { statusOf } from '../../../domain/fusion/order';
import { text } from '../calls/cells';
import { pendingChange } from '../facts/orders';
import type { FusionConnection } from '../connect';
import { findOrders, foundOrder } from '../postings/orders';
import { ourKeyIn } from '../postings/our-keys';
import { isSubmittable, submitDraft } from '../postings/submit-draft';

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

    // What the approver sent back is not handed to him again unless a person asks for that, nor what somebody changed as if it were ours.
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

    send: (one) => submit(fusion, one.body as SubmissionBody, isAskedAgain(one.facts)),
  };
}

/** Only what is ours and no change of an order that stands; `again`: also what an approver sent back (reference 6.2, 6.3). */
function submit(fusion: FusionConnection, { headerId, drafted }: SubmissionBody, again: boolean): Promise<Reference> {
  return submitDraft(fusion, { operation: 'submit order', what: 'draft', headerId }, (row) => {
    const status = statusOf(text(row, 'StatusCode'));
    const isDraft = isSubmittable(status, again) && pendingChange(row) === null;
    if (!isDraft) return 'the order is no draft any more';
    return ourKeyIn(text(row, 'Description')) === drafted.key ? null : 'the draft does not carry our key';
  });
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
