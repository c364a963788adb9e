import type { ErpAdapter, PostingTiming, Target } from '../../clients/erp-adapter';
import type { ErpSystem } from '../../clients/erp-system';
import type { CallObservation } from '../../clients/http/http-connection';
import { createProcoreClient } from '../../clients/procore/calls/client';
import type { ProcoreEnvironment } from '../../clients/procore/calls/environments';
import type { ProcoreQuota } from '../../clients/procore/calls/quota';
import { procorePort, type ProcorePort } from '../../clients/procore/procore-port';
import type { EchoNotes } from '../../clients/procore/echo-notes';
import { procoreTarget } from '../../clients/procore/target';
import type { ConnectionSecrets } from '../../config/connection-settings';
import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';
import { erpSystems } from './erp-systems';
import { erpShare } from './erp-share';
import { procoreQuota, type QuotaKey } from './procore-quota';

export interface GatewayDependencies {
  readonly store: Store;
  /** Default: the bucket in the database. */
  readonly quota?: (key: QuotaKey) => ProcoreQuota;
  readonly observe?: (connectionId: string, observation: CallObservation) => void;
  /** The signal that cancels the work on whose behalf a call is made; see `HttpConnectionSettings`. */
  readonly cancellation?: () => AbortSignal | undefined;
  /** Told of what went wrong beside a call without making it fail. */
  readonly report?: (what: string, error: unknown) => void;
  /**
   * Whether this process shares a connection's calls of its ERP with the others that do: workers. What one person asks for at the
   * command line comes on top.
   */
  readonly sharesErp?: boolean;
  /** Further ERPs, by system. */
  readonly erps?: Readonly<Record<string, ErpSystem>>;
  /** How long calls that began with replaced settings may still go on. Default 10 min, the longest an activity lasts. */
  readonly closeReplacedAfterMs?: number;
}

export interface Gateways {
  procore(connection: Connection): Promise<ProcorePort>;
  erp(connection: Connection): Promise<ErpAdapter>;
  target(connection: Connection, system: string): Promise<Target>;
  close(): Promise<void>;
}

interface Clients {
  readonly procore: ProcorePort;
  readonly erp: ErpAdapter;
  /** By system. */
  readonly targets: ReadonlyMap<string, Target>;
}

const procoreEnvironments = {
  production: 'production',
  sandbox: 'developerSandbox',
  monthlySandbox: 'monthlySandbox',
  federal: 'federal',
} as const satisfies Record<Connection['settings']['procore']['environment'], ProcoreEnvironment>;

/** The clients of every connection, made from its settings and secrets and kept until these change. */
export function createGateways(dependencies: GatewayDependencies): Gateways {
  const current = new Map<string, { readonly wantedVersion: number; readonly made: Promise<Clients> }>();
  const replaced = new Map<Promise<Clients>, NodeJS.Timeout>();

  const close = async (made: Promise<Clients>): Promise<void> => {
    const clients = await made.catch(() => null);
    // A logout that fails leaves a session that the server ends by itself.
    await Promise.allSettled([clients?.procore.close(), clients?.erp.close()]);
  };
  const retire = (made: Promise<Clients>): void => {
    const timer = setTimeout(() => {
      replaced.delete(made);
      void close(made);
    }, dependencies.closeReplacedAfterMs ?? 600_000);
    timer.unref();
    replaced.set(made, timer);
  };
  const clientsOf = (connection: Connection): Promise<Clients> => {
    const known = current.get(connection.connectionId);
    if (known !== undefined && known.wantedVersion >= connection.settingsVersion) return known.made;
    if (known !== undefined) retire(known.made);
    const made = makeClients(dependencies, connection);
    current.set(connection.connectionId, { wantedVersion: connection.settingsVersion, made });
    made.catch(() => {
      // What could not be made is tried again by the next call.
      if (current.get(connection.connectionId)?.made === made) current.delete(connection.connectionId);
    });
    return made;
  };

  return {
    procore: async (connection) => (await clientsOf(connection)).procore,
    erp: async (connection) => (await clientsOf(connection)).erp,
    target: async (connection, system) => {
      const target = (await clientsOf(connection)).targets.get(system);
      if (target === undefined) throw new RangeError(`connection ${connection.connectionId} has no system ${system}`);
      return target;
    },
    close: async () => {
      const all = [...[...current.values()].map(({ made }) => made), ...replaced.keys()];
      for (const timer of replaced.values()) clearTimeout(timer);
      current.clear();
      replaced.clear();
      await Promise.all(all.map(close));
    },
  };
}

async function makeClients(
  dependencies: GatewayDependencies,
  { tenantId, connectionId }: Connection,
): Promise<Clients> {
  const { store, observe, report, cancellation } = dependencies;
  // Read in one transaction: settings and secrets change together.
  const { connection, secrets } = await store.inTenant(tenantId, async (tx) => {
    const connection = await tx.connections.load(connectionId);
    return { connection, secrets: await tx.connections.loadSecrets(connection) };
  });
  const observed = observe && ((observation: CallObservation) => observe(connectionId, observation));
  const quotaOf = dependencies.quota ?? ((key) => procoreQuota(store, key));
  const procore = procoreOf(connection, secrets, { quotaOf, observe: observed, report, cancellation });
  const known = { ...erpSystems, ...dependencies.erps };
  const system = known[connection.erp];
  if (system === undefined) {
    const names = Object.keys(known).join(', ');
    throw new RangeError(`connection ${connectionId}: there is no adapter for ${connection.erp}; expected ${names}`);
  }
  const { settings } = connection;
  const share =
    dependencies.sharesErp === true
      ? (limit: number) => erpShare(store, { connectionId, system: connection.erp, limit, report })
      : undefined;
  const erp = system.createAdapter({ connectionId, settings, secrets }, { observe: observed, cancellation, share });
  const targets = [erp, procoreTarget(procore, echoNotes(store, connection), procoreTiming(connection), erp.words)];
  return { procore, erp, targets: new Map(targets.map((target) => [target.system, target])) };
}

/** A write to Procore is answered within its request limit or not at all; nothing of it is queued there. */
function procoreTiming({ settings }: Connection): PostingTiming {
  return { ...settings.timing, settleMs: Math.min(settings.timing.settleMs, 120_000) };
}

function echoNotes(store: Store, connection: Connection): EchoNotes {
  return {
    begun: (record) =>
      store.inTenant(connection.tenantId, (tx) =>
        tx.writeBacks.open(connection, record, connection.procoreUserId ?? ''),
      ),
    answered: (record, updatedAt) =>
      store.inTenant(connection.tenantId, (tx) => tx.writeBacks.returned(connection, record, updatedAt)),
  };
}

function procoreOf(
  connection: Connection,
  secrets: ConnectionSecrets,
  dependencies: {
    readonly quotaOf: (key: QuotaKey) => ProcoreQuota;
    readonly observe: ((observation: CallObservation) => void) | undefined;
    readonly report: ((what: string, error: unknown) => void) | undefined;
    readonly cancellation: (() => AbortSignal | undefined) | undefined;
  },
): ProcorePort {
  const { procore } = connection.settings;
  const client = createProcoreClient(
    {
      environment: procoreEnvironments[procore.environment],
      companyId: procore.companyId,
      clientId: secrets.procoreClientId,
      clientSecret: secrets.procoreClientSecret,
      loginBaseUrl: procore.loginUrl,
      apiBaseUrl: procore.apiUrl,
      caBundlePem: procore.caBundle,
    },
    {
      quota: dependencies.quotaOf({
        clientId: secrets.procoreClientId,
        companyId: procore.companyId,
        tenantId: connection.tenantId,
        connectionId: connection.connectionId,
      }),
      observe: dependencies.observe,
      report: dependencies.report,
      cancellation: dependencies.cancellation,
    },
  );
  return procorePort(client);
}
