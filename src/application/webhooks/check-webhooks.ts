import { ClientError } from '../../clients/http/client-error';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { silenceOf } from '../../domain/procore/webhook-health';
import { eventsOffered } from '../../domain/procore/webhook-subscription';
import type { WebhookHook } from '../../store/signals/webhook-hooks';
import type { ConnectionContext } from '../context';
import { withinLimit } from '../within-limit';
import { hookPlaces, hooksAt, sendsSecret, triggersLacking, webhookSecretOf, type HookPlace } from './hooks-of';

interface CheckedHook {
  readonly place: string;
  readonly hookId: string | null;
  /** Events that Procore listed and that had not arrived when they were compared; they were taken in then. */
  readonly missed: number;
  readonly comparedAt: string | null;
  /** What is wrong, in words; empty: nothing. */
  readonly amiss: readonly string[];
}

interface CheckedWebhooks {
  readonly ok: boolean;
  readonly lastEventAt: string | null;
  readonly hooks: readonly CheckedHook[];
}

/** What stands in Procore beside what is wanted, and how the last comparison of its deliveries ended. Changes nothing. */
export async function checkWebhooks(
  context: ConnectionContext,
  report: (line: string) => void,
): Promise<CheckedWebhooks> {
  const { store, connection, ports } = context;
  const secret = await webhookSecretOf(context);
  const procore = await ports.procore(connection);
  const { known, lastEventAt } = await store.inTenant(connection.tenantId, async (tx) => ({
    known: await tx.webhookHooks.list(connection),
    lastEventAt: await tx.webhookHooks.lastEventAt(connection),
  }));
  const hooks: CheckedHook[] = [];
  for (const place of await hookPlaces(context)) {
    const mine = known.find(({ scope }) => scope === place.scope);
    hooks.push(await withinLimit(() => checkedAt(context, { procore, place, mine, secret }), { report }));
  }
  return {
    ok: hooks.every(({ amiss }) => amiss.length === 0),
    lastEventAt: lastEventAt?.toISOString() ?? null,
    hooks,
  };
}

interface At {
  readonly procore: ProcorePort;
  readonly place: HookPlace;
  readonly mine: WebhookHook | undefined;
  readonly secret: string;
}

async function checkedAt(context: ConnectionContext, at: At): Promise<CheckedHook> {
  const { place, mine } = at;
  const silence = mine === undefined ? null : silenceOf(mine, new Date());
  const amiss = [...(await whatIsAmiss(context, at)), ...(silence === null ? [] : [silence])];
  return {
    place: place.name,
    hookId: mine?.hookId ?? null,
    missed: mine?.missed ?? 0,
    comparedAt: mine?.comparedAt?.toISOString() ?? null,
    amiss: [...new Set(amiss)],
  };
}

async function whatIsAmiss(context: ConnectionContext, { procore, place, mine, secret }: At): Promise<string[]> {
  if (mine === undefined) return ['it has no hook; "webhook setup" makes it'];
  try {
    const { ours, others } = await hooksAt(procore, context, place, mine, null);
    const [hook, ...twins] = ours;
    if (hook?.id !== mine.hookId) return ['it is gone in Procore; "webhook setup" makes it anew'];
    const { events, missing } = eventsOffered(place.wanted, await procore.webhooks.resources(place));
    const lacking = await triggersLacking(procore, { projectId: place.projectId, hookId: hook.id }, events);
    const names = lacking.map(({ resourceName, eventType }) => `${resourceName} ${eventType}`);
    return [
      ...(hook.status === 'disabled' ? ['Procore disabled it; "webhook setup" mends that'] : []),
      ...(hook.destinationUrl === mine.destination ? [] : [`it leads to ${hook.destinationUrl ?? 'nowhere'}`]),
      ...(sendsSecret(hook, secret) ? [] : ["it does not send the connection's webhookSecret"]),
      ...(missing.length === 0 ? [] : [`Procore offers no updates of ${missing.join(', ')}`]),
      ...(names.length === 0 ? [] : [`it does not ask for ${names.join(', ')}`]),
      ...(twins.length === 0 ? [] : [`${String(twins.length)} more hooks lead to the same address`]),
      ...others.map(({ id, destinationUrl }) => `another installation's hook ${id} leads to ${destinationUrl ?? ''}`),
    ];
  } catch (error) {
    if (!(error instanceof ClientError) || error.kind === 'Throttled') throw error;
    return [error.message];
  }
}
