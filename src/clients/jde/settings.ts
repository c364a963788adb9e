import { renamableInputs, type LogicalOrchestration } from './ais/orchestrations';

interface OrchestrationSetting {
  /** The orchestration's name at the customer; default: the logical name. */
  readonly name?: string;
  /** Our input name to theirs. A member of an array is written with its array: `Lines`, `Lines.Amount`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** Paths below `baseUrl`: customers publish different generations of them through their proxies. */
interface JdePaths {
  readonly tokenRequest: string;
  readonly validate: string;
  readonly logout: string;
  readonly dataService: string;
  readonly orchestrator: string;
  readonly discover: string;
  readonly reportStatus: string;
  readonly defaultConfig: string;
}

export interface JdeSettings {
  readonly connectionId: string;
  /** `https://<ais host>:<port>/jderest`, without a slash at its end. */
  readonly baseUrl: string;
  readonly paths: JdePaths;
  readonly username: string;
  readonly password: string;
  /** The token is bound to it; without one it would be bound to the address of whichever machine asked. */
  readonly deviceName: string;
  readonly environment: string;
  readonly role: string;
  /** Calls at once on this connection, 1 to 16. */
  readonly erpConcurrency: number;
  /** From sending a write to the last byte of its answer. */
  readonly requestLimitMs: number;
  readonly readLimitMs: number;
  /** A write that found no slot or token by then is given back as not sent. */
  readonly sendWithinMs: number;
  /** A session older than this is replaced before the customer's own limit ends it. */
  readonly tokenAgeMs: number;
  /** How long a control row vouches for further empty answers of the same table in the same session. */
  readonly proofAgeMs: number;
  readonly pageSize: number;
  /** The address book column that keeps the vendor's external key. */
  readonly vendorKeyColumn: 'ALKY' | 'URRF';
  readonly orchestrations: Readonly<Partial<Record<LogicalOrchestration, OrchestrationSetting>>>;
  /** Last and next status of a canceled order line, as the site's activity rules have it. */
  readonly canceledLine: { readonly lttr: string; readonly nxtr: string };
  /** Unit of measure of an order line, whose quantity is always 1. */
  readonly orderUnitOfMeasure: string;
  /** Oracle's text can be read so that a distribution line carries its pay item's number instead of 1, 2, 3. */
  readonly edlnNumbering: 'perLine' | 'matchPayItem';
  /** PEM certificates trusted besides the public ones. */
  readonly caBundle?: string;
}

type GivenAlways = 'connectionId' | 'baseUrl' | 'username' | 'password' | 'environment' | 'role';

/** What a connection must give; the rest has defaults. */
export type JdeSettingsInput = Pick<JdeSettings, GivenAlways> &
  Partial<Omit<JdeSettings, GivenAlways | 'paths'>> & { readonly paths?: Partial<JdePaths> };

const defaultPaths: JdePaths = {
  tokenRequest: 'v2/tokenrequest',
  validate: 'v2/tokenrequest/validate',
  logout: 'v2/tokenrequest/logout',
  dataService: 'v2/dataservice',
  orchestrator: 'v3/orchestrator',
  discover: 'v2/discover',
  reportStatus: 'v2/report/status',
  defaultConfig: 'v2/defaultconfig',
};

/** Members that AIS reads for itself in an orchestration's body. */
const reservedInputs = new Set(['deviceName', 'environment', 'role', 'token']);

export function jdeSettings(given: JdeSettingsInput): JdeSettings {
  for (const [logical, setting] of Object.entries(given.orchestrations ?? {})) {
    const known = renamableInputs(logical as LogicalOrchestration);
    for (const [ours, theirs] of Object.entries(setting.inputs ?? {})) {
      const place = `orchestrations.${logical}.inputs.${ours}`;
      if (!known.has(ours)) throw new RangeError(`${place}: is no input of it; there are ${[...known].join(', ')}`);
      if (reservedInputs.has(theirs))
        throw new RangeError(`${place}: "${theirs}" is a name that AIS keeps for itself; use another`);
    }
  }
  return {
    deviceName: 'ml-connector',
    erpConcurrency: 2,
    requestLimitMs: 120_000,
    readLimitMs: 60_000,
    sendWithinMs: 10_000,
    tokenAgeMs: 25 * 60_000,
    proofAgeMs: 5 * 60_000,
    pageSize: 500,
    vendorKeyColumn: 'ALKY',
    orchestrations: {},
    canceledLine: { lttr: '980', nxtr: '999' },
    orderUnitOfMeasure: 'EA',
    edlnNumbering: 'perLine',
    ...given,
    baseUrl: given.baseUrl.replace(/\/+$/, ''),
    paths: { ...defaultPaths, ...given.paths },
  };
}

export function orchestrationName(settings: JdeSettings, logical: LogicalOrchestration): string {
  return settings.orchestrations[logical]?.name ?? logical;
}
