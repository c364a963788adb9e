import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import type { Look } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import type { FusionConnection } from '../connect';
import { draftOrder, findOrders, foundOrder } from '../postings/orders';
import { changedOfOurs, oursFound } from './of-ours';

/** Orders, by their key at the start of the description, drafts and those that stand. */
export function orderPort(fusion: FusionConnection): PostingPort {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) {
        const orders = await findOrders(fusion, one, one.body as OrderBody);
        looks.push({ key: one.key, found: orders.map(foundOrder), strangers: [], running: false });
      }
      return looks;
    },
    send: (one) => draftOrder(fusion, one.body as OrderBody),
    changedWithin: (days) => changedOfOurs(fusion, 'purchaseOrders', days),
    ours: (days) => oursFound(fusion, 'purchaseOrders', days),
  };
}
