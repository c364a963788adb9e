import { createHash } from 'node:crypto';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreDelivery } from '../../clients/procore/records/webhook-deliveries';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { Connection } from '../../store/connections/connections';
import type { Comparison, WebhookHook } from '../../store/signals/webhook-hooks';
import type { ActivityPorts } from '../ports';

/** A run of a company with more projects goes on with those that were compared longest ago. */
const hooksAtOnce = 20;
const dayMs = 86_400_000;
/** `filter[start]` is a day, and whose nobody says. */
const backMs = 2 * dayMs;
/** What is younger may be on its way. */
const onItsWayMs = 300_000;

const failing = ['failed', 'retrying'];

/**
 * Compares Procore's list of deliveries with the events that arrived, hook after hook. What is missing is taken in as if it had been
 * delivered, so that its document is looked at; where it comes after all, it is known.
 */
export async function compareDeliveries(
  { store }: ActivityPorts,
  connection: Connection,
  procore: ProcorePort,
  now = new Date(),
): Promise<void> {
  const hooks = await store.inTenant(connection.tenantId, (tx) => tx.webhookHooks.list(connection));
  for (const hook of hooks.slice(0, hooksAtOnce)) {
    const deliveries = await deliveriesOf(procore, hook);
    if (typeof deliveries === 'string') {
      await store.inTenant(connection.tenantId, (tx) =>
        tx.webhookHooks.notCompared(connection, hook.scope, deliveries),
      );
      continue;
    }
    const found: { -readonly [Name in keyof Comparison]: Comparison[Name] } = { missed: 0, undelivered: 0 };
    for (const delivery of deliveries) {
      const isFailing = failing.includes(delivery.status ?? '');
      if (isFailing) found.undelivered += 1;
      const isRecent = delivery.eventAt !== null && Date.parse(delivery.eventAt) > now.getTime() - onItsWayMs;
      if (isRecent && !isFailing) continue;
      const isNew = await takeIn(store, connection, delivery);
      // Without an id of its own nobody can tell whether it arrived.
      if (isNew && delivery.eventId !== null) found.missed += 1;
    }
    await store.inTenant(connection.tenantId, (tx) => tx.webhookHooks.compared(connection, hook.scope, found));
  }
}

async function deliveriesOf(
  procore: ProcorePort,
  { scope, hookId, madeAt, comparedAt }: WebhookHook,
): Promise<readonly ProcoreDelivery[] | NonNullable<WebhookHook['amiss']>> {
  const since = new Date((comparedAt ?? madeAt).getTime() - backMs).toISOString().slice(0, 10);
  try {
    return await procore.webhooks.deliveries({ projectId: scope === '' ? null : scope, hookId, since });
  } catch (error) {
    const known = asClientError(error);
    if (known?.kind !== 'Rejected') throw error;
    return known.status === 404 ? 'gone' : 'refused';
  }
}

/** As the api does with what is delivered. */
async function takeIn(
  store: ActivityPorts['store'],
  connection: Connection,
  { status: _, body, companyId, ...event }: ProcoreDelivery,
): Promise<boolean> {
  const isUnderstood = event.resource !== '' && event.resourceId !== '' && companyId !== null;
  const isOurs = companyId === connection.settings.procore.companyId;
  const outcome = isUnderstood ? (isOurs ? null : 'otherCompany') : 'notUnderstood';
  const eventId = event.eventId ?? `sha256_${createHash('sha256').update(body).digest('hex').slice(0, 48)}`;
  const sealed = await store.sealed.seal(connection.tenantId, 'webhook', body);
  return store.webhookInbox.store(connection, { ...event, eventId }, sealed, outcome);
}
