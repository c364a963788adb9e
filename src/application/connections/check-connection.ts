import type { ProcorePort } from '../../clients/procore/procore-port';
import { ClientError } from '../../clients/http/client-error';
import { asksForInsurances } from '../../domain/vendor/compliance';
import { silenceOf } from '../../domain/procore/webhook-health';
import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';
import { causeKey } from '../../domain/holds/cause-key';
import type { ConnectionContext } from '../context';

interface CheckedStep {
  readonly system: string;
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Null when all is well. */
  readonly ask: string | null;
}

export interface CheckedConnection {
  readonly ok: boolean;
  readonly steps: readonly CheckedStep[];
  /** Whose name our changes in Procore bear; null while Procore does not say. */
  readonly procoreUserId: string | null;
  /** Held documents that go on. */
  readonly released: number;
}

/** Tries both sides step by step. Where all is well, what waited for credentials goes on. */
export async function checkConnection(context: ConnectionContext): Promise<CheckedConnection> {
  const { store, connection } = context;
  const { steps, procoreUserId } = await checkSteps(context);
  const ok = steps.every((step) => step.ok);
  const released = await store.inTenant(connection.tenantId, async (tx) => {
    if (procoreUserId !== null) await tx.connections.setProcoreUser(connection, procoreUserId);
    // Whoever repaired the credentials on the other side is seen here first.
    return ok ? tx.mended(connection, [causeKey.credentials()]) : 0;
  });
  return { ok, steps, procoreUserId, released };
}

/** Every step of both sides, whatever becomes of the other side's. */
async function checkSteps({
  store,
  ports,
  connection,
}: ConnectionContext): Promise<Pick<CheckedConnection, 'steps' | 'procoreUserId'>> {
  const procore = await ports.procore(connection);
  const insurances = asksForInsurances(connection.settings.posting);
  const erp = await ports.erp(connection);
  const ofProcore = (await procore.check({ insurances })).map(({ name, ok, detail, whatToAskWhom }) => ({
    system: 'procore',
    name,
    ok,
    detail,
    ask: whatToAskWhom,
  }));
  const common = await erp.check();
  const takesPayments = connection.settings.posting.paymentsToProcore !== 'off';
  const ofPayments = takesPayments ? ((await erp.payments?.check()) ?? []) : [];
  const ofErp = [...common, ...ofPayments].map(({ name, ok, detail, ask }) => ({
    system: erp.system,
    name,
    ok,
    detail,
    ask: ask ?? null,
  }));
  const meIsFine = ofProcore.some((step) => step.name === 'me' && step.ok);
  const webhooks = await webhookStep(store, connection);
  return { steps: [...ofProcore, ...webhooks, ...ofErp], procoreUserId: meIsFine ? await userId(procore) : null };
}

/** Of hooks that were set up here, as their deliveries were compared last; without one there is no step. */
async function webhookStep(store: Store, connection: Connection): Promise<readonly CheckedStep[]> {
  const hooks = await store.inTenant(connection.tenantId, (tx) => tx.webhookHooks.list(connection));
  if (hooks.length === 0) return [];
  const now = new Date();
  const amiss = hooks.flatMap((hook) => {
    const silence = silenceOf(hook, now);
    return silence === null ? [] : [`${hook.scope === '' ? 'the company' : `project id:${hook.scope}`}: ${silence}`];
  });
  const ok = amiss.length === 0;
  const detail = ok ? `${String(hooks.length)} hooks, and nothing that Procore lists is missing` : amiss.join('; ');
  const ask = ok
    ? null
    : 'whoever runs the connector for "ml-connector webhook check"; the polls find everything meanwhile';
  return [{ system: 'procore', name: 'webhooks', ok, detail, ask }];
}

async function userId(procore: ProcorePort): Promise<string | null> {
  try {
    return (await procore.me()).userId;
  } catch (error) {
    // The step went well a moment ago; the feed of projects asks again.
    if (error instanceof ClientError) return null;
    throw error;
  }
}
