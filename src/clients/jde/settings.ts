import { z } from 'zod';
import { caBundleSchema } from '../../config/ca-bundle';
import { milliseconds, url } from '../../config/connection-settings';
import { jdePostingSchema } from '../../domain/jde/posting-settings';
import { logicalOrchestrations, renamableInputs, type LogicalOrchestration } from './ais/orchestrations';

/** Members that AIS reads for itself in an orchestration's body. */
const reservedInputs = new Set(['deviceName', 'environment', 'role', 'token']);

/** How an orchestration of ours is called at the customer, where it is not called the same. */
const orchestrationSchema = z.strictObject({
  name: z.string().min(1).optional(),
  /** Our input name to theirs. A member of an array is written with its array: `Lines`, `Lines.Amount`. */
  inputs: z.record(z.string(), z.string()).optional(),
  outputs: z.record(z.string(), z.string()).optional(),
});

const orchestrationsSchema = z
  .partialRecord(z.enum(logicalOrchestrations), orchestrationSchema)
  .superRefine((given, context) => {
    for (const [logical, { inputs = {} }] of Object.entries(given)) {
      const known = renamableInputs(logical as LogicalOrchestration);
      for (const [ours, theirs] of Object.entries(inputs)) {
        const path = [logical, 'inputs', ours];
        const fault = (message: string): void => context.addIssue({ code: 'custom', path, message });
        if (!known.has(ours)) fault(`is no input of it; there are ${[...known].join(', ')}`);
        if (reservedInputs.has(theirs)) fault(`"${theirs}" is a name that AIS keeps for itself; use another`);
      }
    }
  });

const searchType = z.string().min(1).max(3);

/** The section `jde` of connection.json: the customer's AIS server and how the site is set up. */
const siteSchema = z.strictObject({
  baseUrl: url('the address of AIS up to and including /jderest, e.g. https://ais.example:9300/jderest').overwrite(
    (given) => given.replace(/\/+$/, ''),
  ),
  environment: z.string().min(1, 'the JDE environment, e.g. JPD920'),
  role: z.string().min(1).default('*ALL'),
  /** The token is bound to it; without one it would be bound to the address of whichever machine asked. */
  deviceName: z.string().min(1).max(30).default('ml-connector'),
  /** Paths below `baseUrl`, where a customer's proxy publishes another generation of the services. */
  paths: z
    .strictObject({
      tokenRequest: z.string().default('v2/tokenrequest'),
      validate: z.string().default('v2/tokenrequest/validate'),
      logout: z.string().default('v2/tokenrequest/logout'),
      dataService: z.string().default('v2/dataservice'),
      orchestrator: z.string().default('v3/orchestrator'),
      discover: z.string().default('v2/discover'),
      reportStatus: z.string().default('v2/report/status'),
      defaultConfig: z.string().default('v2/defaultconfig'),
    })
    .prefault({}),
  /** Calls at once on this connection. */
  erpConcurrency: z.int().min(1).max(16).default(2),
  /** So many queries of tables that wait for their turn go in one call; 1: each by itself. */
  readsTogether: z.int().min(1).max(50).default(10),
  /** From sending a write to the last byte of its answer. */
  requestLimitMs: milliseconds(100, 300_000).default(120_000),
  /** How long a call that JDE took may wait in its queues and run before what it makes can be seen. */
  longestQueueMs: milliseconds(0, 86_400_000).default(600_000),
  /** A session older than this is replaced before the customer's own limit ends it. */
  tokenAgeMs: milliseconds(1_000, 3_600_000).default(1_500_000),
  /** The address book column that keeps the vendor's external key. */
  vendorKeyColumn: z.enum(['ALKY', 'URRF']).default('ALKY'),
  orchestrations: orchestrationsSchema.default({}),
  /** Last and next status of a canceled order line, as the site's activity rules have it. */
  canceledLine: z.strictObject({ lttr: z.string(), nxtr: z.string() }).default({ lttr: '980', nxtr: '999' }),
  /** Which addresses are matched with vendors; required once vendors are matched. */
  suppliers: z
    .strictObject({
      searchTypes: z.array(searchType).min(1).default(['V']),
      inactiveMeans: z.enum(['never', 'searchType', 'categoryCode'], {
        error: () => 'required: never, searchType or categoryCode: what says that a supplier is inactive',
      }),
      /** Of the search type or category code, where one of them says so. */
      inactiveValues: z.array(searchType).default([]),
      inactiveColumn: z
        .string()
        .regex(/^AC(0[1-9]|[12]\d|30)$/, 'a category code of the address book, AC01 to AC30')
        .default('AC01'),
      /** TAXC of organisations; without one no tax id says by itself who a supplier is. */
      organisations: z.array(z.string().min(1).max(1)).default([]),
      /**
       * Which vendors become suppliers: each that is new in Procore, or those that an approved commitment names. A directory also holds
       * every bidder.
       */
      createSuppliers: z.enum(['all', 'onCommitment'], {
        error: () =>
          'required: all, each new vendor of Procore, or onCommitment, those that an approved commitment names',
      }),
      /** What is no supplier of one's own. */
      ownVendors: z.array(z.string().regex(/^\d{1,20}$/, 'a Procore vendor id: digits, in quotes'), {
        error: () => 'required: ids of the vendors in Procore that are your own company, [] where none is',
      }),
      /** PHTP (UDC 01/PH) of the phone that Procore gets; the blank one is `""`. */
      phoneTypes: z.array(z.string().max(4)).min(1).default(['']),
    })
    .optional(),
  /** Unit of measure of an order line, whose quantity is always 1. */
  orderUnitOfMeasure: z.string().max(2).default('EA'),
  /** Oracle's text can be read so that a distribution line carries its pay item's number instead of 1, 2, 3. */
  edlnNumbering: z.enum(['perLine', 'matchPayItem']).default('perLine'),
  /** Texts, of any case, by which JDE says that another user keeps the record; a call refused so is tried again by itself. */
  reservedTexts: z
    .array(z.string().min(4, "a part of JDE's message, e.g. record reserved"))
    .default(['record reserved', 'record is reserved', 'reserved by another user']),
  /**
   * Which key of ours the voucher processor takes over into F0411, where it is known. Without it, vouchers that carry one
   * prove it; while none does, a key's absence says nothing.
   */
  ledgerKeys: z.enum(['both', 'VR01', 'URRF', 'none']).optional(),
  /** PEM certificates trusted besides the public ones. */
  caBundle: caBundleSchema.optional(),
});

/** What is JDE's own in a connection's settings, by section of connection.json. */
export const jdeSettingsSchema = z.strictObject({ jde: siteSchema, posting: jdePostingSchema });

/** The service user. */
export const jdeSecretsSchema = z.strictObject({ username: z.string().min(1), password: z.string().min(1) });

/** How the client goes about it; no customer says so. */
interface ClientLimits {
  readonly readLimitMs: number;
  /** A write that found no slot or token by then is given back as not sent. */
  readonly sendWithinMs: number;
  /** How long a control row vouches for further empty answers of the same table in the same session. */
  readonly proofAgeMs: number;
  readonly pageSize: number;
}

interface Named extends Readonly<z.infer<typeof jdeSecretsSchema>> {
  readonly connectionId: string;
}

/** What the client of one connection works with. */
export type JdeSettings = Readonly<z.infer<typeof siteSchema>> & Named & ClientLimits;
export type JdeSettingsInput = Readonly<z.input<typeof siteSchema>> & Named & Partial<ClientLimits>;

/** Fills in what was not given. Throws a RangeError that names the place of what is wrong. */
export function jdeSettings(given: JdeSettingsInput): JdeSettings {
  const { connectionId, username, password, readLimitMs, sendWithinMs, proofAgeMs, pageSize, ...site } = given;
  const parsed = siteSchema.safeParse(site);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `jde.${path.join('.')}: ${message}`);
    throw new RangeError(faults.join('; '));
  }
  return {
    ...{ connectionId, username, password },
    readLimitMs: readLimitMs ?? 60_000,
    sendWithinMs: sendWithinMs ?? 10_000,
    proofAgeMs: proofAgeMs ?? 5 * 60_000,
    pageSize: belowFetchLimit(pageSize ?? 500),
    ...parsed.data,
  };
}

/** JAS cuts every answer at its own limit, 2,000 rows when nobody set it, whatever was asked for (reference 4.1). */
const dbFetchLimit = 2_000;

function belowFetchLimit(pageSize: number): number {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize >= dbFetchLimit) {
    throw new RangeError(`pageSize: ${pageSize} is not a whole number of rows from 1 to ${dbFetchLimit - 1}`);
  }
  return pageSize;
}

export function orchestrationName(settings: JdeSettings, logical: LogicalOrchestration): string {
  return settings.orchestrations[logical]?.name ?? logical;
}
