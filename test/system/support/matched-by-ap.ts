import type { CommitmentOrders } from './commitment-orders';

/** Line number and amount. */
export type Part = readonly [lnid: number, amount: string];

/** AP at work in P4314, on orders of the connection. */
export function matchedByAp(on: CommitmentOrders) {
  const { control } = on.rig;
  return {
    /** It matches the order; gives the voucher's number. */
    match: async (number: string, invoiceNumber: string, parts: readonly Part[], retained: string): Promise<string> => {
      const lines = parts.map(([lnid, amount]) => ({ lnid, amount }));
      const order = { doco: await on.orderNumber(number), invoiceNumber, retained, lines };
      const { document } = (await control('jde', 'POST', 'orders/match', order)) as { document: string };
      return document;
    },
    reverse: (doc: string) => control('jde', 'POST', 'orders/reverse-match', { doc }),
    post: (doc: string) => control('jde', 'POST', 'ap/post', { doc }),
    /** Its order is in force, and its first requisition is approved and waits for AP; gives that. */
    waiting: async (number: string): Promise<string> => {
      await on.ordered(number);
      const bill = await on.contracts.bill(on.rig, number, 1);
      await on.rig.poll('4411');
      await on.heldFor(bill, 'awaitingMatch');
      return bill;
    },
  };
}
