import { isAsBefore } from '../../../domain/fusion/kinds/order-revision';
import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import type { Look } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import type { FusionConnection } from '../connect';
import { readOrder } from '../facts/orders';
import { draftOrder, findOrders, foundOrder } from '../postings/orders';
import { ourKeyIn } from '../postings/our-keys';
import { foundRevision, reviseDraft } from '../postings/revise-draft';
import { changedOfOurs, oursFound } from './of-ours';
import { draftProblems } from './draft-problems';
import { unlessHidden } from './unless-hidden';

/** Orders, by their key at the start of the description, drafts and those that stand. */
export function orderPort(fusion: FusionConnection): PostingPort {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) {
        const body = one.body as OrderBody;
        const { revises } = body;
        const reference = one.reference ?? (revises === undefined ? null : { poHeaderId: revises.headerId });
        looks.push(
          await unlessHidden(one, async () => {
            const orders = await findOrders(fusion, { ...one, reference }, body);
            return orders.flatMap((order) =>
              revises === undefined ? [foundOrder(order)] : foundRevision(body, order, one.facts),
            );
          }),
        );
      }
      return looks;
    },

    // What somebody changed meanwhile is not written over.
    ready: async (one) => {
      const { revises } = one.body as OrderBody;
      if (revises === undefined) return [];
      const order = await readOrder(fusion, revises.headerId);
      const isOurs = order !== null && ourKeyIn(order.description) === revises.key;
      return draftProblems(order, isOurs && isAsBefore(revises, foundOrder(order).shown.lines));
    },

    send: (one, missing) => {
      const body = one.body as OrderBody;
      return body.revises === undefined ? draftOrder(fusion, body) : reviseDraft(fusion, body, body.revises, missing);
    },
    changedWithin: (days) => changedOfOurs(fusion, 'purchaseOrders', days),
    ours: (days) => oursFound(fusion, 'purchaseOrders', days),
  };
}
