import type { PostingPort } from '../../../src/clients/erp-adapter';
import type { Problem } from '../../../src/domain/holds/hold-reason';
import { resume } from '../../../src/domain/holds/remedy';
import { draftOrder, rejectedProblem } from '../kinds/draft-order.fixture';
import type { SubmitOrderBody } from '../kinds/submit-order.fixture';
import type { KontorClient } from './client.fixture';
import { bodyOf, lookByNote } from './looks.fixture';
import { foundOrder } from './order-port.fixture';

/** Drafted orders handed to their approver. There is nothing of it besides the order, so a look tells where that stands. */
export function submitPort(client: KontorClient): PostingPort {
  const orderKey = (one: Parameters<NonNullable<PostingPort['ready']>>[0]) => bodyOf<SubmitOrderBody>(one).drafted.key;
  return {
    look: async (of) => lookByNote(client, 'order', of, foundOrder, orderKey),

    // What the approver sent back is not handed to him again unchanged, nor what somebody changed as if it were ours.
    ready: async (one) => {
      const { drafted, order } = bodyOf<SubmitOrderBody>(one);
      const read = client.read('look at order', (erp) => erp.readNoted('order', drafted.books, [drafted.key]));
      const standing = read.documents.find(({ number }) => number === order);
      if (standing === undefined) return [];
      const found = foundOrder(standing);
      const rejected = rejectedProblem({ key: drafted.key, stage: found.stage }, standing.rejectedBecause);
      const differences = draftOrder.compare(drafted, found);
      return [
        ...(rejected === null ? [] : [rejected]),
        ...(differences.length === 0 ? [] : [changedProblem(order, differences)]),
      ];
    },

    send: async (one) => {
      const { order } = bodyOf<SubmitOrderBody>(one);
      client.write('submitOrder', (erp) => {
        erp.submitOrder(order);
      });
      return { order };
    },
  };
}

function changedProblem(order: string, differences: readonly string[]): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'positions',
    value: order,
    message: `Order ${order} was changed in Kontor after it was drafted: ${differences.join('; ')}.`,
    remedies: [{ act: 'inErp', text: 'Set the order back to what was drafted', andThen: resume }],
  };
}
