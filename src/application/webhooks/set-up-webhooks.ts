import { OutcomeUnknown } from '../../clients/http/client-error';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreHook } from '../../clients/procore/records/webhooks';
import { eventsOffered, hookNamespace, type SubscribedEvent } from '../../domain/procore/webhook-subscription';
import type { WebhookHook } from '../../store/signals/webhook-hooks';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { withinLimit } from '../within-limit';
import {
  destinationOf,
  hookPlaces,
  hooksAt,
  sendsSecret,
  triggersLacking,
  webhookSecretOf,
  type HookPlace,
} from './hooks-of';

interface SetUpWebhooks {
  readonly destination: string;
  readonly hooks: number;
  /** What was done in Procore, in words; empty: all stood as it is wanted. */
  readonly done: readonly string[];
}

interface Wanted {
  readonly destinationUrl: string;
  readonly authorization: string;
}

/**
 * A hook of the company and one of each project with the triggers that the connection needs. What stands as it is wanted is left; what a
 * lost answer left behind is found and used; another program's hook is never touched. Asked for again it goes on with what is left.
 */
export async function setUpWebhooks(
  context: ConnectionContext,
  base: string,
  report: (line: string) => void,
): Promise<SetUpWebhooks> {
  const { store, connection, ports } = context;
  const wanted: Wanted = {
    destinationUrl: destinationOf(context, base),
    authorization: await webhookSecretOf(context),
  };
  const procore = await ports.procore(connection);
  const places = await hookPlaces(context);
  const offers = await offersOf(procore, places, report);
  const known = await store.inTenant(connection.tenantId, (tx) => tx.webhookHooks.list(connection));
  const done: string[] = [];
  for (const place of places) {
    const events = offers.get(place.projectId === null) ?? [];
    const before = known.find(({ scope }) => scope === place.scope);
    const settled = await settledAt({ context, procore, place, wanted, before }, events, report);
    await store.inTenant(connection.tenantId, async (tx) => {
      await tx.webhookHooks.keep(connection, place.scope, settled.hookId, wanted.destinationUrl);
      if (settled.done.length > 0) {
        await tx.audit(connection, 'webhooks.setUp', { place: place.name, hook: settled.hookId, done: settled.done });
      }
    });
    done.push(...settled.done);
  }
  return { destination: wanted.destinationUrl, hooks: places.length, done };
}

/** Of the company (true) and of projects; a name that is not offered is an error before anything is written. */
async function offersOf(
  procore: ProcorePort,
  places: readonly HookPlace[],
  report: (line: string) => void,
): Promise<ReadonlyMap<boolean, readonly SubscribedEvent[]>> {
  const offers = new Map<boolean, readonly SubscribedEvent[]>();
  const faults: string[] = [];
  for (const isCompany of [true, false]) {
    const place = places.find(({ projectId }) => (projectId === null) === isCompany);
    if (place === undefined) continue;
    const offered = await withinLimit(() => procore.webhooks.resources(place), { report });
    const { events, missing } = eventsOffered(place.wanted, offered);
    offers.set(isCompany, events);
    if (missing.length > 0) {
      const names = offered.map(({ name }) => name).join(', ') || 'nothing';
      faults.push(`${place.name} offers no updates of ${missing.join(', ')}; it offers ${names}`);
    }
  }
  if (faults.length > 0) {
    throw new ActionError(
      'refused',
      `nothing was set up: ${faults.join('; ')}. Ask Procore support for these webhooks`,
    );
  }
  return offers;
}

interface At {
  readonly context: ConnectionContext;
  readonly procore: ProcorePort;
  readonly place: HookPlace;
  readonly wanted: Wanted;
  readonly before: WebhookHook | undefined;
}

const mostTries = 3;

/** An answer that is lost is looked for: what was done stands in the next reading. */
async function settledAt(
  at: At,
  events: readonly SubscribedEvent[],
  report: (line: string) => void,
): Promise<{ readonly hookId: string; readonly done: readonly string[] }> {
  const done: string[] = [];
  for (let tries = 1; ; tries += 1) {
    try {
      const hookId = await withinLimit(() => settle(at, events, done), { report });
      return { hookId, done };
    } catch (error) {
      if (!(error instanceof OutcomeUnknown) || tries === mostTries) throw error;
      report(`${at.place.name}: an answer of Procore was lost; looking what stands`);
    }
  }
}

async function settle(at: At, events: readonly SubscribedEvent[], done: string[]): Promise<string> {
  const { procore, place } = at;
  const hookId = await settleHook(at, done);
  const of = { projectId: place.projectId, hookId };
  const lacking = await triggersLacking(procore, of, events);
  if (lacking.length === 0) return hookId;
  await procore.webhooks.createTriggers({ ...of, triggers: lacking });
  const refused = await triggersLacking(procore, of, lacking);
  if (refused.length > 0) {
    throw new ActionError('refused', `${place.name}: Procore took its hook, but not ${namesOf(refused)}`);
  }
  done.push(`${place.name}: asked for ${namesOf(lacking)}`);
  return hookId;
}

/** One hook that leads here, active, with our secret. */
async function settleHook({ context, procore, place, wanted, before }: At, done: string[]): Promise<string> {
  const { projectId } = place;
  const { ours, others } = await hooksAt(procore, context, place, before, wanted.destinationUrl);
  const [other] = others;
  if (other !== undefined) {
    throw new ActionError(
      'refused',
      `${place.name} has a hook of another installation with this connection's id, to ${other.destinationUrl ?? 'nowhere'}: ` +
        `remove it there with "webhook remove", or in Procore (hook ${other.id})`,
    );
  }
  const [hook, ...twins] = ours;
  for (const twin of twins) {
    await procore.webhooks.removeHook({ projectId, hookId: twin.id });
    done.push(`${place.name}: removed the second hook ${twin.id}`);
  }
  if (hook === undefined) return made({ context, procore, place, wanted, before }, done);
  const isDisabled = hook.status === 'disabled';
  // Of a project's hook Procore sets no status.
  if (isDisabled && projectId !== null) {
    await procore.webhooks.removeHook({ projectId, hookId: hook.id });
    done.push(`${place.name}: removed the disabled hook ${hook.id}`);
    return made({ context, procore, place, wanted, before }, done);
  }
  // One that a lost answer left is not known yet, and nobody can read the whole of its secret.
  if (isDisabled || isOther(hook, wanted) || hook.id !== before?.hookId) {
    const status = isDisabled ? 'active' : undefined;
    await procore.webhooks.changeHook({ projectId, hookId: hook.id, ...wanted, status });
    done.push(`${place.name}: gave hook ${hook.id} its address and secret`);
  }
  return hook.id;
}

function isOther(hook: ProcoreHook, { destinationUrl, authorization }: Wanted): boolean {
  return hook.destinationUrl !== destinationUrl || !sendsSecret(hook, authorization);
}

async function made({ context, procore, place, wanted }: At, done: string[]): Promise<string> {
  const namespace = hookNamespace(context.connection);
  const hook = await procore.webhooks.createHook({ projectId: place.projectId, namespace, ...wanted });
  done.push(`${place.name}: made hook ${hook.id}`);
  return hook.id;
}

function namesOf(events: readonly SubscribedEvent[]): string {
  return events.map(({ resourceName, eventType }) => `${resourceName} ${eventType}`).join(', ');
}
