import { statusOf } from '../../../domain/fusion/order';
import type { Reference } from '../../../domain/posting/look';
import { text } from '../calls/cells';
import { itemPath, linkedSchema } from '../calls/item-links';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';
import { beforeSending, changedMeanwhile, mustSucceed, notYetThere } from './written';

/** An action of an order in force (reference 6.1). Nothing is sent where it is not in force any more. */
export async function actOnOrder(
  fusion: FusionConnection,
  headerId: string,
  action: 'close' | 'reopen',
  json: Readonly<Record<string, string>>,
): Promise<Reference> {
  const operation = `${action} order`;
  const path = await beforeSending(operation, async () => {
    const [row] = await fusion.collections.all({
      resource: 'purchaseOrders',
      purpose: 'order',
      key: 'POHeaderId',
      conditions: [equalId('POHeaderId', headerId)],
    });
    if (row === undefined) throw changedMeanwhile(operation, 'the order is not shown any more');
    const status = statusOf(text(row, 'StatusCode'));
    if (status !== 'OPEN' && !/^CLOSED/.test(status)) throw changedMeanwhile(operation, `the order is ${status}`);
    return itemPath(linkedSchema.parse(row), fusion.settings.baseUrl);
  });
  const answer = await fusion.caller
    .call({
      operation,
      effect: 'write',
      method: 'POST',
      path: `${path}/action/${action}`,
      body: { as: 'action', json },
      ask: `ask procurement what keeps the order from that, and for a role that may ${action} purchase orders`,
    })
    .catch((error: unknown) => {
      throw notYetThere(operation, error);
    });
  mustSucceed(operation, answer, (result) => result.toUpperCase() === 'SUCCESS');
  return { poHeaderId: headerId };
}
