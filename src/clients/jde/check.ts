import { tried } from '../tried-step';
import type { CheckStep } from '../erp-adapter';
import type { HttpConnection } from '../http/http-connection';
import { sendRequest } from '../http/send-request';
import type { AisCaller } from './ais/ais-caller';
import { aisUrl } from './ais/auth';
import { DataService } from './tables/data-service';
import { discover, findOrchestration, type DiscoveredOrchestration } from './discover';
import { logicalOrchestrations, type LogicalOrchestration } from './ais/orchestrations';
import { defaultConfigSchema } from './ais/schemas';
import type { JdeSettings } from './settings';

/** Each table that is read, with a column of its key. */
const tables: Readonly<Record<string, string>> = {
  F0010: 'CO',
  F0006: 'MCU',
  F0901: 'AID',
  F0101: 'AN8',
  F0401: 'AN8',
  F4301: 'DOCO',
  F4311: 'DOCO',
  F0411: 'DOC',
  F0911: 'DOC',
  F0411Z1: 'EDTN',
  F0911Z1: 'EDTN',
  F4209: 'DOCO',
  F0005: 'SY',
  F0008: 'DTPN',
};

/** What a connection uses beside what all do. */
export interface CheckedBesides {
  /** Tables, each with a column of its key. */
  readonly tables: Readonly<Record<string, string>>;
  /** Orchestrations that it never runs. */
  readonly unused: readonly LogicalOrchestration[];
}

/** Read besides where suppliers are matched with vendors. */
const supplierTables: Readonly<Record<string, string>> = { F0111: 'AN8', F0116: 'AN8', F0115: 'AN8', F01151: 'AN8' };

/**
 * "Ping your real systems" (reference 2.8) in a session of its own. Ends early where nothing further can be tried. A
 * login's body is never shown: only statuses and our own words.
 */
export async function checkConnection(
  connection: HttpConnection,
  caller: AisCaller,
  settings: JdeSettings,
  besides: CheckedBesides,
): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  const { host } = new URL(settings.baseUrl);
  const reached = await tried(steps, `AIS server ${host}`, askNetwork(host), () => serverVersion(connection, settings));
  if (!reached) return steps;
  const ask =
    'the JDE security administrator for user, password, environment and role of this connection; after status 405 the ' +
    'CNC administrator, to add the AIS server to the Allowed Hosts of JAS';
  const login = `login as ${settings.username} to ${settings.environment}, role ${settings.role}`;
  const loggedIn = await tried(steps, login, ask, async () => {
    await caller.openSession();
    return 'token issued';
  });
  if (!loggedIn) return steps;
  const dataService = new DataService(caller, settings, Date.now);
  const read = { ...tables, ...(settings.suppliers === undefined ? {} : supplierTables), ...besides.tables };
  for (const [table, column] of Object.entries(read)) {
    const authority = `the JDE security administrator for data service and read access of ${settings.username} to ${table}`;
    await tried(steps, `table ${table}`, authority, () => readOneRow(dataService, table, column));
  }
  const used = logicalOrchestrations.filter((logical) => !besides.unused.includes(logical));
  await checkOrchestrations(steps, caller, settings, used);
  await tried(steps, 'logout', askNetwork(host), async () => {
    await caller.giveUpSession();
    return 'session closed';
  });
  return steps;
}

async function serverVersion(connection: HttpConnection, settings: JdeSettings): Promise<string> {
  const answer = await sendRequest(connection, {
    operation: 'defaultconfig',
    effect: 'read',
    method: 'GET',
    url: aisUrl(settings, settings.paths.defaultConfig),
    limitMs: settings.readLimitMs,
  });
  const config = defaultConfigSchema.safeParse(answer.body.kind === 'json' ? answer.body.value : undefined);
  if (answer.status !== 200 || !config.success) {
    const why = answer.body.kind === 'foreign' ? ` with ${answer.body.description}` : '';
    throw new RangeError(`${settings.paths.defaultConfig} answered ${String(answer.status)}${why}`);
  }
  return config.data.aisVersion || 'answers, names no version';
}

async function readOneRow(dataService: DataService, table: string, column: string): Promise<string> {
  const query = { purpose: 'connection check', table, columns: [column], conditions: [], firstRows: 1 };
  const { rows } = await dataService.browse(query);
  return rows.length > 0 ? 'readable' : 'readable, no row to see';
}

async function checkOrchestrations(
  steps: CheckStep[],
  caller: AisCaller,
  settings: JdeSettings,
  used: readonly LogicalOrchestration[],
): Promise<void> {
  let listed: readonly DiscoveredOrchestration[] = [];
  const ask = 'the JDE administrator for access of the service user to the discovery service';
  const discovered = await tried(steps, 'orchestrations listed', ask, async () => {
    listed = await discover(caller, settings);
    return `${String(listed.length)} to be seen`;
  });
  if (!discovered) return;
  for (const logical of used) steps.push(orchestrationStep(listed, settings, logical));
}

function orchestrationStep(
  listed: readonly DiscoveredOrchestration[],
  settings: JdeSettings,
  logical: LogicalOrchestration,
): CheckStep {
  const { name, found, missingInputs } = findOrchestration(listed, settings, logical);
  const step = { name: name === logical ? `orchestration ${name}` : `orchestration ${name} (${logical})` };
  const designer = `the designer of orchestration "${name}"`;
  switch (found) {
    case 'ready':
      return { ...step, ok: true, detail: 'listed, with the inputs that are sent' };
    case 'inputsHidden':
      return {
        ...step,
        ok: true,
        detail: 'warning: listed, but its inputs are hidden and could not be compared',
        ask: `${designer}, whether it takes the inputs of ${logical}`,
      };
    case 'notListed':
      return {
        ...step,
        ok: true,
        detail: 'warning: not listed; it is hidden from discovery, not shared, or does not exist',
        ask: `${designer}, to share it with ${settings.username}; or set its name in the connection`,
      };
    case 'inputsMissing':
      return {
        ...step,
        ok: false,
        detail: `has no input ${missingInputs.join(', ')}`,
        ask: `${designer} to add them, or set the names of its inputs in the connection`,
      };
  }
}

function askNetwork(host: string): string {
  return `the network administrator for a way from this machine to ${host}, and whether AIS runs there; after status 404 look at jde.baseUrl, which goes up to and including /jderest`;
}
