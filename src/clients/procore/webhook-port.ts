import { allPages } from './calls/all-pages';
import type { ProcoreClient } from './calls/client';
import { listDeliveries, type ProcoreDelivery } from './records/webhook-deliveries';
import {
  changeHook,
  createHook,
  createTriggers,
  listHooks,
  listTriggers,
  listWebhookResources,
  removeHook,
  type OfHook,
  type WebhookScope,
} from './records/webhooks';
import { Unavailable } from '../http/client-error';
import type { UnreadableRow } from './calls/rows';

/** Webhooks, each list whole: a hook or trigger that cannot be read would be made a second time, so it fails the reading. */
export function webhookPort(client: ProcoreClient) {
  return {
    resources: (scope: WebhookScope) => allPages((page) => listWebhookResources(client, { ...scope, page })),
    hooks: (args: WebhookScope & { readonly namespace: string }) =>
      allPages((page) => listHooks(client, { ...args, page }), unsure('listHooks')),
    createHook: (args: Parameters<typeof createHook>[1]) => createHook(client, args),
    changeHook: (args: Parameters<typeof changeHook>[1]) => changeHook(client, args),
    removeHook: (args: OfHook) => removeHook(client, args),
    triggers: (args: OfHook) => allPages((page) => listTriggers(client, { ...args, page }), unsure('listTriggers')),
    createTriggers: (args: Parameters<typeof createTriggers>[1]) => createTriggers(client, args),
    /** Of those that are no event the rest are given. */
    deliveries: (args: OfHook & { readonly since: string }): Promise<readonly ProcoreDelivery[]> =>
      allPages(
        (page) => listDeliveries(client, { ...args, page }),
        (row) => client.reportUnreadable('listDeliveries', row),
      ),
  };
}

function unsure(operation: string) {
  return ({ id, fault }: UnreadableRow): void => {
    const facts = { system: 'procore', operation, detail: { reason: 'listUnsure' } } as const;
    throw new Unavailable(`procore ${operation}: a row (id ${id ?? 'unreadable'}) cannot be read: ${fault}`, facts);
  };
}
