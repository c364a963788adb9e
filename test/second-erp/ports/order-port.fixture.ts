import type { PostingPort } from '../../../src/clients/erp-adapter';
import type { Found } from '../../../src/domain/posting/look';
import type { PostingStage } from '../../../src/domain/posting/stages/posting-stage';
import type { KontorOrder } from '../erp/documents.fixture';
import type { DraftOrderBody, ShownOrder } from '../kinds/draft-order.fixture';
import type { KontorClient } from './client.fixture';
import { bodyOf, changedOfOurs, lookByNote, oursFound } from './looks.fixture';

/** A draft is there; with its approver it is delivered; it counts once he approved it. */
const orderStages = {
  draft: 'stands',
  submitted: 'delivered',
  approved: 'posted',
  rejected: 'returned',
  voided: 'voided',
} as const satisfies Record<KontorOrder['state'], PostingStage>;

/** Orders, by their note. What stands may have been changed by somebody since. */
export function orderPort(client: KontorClient): PostingPort {
  return {
    look: async (of) => lookByNote(client, 'order', of, foundOrder),
    send: async (one) => {
      const { books, creditor, currency, date, text, positions } = bodyOf<DraftOrderBody>(one);
      const given = { books, creditor, currency, date, text, note: one.key, positions: positions.map(toPosition) };
      return { order: client.write('draftOrder', (erp) => erp.draftOrder(given)) };
    },
    changedWithin: async (days) =>
      changedOfOurs(client, 'order', days).map(({ key }) => ({ key, isLost: true, facts: {} })),
    ours: async (days) => oursFound(changedOfOurs(client, 'order', days), 'order', 'order', orderStages),
  };
}

/** An order as a look tells of it. */
export function foundOrder({ number, state, creditor, currency, positions }: KontorOrder): Found {
  const shown: ShownOrder = {
    creditor,
    currency,
    positions: positions.map(({ account, amount }) => ({ account, amount })),
  };
  return { reference: { order: number }, stage: orderStages[state], stageWord: state, missing: [], shown, facts: {} };
}

function toPosition({ position, account, amount, text }: DraftOrderBody['positions'][number]) {
  return { position, account, amount, text };
}
