import { orderChange, rejectedChangeProblem, type OrderChangeBody } from '../../../domain/fusion/kinds/order-change';
import type { ChangeSubmissionBody } from '../../../domain/fusion/kinds/order-change-submission';
import { statusOf, type OrderWithChange } from '../../../domain/fusion/order';
import { orderTakesChange } from '../../../domain/fusion/change-order/order-takes-change';
import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import { isAskedAgain } from '../../../domain/posting/stages/asked-again';
import type { Look, Reference } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import { text } from '../calls/cells';
import type { FusionConnection } from '../connect';
import { draftsAreShown, pendingChange, readOrderWithChange } from '../facts/orders';
import { changeOrder, draftOf, foundChange } from '../postings/order-changes';
import { ourKeyIn } from '../postings/our-keys';
import { isSubmittable, submitDraft } from '../postings/submit-draft';
import { ordersChanged } from './of-ours';
import { unlessHidden } from './unless-hidden';

/** Changes of orders, by the marks of their lines on the order, and while they are pending by their key. */
export function orderChangePort(fusion: FusionConnection): PostingPort {
  return {
    look: (of) =>
      lookFor(
        fusion,
        of.map((one) => ({ one, body: one.body as OrderChangeBody })),
      ),

    ready: async ({ body }) => {
      const { headerId, commitmentId, key } = body as OrderChangeBody;
      const read = await readOrderWithChange(fusion, headerId);
      const problems = orderTakesChange(
        read?.order ?? null,
        { headerId, commitmentId },
        (change) => ourKeyIn(change) === key,
      );
      if (problems.length > 0) return problems;
      return (await draftOf(fusion, headerId)) === null ? [notAddressed(read)] : [];
    },

    send: (one, missing) => changeOrder(fusion, one.body as OrderChangeBody, missing),
    changedWithin: (days) => ordersChanged(fusion, days),
  };
}

/** Changes handed to their approvers. There is nothing of it besides the change, so a look tells where that stands. */
export function changeSubmissionPort(fusion: FusionConnection): PostingPort {
  const looks = (of: readonly Posted[]) =>
    lookFor(
      fusion,
      of.map((one) => ({ one, body: (one.body as ChangeSubmissionBody).changed })),
    );
  return {
    look: looks,

    // What the approver sent back is not handed to him again unless a person asks for that, nor what somebody changed as if it were ours.
    ready: async (one) => {
      const { changed } = one.body as ChangeSubmissionBody;
      const [found] = (await looks([one]))[0]?.found ?? [];
      if (found === undefined) return [];
      const { stage, stageWord, reference, facts } = found;
      const standing = { key: changed.key, stage, stageWord, reference, facts: { ...one.facts, ...facts } };
      const rejected = rejectedChangeProblem(standing);
      const differences = [
        ...found.missing.map((mark) => `line ${mark}: sent, not found`),
        ...orderChange.compare(changed, found),
      ];
      return [
        ...(rejected === null ? [] : [rejected]),
        ...(differences.length === 0 ? [] : [changedProblem(changed.orderNumber, differences)]),
      ];
    },

    send: (one) => submit(fusion, (one.body as ChangeSubmissionBody).changed, isAskedAgain(one.facts)),
  };
}

/** Each order is read once, however many changes of it are looked for. */
async function lookFor(
  fusion: FusionConnection,
  of: readonly { readonly one: Posted; readonly body: OrderChangeBody }[],
): Promise<readonly Look[]> {
  const read = new Map<string, OrderWithChange | null>();
  const looks: Look[] = [];
  for (const { one, body } of of) {
    const { headerId, setup } = body;
    const boughtBy = setup.procurementBusinessUnitId;
    const look = await unlessHidden(one, async () => {
      if (!read.has(headerId)) read.set(headerId, await readOrderWithChange(fusion, headerId, boughtBy));
      const order = read.get(headerId) ?? null;
      const found = order === null ? null : foundChange(body, order, one.facts);
      // Pending it stands among the drafts alone.
      if (found === null && one.firstSentAt !== null) await draftsAreShown(fusion, boughtBy);
      return found === null ? [] : [found];
    });
    looks.push(look);
  }
  return looks;
}

/** Only a change of ours that nobody has submitted yet; `again`: also one that its approver sent back. */
function submit(fusion: FusionConnection, { headerId, key }: OrderChangeBody, again: boolean): Promise<Reference> {
  return submitDraft(fusion, { operation: 'submit change', what: 'change', headerId }, (row) => {
    if (ourKeyIn(pendingChange(row) ?? '') !== key) return 'no change of ours is pending any more';
    const status = statusOf(text(row, 'ChangeOrderStatusCode') || text(row, 'StatusCode'));
    return isSubmittable(status, again) ? null : `the change is ${status}`;
  });
}

function notAddressed(read: OrderWithChange | null): Problem {
  const number = read?.order.number ?? '';
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'draftPurchaseOrders',
    value: number,
    message: `Order ${number} is shown neither in Fusion's list of drafts nor by its id, so no change of it can be made from here.`,
    remedies: [
      { act: 'inErp', text: 'Let the integration user see and change orders of this business unit', andThen: resume },
      { act: 'inErp', text: 'Add the lines of the change order to the order by hand', andThen: resume },
    ],
  };
}

function changedProblem(order: string, differences: readonly string[]): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'lines',
    value: order,
    message: `The change of order ${order} was edited in Fusion after it was made: ${differences.join('; ')}.`,
    remedies: [{ act: 'inErp', text: 'Set the change back to what was made', andThen: resume }],
  };
}
