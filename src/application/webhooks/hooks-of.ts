import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreHook } from '../../clients/procore/records/webhooks';
import {
  hookNamespace,
  subscriptions,
  type SubscribedEvent,
  type Subscription,
} from '../../domain/procore/webhook-subscription';
import type { WebhookHook } from '../../store/signals/webhook-hooks';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';

/** The company, or a project, and what is asked for there. */
export interface HookPlace {
  /** A project's id, or `''`: the company. */
  readonly scope: string;
  readonly projectId: string | null;
  /** For people. */
  readonly name: string;
  readonly wanted: readonly Subscription[];
}

/** The hooks of our namespace in one place. */
interface PlaceHooks {
  /** Those that lead here or are known as ours; the first is the one that counts. */
  readonly ours: readonly ProcoreHook[];
  /** Those of another installation that uses the same connection id: never touched. */
  readonly others: readonly ProcoreHook[];
}

/** The company and each permitted project. What the connection's ERP does not take, or its settings leave off, is not asked for. */
export async function hookPlaces({ store, connection, ports }: ConnectionContext): Promise<readonly HookPlace[]> {
  const { planners } = await ports.erp(connection);
  // Of the others every ERP knows.
  const isPaidBack = connection.settings.posting.paymentsToProcore !== 'off';
  const isTaken = ({ kind }: Subscription): boolean =>
    kind === 'requisition' || kind === 'vendor' || (planners[kind] !== undefined && (kind !== 'payment' || isPaidBack));
  const taken = subscriptions.filter(isTaken);
  const projects = await store.inTenant(connection.tenantId, (tx) => tx.projects.list(connection));
  const ofProjects = taken.filter(({ ofProject }) => ofProject);
  return [
    { scope: '', projectId: null, name: 'the company', wanted: taken.filter(({ ofProject }) => !ofProject) },
    ...projects.map(({ id, number }) => ({
      ...{ scope: id, projectId: id, wanted: ofProjects },
      name: `project ${number === '' ? id : number}`,
    })),
  ];
}

export async function hooksAt(
  procore: ProcorePort,
  { connection }: ConnectionContext,
  place: Pick<HookPlace, 'projectId'>,
  known: WebhookHook | undefined,
  destination: string | null,
): Promise<PlaceHooks> {
  const hooks = await procore.webhooks.hooks({ projectId: place.projectId, namespace: hookNamespace(connection) });
  const isOurs = (hook: ProcoreHook): boolean =>
    hook.id === known?.hookId || hook.destinationUrl === (destination ?? known?.destination);
  const isKnown = (hook: ProcoreHook): number => (hook.id === known?.hookId ? 0 : 1);
  return {
    ours: hooks.filter(isOurs).sort((a, b) => isKnown(a) - isKnown(b)),
    others: hooks.filter((hook) => !isOurs(hook)),
  };
}

/** What Procore lacks of the events that are asked for. */
export async function triggersLacking(
  procore: ProcorePort,
  of: { readonly projectId: string | null; readonly hookId: string },
  events: readonly SubscribedEvent[],
): Promise<readonly SubscribedEvent[]> {
  const there = await procore.webhooks.triggers(of);
  return events.filter(
    (event) =>
      !there.some(
        ({ resourceName, eventType }) => resourceName === event.resourceName && eventType === event.eventType,
      ),
  );
}

/** Procore shows the last five characters of it. */
export function sendsSecret(hook: ProcoreHook, secret: string): boolean {
  return hook.authorization?.endsWith(secret.slice(-5)) === true;
}

/** `base` is the address under which Procore reaches the api; plain http only on this machine. */
export function destinationOf({ connection }: ConnectionContext, base: string): string {
  const url = URL.canParse(base) ? new URL(base) : null;
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !isHere) || url.search !== '' || url.hash !== '') {
    throw new ActionError('badInput', `"${base}": the https address of the api as Procore reaches it, https://HOST`, {
      field: 'destination',
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/webhooks/procore/${connection.connectionId}`;
}

export async function webhookSecretOf({ store, connection }: ConnectionContext): Promise<string> {
  const { webhookSecret } = await store.inTenant(connection.tenantId, (tx) => tx.connections.loadSecrets(connection));
  if (webhookSecret !== undefined) return webhookSecret;
  throw new ActionError(
    'refused',
    'the connection has no webhookSecret, so every webhook would be refused: give it one in connection.json and add it again',
    { field: 'webhookSecret' },
  );
}
