import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { parse } from 'csv-parse/sync';
import { createActivities, type Activities } from '../../../src/activities';
import { settingsBySection, type Sections } from '../../../src/application/connections/settings-by-section';
import { changeMapping } from '../../../src/application/mapping/change-mapping';
import type { Watching } from '../../../src/application/run-long-act';
import { startDrainLoop } from '../../../src/api/drain-loop';
import { prepareNamespace } from '../../../src/local/stack/temporal/prepare-namespace';
import type { ConnectionSecrets } from '../../../src/config/connection-settings';
import { createDataConverter } from '../../../src/crypto/data-converter';
import { createTenantOf } from '../../../src/crypto/tenant-directory';
import type { ErpSystem } from '../../../src/clients/erp-system';
import { jdeSystem } from '../../../src/clients/jde/system';
import { unlimitedQuota } from '../../../src/clients/procore/calls/quota';
import { causeKey } from '../../../src/domain/holds/cause-key';
import type { Chart } from '../../../src/domain/coding/chart';
import { jdeChart } from '../../../src/domain/jde/chart';
import { readMapping } from '../../../src/domain/coding/mapping-file';
import { startJdeSandbox } from '../../../src/sandbox/jde/server';
import { QUOTAS, type Quota } from '../../../src/sandbox/procore/quota';
import { startProcoreSandbox } from '../../../src/sandbox/procore/server';
import { writeSampleCompany } from '../../../src/sandbox/sample-company/write-sample-company';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { HeldDocument } from '../../../src/store/holds/holds';
import type { Scope } from '../../../src/store/scope';
import type { Tx } from '../../../src/store/unit-of-work';
import { installRuntime } from '../../../src/telemetry/install-runtime';
import { createLogger } from '../../../src/telemetry/log';
import { createGateways, type Gateways } from '../../../src/processes/gateways/gateways';
import { erpSystems } from '../../../src/processes/gateways/erp-systems';
import { startWorkers, type RunningWorkers } from '../../../src/processes/start-workers';
import { taskQueues, workflowTypes } from '../../../src/workflows/names';
import { builtProduct } from '../../stack/built-product';
import { createTestStore, mergedSections, parsedSettings, type TestStore } from '../../stack/test-store';

/** The day the sample company is made for: October and November 2026 are open in JDE. */
export const sampleDay = '2026-11-20';

export type Row = Readonly<Record<string, string>>;

interface MappingCells {
  readonly project: string;
  readonly subJob?: string;
  readonly costCode: string;
  readonly costType: string;
  readonly businessUnit: string;
  readonly object: string;
  readonly subsidiary: string;
}

interface ProcoreRecord {
  readonly id: string;
  readonly contract_name: string;
  readonly number: string;
}

export interface RigOptions {
  /** A folder in the sandboxes' format; default: the sample company, made anew. */
  readonly dataFolder?: string;
  /** The day that the sample company is made for, `YYYY-MM-DD`. Default `sampleDay`. */
  readonly today?: string;
  readonly posting?: Readonly<Record<string, unknown>>;
  readonly timing?: Readonly<Record<string, unknown>>;
  readonly jde?: Readonly<Record<string, unknown>>;
  readonly jdeSandbox?: Readonly<Record<string, unknown>>;
  /** The connection's ERP. Default JD Edwards, with settings and secrets for its sandbox. */
  readonly erp?: ErpSystem;
  /** Its chart of accounts, which the columns of mapping.csv follow. Default that of JD Edwards. */
  readonly chart?: Chart;
  /** What is that ERP's own in the settings, by section of connection.json. */
  readonly erpSettings?: Sections;
  /** Its secrets. Default none, but those of JD Edwards' sandbox. */
  readonly erpSecrets?: Readonly<Record<string, string>>;
  /** False: the test starts workers itself. */
  readonly workers?: boolean;
  readonly slotsPerSystem?: number;
  /** Of the Procore sandbox; then our own bucket is used as well. Default: wide, and none of ours. */
  readonly procoreQuota?: Quota;
  /** A Temporal server of the test's own; default: that of the whole run. */
  readonly temporalAddress?: string;
  /** Payloads in plain, for histories that are kept and read by people. Default false. */
  readonly plainPayloads?: boolean;
  /** Changes the sample company's folder before the sandboxes load it. */
  readonly shape?: (dataFolder: string) => void;
}

/** The whole system on real parts: PostgreSQL, Temporal (a namespace of its own), both sandboxes, workers, drain loop. */
export interface Rig {
  readonly scope: Scope;
  readonly test: TestStore;
  readonly client: Client;
  readonly activities: Activities;
  readonly erp: Gateways['erp'];
  readonly procorePort: Gateways['procore'];
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly procore: { readonly url: string; readonly controlUrl: string };
  readonly jde: { readonly url: string; readonly controlUrl: string };
  /** Reads the projects and all requisitions of these project numbers (default: all), and goes live without a take-over. */
  goLive(projectNumbers?: readonly string[]): Promise<void>;
  /** Hints the approved requisitions of a project, or only those given by `commitment number` and `number`. */
  hint(projectNumber: string, only?: (document: DocumentRow) => boolean): Promise<DocumentRow[]>;
  /** Hints one document, approved or not. */
  hintOne(sourceId: string): Promise<void>;
  /** The document of a requisition, by the number of its commitment and its own. */
  requisition(commitmentNumber: string, number: number): Promise<DocumentRow>;
  /** Reads what changed in a project, as its feed does. */
  poll(projectNumber: string): Promise<{ readonly seen: number; readonly hinted: number }>;
  /** Runs the workflow that makes Temporal agree with PostgreSQL. */
  reconcile(): Promise<void>;
  /** Saves the connection with these settings changed and releases what waited for that, as the command does. */
  changeSettings(change: {
    posting?: Readonly<Record<string, unknown>>;
    jde?: Readonly<Record<string, unknown>>;
    fusion?: Readonly<Record<string, unknown>>;
    procore?: Readonly<Record<string, unknown>>;
    vendors?: Readonly<Record<string, unknown>>;
    timing?: Readonly<Record<string, unknown>>;
    secrets?: Partial<ConnectionSecrets>;
  }): Promise<void>;
  /** Adds rows to the mapping, as `mapping import --merge` does; gives the documents it released. */
  changeMapping(rows: readonly MappingCells[]): Promise<DocumentRow[]>;
  documents(kind?: string): Promise<DocumentRow[]>;
  document(sourceId: string): Promise<DocumentRow>;
  holds(): Promise<HeldDocument[]>;
  /** Waits until the document stands in one of the stages; says where it stands when time is up. */
  untilStage(sourceId: string, stages: readonly string[], limitMs?: number): Promise<DocumentRow>;
  until(what: string, condition: () => Promise<boolean>, limitMs?: number): Promise<void>;
  /** Rows of a JDE table, numbers as exact text. */
  table(name: string, where?: Row): Promise<Row[]>;
  control(system: 'procore' | 'jde', method: string, path: string, body?: unknown): Promise<unknown>;
  startWorkers(): Promise<RunningWorkers>;
  stopWorkers(): Promise<void>;
  close(): Promise<void>;
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const temporaryFolder = mkdtempSync(join(tmpdir(), 'ml-connector-rig-'));
  const dataFolder = options.dataFolder ?? join(temporaryFolder, 'sample');
  if (options.dataFolder === undefined) writeSampleCompany(dataFolder, { today: options.today ?? sampleDay });
  options.shape?.(dataFolder);
  const quota = options.procoreQuota ?? QUOTAS.wide;
  const procore = await startProcoreSandbox({ dataFolder: join(dataFolder, 'procore'), quota });
  const jde = await startJdeSandbox({ dataFolder: join(dataFolder, 'jde'), settings: options.jdeSandbox ?? {} });

  const companyId = (
    JSON.parse(
      readFileSync(join(dataFolder, 'procore/company.json'), 'utf8').replace(/"id":\s*(\d+)/, '"id":"$1"'),
    ) as { id: string }
  ).id;
  const { erp = jdeSystem } = options;
  const ofJde: Sections = {
    jde: { baseUrl: `${jde.url}/jderest`, environment: 'JDV920', requestLimitMs: 2_000, ...options.jde },
    posting: {
      companies: {
        '00200': { retainageAccount: '200.4110', taxAccount: '200.4230', roundingAccount: '200.8990' },
        '00210': { retainageAccount: '210.4110', taxAccount: '210.4230', roundingAccount: '210.8990' },
      },
      glDatePolicy: 'periodEnd',
      ediUser: 'PROCORE',
      negativeOrderLines: true,
      ...options.posting,
    },
  };
  const test = await createTestStore({
    companyId,
    erp,
    live: false,
    projectIds: [],
    settings: {
      procore: { loginUrl: procore.url, apiUrl: procore.url },
      ...(options.erp === undefined ? ofJde : options.erpSettings),
      timing: { settleMs: 4_000, leaseMs: 1_500, sendWindowMs: 2_000, visibilityLagMs: 100, ...options.timing },
    },
    secrets: {
      procoreClientId: 'sandbox-client',
      procoreClientSecret: 'sandbox-secret',
      erp: options.erp === undefined ? { username: 'PROCORE', password: 'sandbox' } : (options.erpSecrets ?? {}),
    },
  });
  const scope: Scope = { tenantId: test.tenantId, connectionId: test.connectionId };
  const { store } = test;
  await saveSampleMapping(test, scope, dataFolder, options.chart ?? jdeChart);

  const address = options.temporalAddress ?? process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  const namespace = `rig-${randomBytes(4).toString('hex')}`;
  await prepareNamespace({ address }, namespace);
  const encrypting = createDataConverter({
    keyRing: test.keyRing,
    tenantOf: createTenantOf(async (id) => (await test.database.tenantOfConnection(id)) ?? undefined),
  });
  const dataConverter = options.plainPayloads === true ? { ...encrypting, payloadCodecs: [] } : encrypting;
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace, dataConverter });
  const gateways = createGateways({
    store,
    ...(options.procoreQuota === undefined ? { quota: () => unlimitedQuota } : {}),
    erps: { ...erpSystems, [erp.system]: erp },
  });
  const ports = {
    store,
    procore: gateways.procore.bind(gateways),
    erp: gateways.erp.bind(gateways),
    target: gateways.target.bind(gateways),
  };
  const activities = createActivities(ports, () => client);
  const logger = createLogger({ name: 'rig', level: 'silent' });
  const drain = startDrainLoop({ store, client, logger, pollMs: 500 });

  let running: RunningWorkers | null = null;
  const start = async (): Promise<RunningWorkers> => {
    // Only with workers: a runtime that never had one keeps the process from ending.
    installRuntime({ logger: createLogger({ name: 'sdk', level: 'error' }), shutdownSignals: [] });
    running = await startWorkers({
      connection: { address },
      namespace,
      dataConverter,
      ports,
      erps: [...new Set([...Object.keys(erpSystems), erp.system])],
      graceMs: 3_000,
      workflowBundle: join(builtProduct(), 'workflow-bundle.js'),
      ...(options.slotsPerSystem === undefined ? {} : { slotsPerSystem: options.slotsPerSystem }),
    });
    return running;
  };
  const stopWorkers = async (): Promise<void> => {
    const stopping = running;
    running = null;
    await stopping?.stop();
  };
  if (options.workers !== false) await start();

  const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.as('test').inTenant(scope.tenantId, work);
  const selectDocuments = (is: Readonly<Partial<Record<'kind' | 'sourceId', string>>>): Promise<DocumentRow[]> =>
    store.database.inTenant(scope.tenantId, async (trx) => {
      let query = trx.selectFrom('document').selectAll().where('connectionId', '=', scope.connectionId);
      if (is.kind !== undefined) query = query.where('kind', '=', is.kind);
      if (is.sourceId !== undefined) query = query.where('sourceId', '=', is.sourceId);
      return query.orderBy('number').execute();
    });
  const documents = (kind?: string): Promise<DocumentRow[]> => selectDocuments(kind === undefined ? {} : { kind });
  const holds = (): Promise<HeldDocument[]> => inTenant((tx) => tx.holds.list(scope));
  /** Where all stand, and what is held and why: what a wait that was in vain is understood by. */
  const standing = async (): Promise<string> => {
    const stages = (await documents()).map(({ kind, sourceId, stage, open, hintNo }) =>
      [`${kind}/${sourceId}`, stage, ...(open ? ['open'] : []), `hint ${hintNo}`].join(' '),
    );
    const held = (await holds()).map(
      ({ document: { kind, sourceId }, hold, problems }) =>
        `held ${kind}/${sourceId} since ${hold.openedAt}${hold.releaseAskedAt === null ? '' : ', release asked'}: ${problems.map(({ reason, message }) => `${reason} ${message}`).join('; ')}`,
    );
    return [...stages, ...held].join('\n');
  };
  const until = async (what: string, condition: () => Promise<boolean>, limitMs = 90_000): Promise<void> => {
    const deadline = Date.now() + limitMs;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}\n${await standing()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const document = async (sourceId: string): Promise<DocumentRow> => {
    const [found] = await selectDocuments({ sourceId });
    if (found === undefined) throw new Error(`no document ${sourceId}`);
    return found;
  };
  const control = async (system: 'procore' | 'jde', method: string, path: string, body?: unknown): Promise<unknown> => {
    const base = system === 'procore' ? procore.controlUrl : jde.controlUrl;
    const response = await fetch(`${base}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : exactNumbers(text);
  };

  return {
    scope,
    test,
    client,
    activities,
    erp: ports.erp,
    temporal: { address, namespace },
    procorePort: ports.procore,
    procore,
    jde,
    goLive: async (projectNumbers) => {
      await activities.discoverProjects(scope);
      const projects = await inTenant((tx) => tx.projects.list(scope));
      for (const project of projects) {
        if (projectNumbers !== undefined && !projectNumbers.includes(project.number)) continue;
        await activities.pollRequisitions({ ...scope, projectId: project.id, full: true });
      }
      await inTenant((tx) => tx.connections.goLive(scope, 'none'));
    },
    hint: async (projectNumber, only) => {
      const project = await inTenant((tx) => tx.projects.byName(scope, projectNumber));
      const approved = (await documents('requisition')).filter(
        (one) =>
          one.projectId === project.id &&
          ['approved', 'approved_as_noted'].includes(one.sourceStatus) &&
          (only === undefined || only(one)),
      );
      await inTenant(async (tx) => {
        for (const one of approved) await tx.documents.hint(one);
      });
      return approved;
    },
    hintOne: async (sourceId) => {
      const found = await document(sourceId);
      await inTenant((tx) => tx.documents.hint(found));
    },
    requisition: async (commitmentNumber, number) => {
      const records = (await control('procore', 'GET', 'records/requisitions')) as Record<string, ProcoreRecord[]>;
      const record = Object.values(records)
        .flat()
        .find((one) => one.contract_name.startsWith(`${commitmentNumber} `) && one.number === String(number));
      if (record === undefined) throw new Error(`Procore has no requisition ${number} of ${commitmentNumber}`);
      return document(record.id);
    },
    poll: async (projectNumber) => {
      const project = await inTenant((tx) => tx.projects.byName(scope, projectNumber));
      return activities.pollRequisitions({ ...scope, projectId: project.id });
    },
    changeSettings: async ({ secrets: changedSecrets, ...changes }) => {
      await inTenant(async (tx) => {
        const now = await tx.connections.load(scope.connectionId);
        const secrets = await tx.connections.loadSecrets(scope);
        const causes = [causeKey.connection(), causeKey.credentials()];
        const settings = parsedSettings(erp, mergedSections(settingsBySection(now.settings), changes));
        await tx.mending(scope, causes, () =>
          tx.connections.save({ ...now, settings, secrets: { ...secrets, ...changedSecrets } }),
        );
      });
    },
    reconcile: async () => {
      await client.workflow.execute(workflowTypes.reconcile, {
        workflowId: `${workflowTypes.reconcile}/${scope.connectionId}/${randomBytes(4).toString('hex')}`,
        taskQueue: taskQueues.documents,
        args: [scope],
      });
    },
    changeMapping: async (rows) => {
      const cells = rows.map((row) => mappingCells(row));
      const read = readMapping(
        cells.map((row, index) => ({ line: index + 2, cells: row })),
        jdeChart,
      );
      if ('errors' in read) throw new Error(JSON.stringify(read.errors));
      const change = { rows: read.rows, merge: true, chart: jdeChart, act: 'mapping.imported' } as const;
      const { released } = await inTenant((tx) => changeMapping(tx, scope, change));
      return released.map((held) => held.document);
    },
    documents,
    document,
    holds,
    untilStage: async (sourceId, stages, limitMs = 90_000) => {
      let last: DocumentRow | null = null;
      try {
        await until(
          `${sourceId} in ${stages.join(' or ')}`,
          async () => {
            last = await document(sourceId);
            return last.stage !== null && stages.includes(last.stage);
          },
          limitMs,
        );
      } catch (cause) {
        const held = (await holds()).find((one) => one.document.sourceId === sourceId);
        const why = held?.problems.map((problem) => `${problem.reason}: ${problem.message}`).join('; ') ?? 'not held';
        throw new Error(`${sourceId} stands in ${(last as DocumentRow | null)?.stage ?? 'no stage'} (${why})`, {
          cause,
        });
      }
      return document(sourceId);
    },
    until,
    table: async (name, where = {}) => {
      const query = new URLSearchParams(where).toString();
      const answer = (await control('jde', 'GET', `tables/${name}${query === '' ? '' : `?${query}`}`)) as
        Row[] | { rows: Row[] };
      return Array.isArray(answer) ? answer : answer.rows;
    },
    control,
    startWorkers: start,
    stopWorkers,
    close: async () => {
      await stopWorkers();
      await drain.stop();
      await gateways.close();
      await connection.close();
      await procore.close();
      await jde.close();
      await test.close();
      rmSync(temporaryFolder, { recursive: true, force: true });
    },
  };
}

/** As a use case that starts a long act is given Temporal. */
export function watchingOf({ client }: Rig): Watching {
  return { withTemporal: (work) => work(client), report: () => undefined };
}

function mappingCells(row: MappingCells): Row {
  return {
    project: row.project,
    sub_job: row.subJob ?? '',
    cost_code: row.costCode,
    cost_type: row.costType,
    business_unit: row.businessUnit,
    object: row.object,
    subsidiary: row.subsidiary,
    subledger: '',
    subledger_type: '',
  };
}

async function saveSampleMapping({ store }: TestStore, scope: Scope, dataFolder: string, chart: Chart): Promise<void> {
  const cells = parse(readFileSync(join(dataFolder, 'mapping.csv')), { columns: true, bom: true }) as Row[];
  const read = readMapping(
    cells.map((row, index) => ({ line: index + 2, cells: row })),
    chart,
  );
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  await store.inTenant(scope.tenantId, (tx) => tx.mappings.save(scope, read.rows));
}

/** Ids and amounts exactly as written: every JSON number becomes a text. */
function exactNumbers(text: string): unknown {
  return JSON.parse(text.replace(/(?<=[:[,]\s*)(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,\]}])/g, '"$1"'));
}
