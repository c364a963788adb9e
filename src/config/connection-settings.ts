import { z } from 'zod';
import { isCron } from './is-cron';

/**
 * What one connection is: a Procore company joined to one ERP in one environment. This is the stored form, without
 * secrets; `connection.json` (connection-file.ts) is this plus where its secrets come from. What has no safe default is
 * required, and its absence is named with the choices.
 */
const choice = <const T extends readonly [string, ...string[]]>(values: T, why: string) =>
  z.enum(values, { error: () => `required: one of ${values.join(', ')} (${why})` });

const url = (what: string) => z.url({ protocol: /^https?$/, error: () => what });

const milliseconds = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

export const procoreSettingsSchema = z.strictObject({
  companyId: z
    .string({ error: () => 'the Procore company id: digits, in quotes' })
    .regex(/^\d{1,20}$/, 'Procore company id: digits only'),
  environment: z.enum(['production', 'sandbox', 'monthlySandbox', 'federal']).default('production'),
  /** In place of the environment's own addresses: a proxy may stand between. */
  loginUrl: url('an address that begins with https://').optional(),
  apiUrl: url('an address that begins with https://').optional(),
  caBundle: z.string().optional(),
  /** Write the ERP's reference back as `origin_id`, which locks the requisition in Procore. */
  writeBack: z.boolean().default(false),
});

const orchestrationSchema = z.strictObject({
  name: z.string().min(1).optional(),
  inputs: z.record(z.string(), z.string()).optional(),
  outputs: z.record(z.string(), z.string()).optional(),
});

export const jdeSettingsSchema = z.strictObject({
  baseUrl: url('the address of AIS up to and including /jderest, e.g. https://ais.example:9300/jderest'),
  environment: z.string().min(1, 'the JDE environment, e.g. JPD920'),
  role: z.string().min(1).default('*ALL'),
  deviceName: z.string().min(1).max(30).default('ml-connector'),
  /** Paths below `baseUrl`, where a customer's proxy publishes another generation of the services. */
  paths: z
    .strictObject({
      tokenRequest: z.string(),
      validate: z.string(),
      logout: z.string(),
      dataService: z.string(),
      orchestrator: z.string(),
      discover: z.string(),
      reportStatus: z.string(),
      defaultConfig: z.string(),
    })
    .partial()
    .default({}),
  erpConcurrency: z.int().min(1).max(16).default(2),
  requestLimitMs: milliseconds(100, 300_000).default(120_000),
  tokenAgeMs: milliseconds(1_000, 3_600_000).default(1_500_000),
  vendorKeyColumn: z.enum(['ALKY', 'URRF']).default('ALKY'),
  orchestrations: z
    .partialRecord(
      z.enum([
        'PC_UPSERT_VENDOR',
        'PC_CREATE_PO',
        'PC_CHANGE_PO',
        'PC_ADD_BATCH_VOUCHER',
        'PC_ADD_BATCH_JOURNAL',
        'PC_RUN_VOUCHER_PROCESSOR',
      ]),
      orchestrationSchema,
    )
    .default({}),
  canceledLine: z.strictObject({ lttr: z.string(), nxtr: z.string() }).default({ lttr: '980', nxtr: '999' }),
  orderUnitOfMeasure: z.string().max(2).default('EA'),
  edlnNumbering: z.enum(['perLine', 'matchPayItem']).default('perLine'),
  caBundle: z.string().optional(),
});

const accountForm = 'an account as BUSINESS_UNIT.OBJECT or BUSINESS_UNIT.OBJECT.SUBSIDIARY';
const accountName = z
  .string({ error: () => accountForm })
  .regex(/^[^.\s]{1,12}\.[^.\s]{1,6}(\.[^.\s]{1,8})?$/, accountForm);

export const postingSettingsSchema = z.strictObject({
  approvedStatuses: z
    .array(z.enum(['approved', 'approved_as_noted', 'pending_owner_approval']))
    .min(1)
    .default(['approved', 'approved_as_noted']),
  apPosting: z.boolean().default(true),
  purchaseOrderBasis: z.literal('requisition').default('requisition'),
  orderType: z.string().length(2).default('OP'),
  branchPlant: z.union(
    [
      z.strictObject({ rule: z.literal('fixed'), value: z.string().min(1).max(12) }),
      z.strictObject({ rule: z.literal('businessUnit') }),
    ],
    {
      error: () =>
        'required: {"rule": "fixed", "value": "<branch/plant>"} or {"rule": "businessUnit"} (which branch/plant the order header carries)',
    },
  ),
  orderCommitment: choice(
    ['untracked', 'cancelWhenPosted'],
    'untracked: the order type is not in UDC 40/CT; cancelWhenPosted: the order lines are canceled once the voucher is posted',
  ),
  negativeOrderLines: z.boolean().default(false),
  retainageMethod: z.enum(['liabilityLine', 'payItem']).default('liabilityLine'),
  retainageGlClass: z.string().max(4).optional(),
  retainageSubledger: z.enum(['none', 'supplier']).default('none'),
  voucherProcessing: z.enum(['leave', 'proof', 'final']).default('leave'),
  taxMethod: z.enum(['none', 'jde', 'line']).default('none'),
  taxCodes: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        area: z.string().max(10).optional(),
        explanation: z.string().max(2).optional(),
        account: accountName.optional(),
      }),
    )
    .default([]),
  companies: z
    .record(
      z.string().regex(/^\d{5}$/, 'a JDE company number, five digits'),
      z.strictObject({
        retainageAccount: accountName,
        taxAccount: accountName.optional(),
        roundingAccount: accountName.optional(),
      }),
      {
        error: (issue) =>
          issue.code === 'invalid_key'
            ? 'a JDE company is written with five digits, e.g. "00200"'
            : 'required: for each JDE company its retainage account, e.g. {"00200": {"retainageAccount": "200.4110"}}',
      },
    )
    .refine((companies) => Object.keys(companies).length > 0, 'at least one company with its retainage account'),
  documentType: z.string().length(2).default('PV'),
  creditDocumentType: z.string().length(2).optional(),
  journalDocumentType: z.string().length(2).default('JE'),
  payStatus: z.enum(['H', 'A']).default('H'),
  glDatePolicy: choice(
    ['billingDate', 'periodEnd', 'postingDay'],
    'which date orders and vouchers are booked on: the billing date, the end of the requisition period, or the day of posting',
  ),
  outsidePeriod: z.enum(['hold', 'firstOpenDay']).default('hold'),
  zeroPayable: z.enum(['hold', 'journal']).default('hold'),
  ediUser: z
    .string({
      error: () => 'required: the EDI user (EDUS) in whose name batch rows are written, at most 10 characters',
    })
    .min(1)
    .max(10, 'at most 10 characters (EDUS)'),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone, e.g. America/Chicago').default('UTC'),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const intervalSchema = z.strictObject({
  every: z.string().regex(/^0*[1-9]\d*(s|m|h)$/, 'an interval such as 15m'),
  offset: z
    .string()
    .regex(/^\d+(s|m|h)$/)
    .optional(),
});
const cronSchema = z.strictObject({
  cron: z.string().refine(isCron, 'five fields (minute hour day month weekday), e.g. 0 6-20 * * 1-5'),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone').default('UTC'),
});
export const cadenceSchema = z.union([intervalSchema, cronSchema], {
  error: () => 'either {"every": "15m"}, perhaps with "offset", or {"cron": "0 6-20 * * 1-5"}, perhaps with "timeZone"',
});
export type Cadence = z.infer<typeof cadenceSchema>;

export const timingSettingsSchema = z.strictObject({
  settleMs: milliseconds(100, 86_400_000).default(890_000),
  sendWindowMs: milliseconds(100, 60_000).default(10_000),
  planMaxAgeMs: milliseconds(1_000, 3_600_000).default(900_000),
  leaseMs: milliseconds(500, 120_000).default(15_000),
  visibilityLagMs: milliseconds(0, 60_000).default(3_000),
  /** How long what was read of the ERP's accounts, periods and suppliers may be planned with. */
  factMaxAgeMs: milliseconds(0, 86_400_000).default(900_000),
});

export const connectionSettingsSchema = z
  .strictObject({
    procore: procoreSettingsSchema,
    jde: jdeSettingsSchema,
    posting: postingSettingsSchema,
    poll: cadenceSchema.default({ every: '15m' }),
    timing: timingSettingsSchema.prefault({}),
  })
  .superRefine((settings, context) => {
    const { posting } = settings;
    const fault = (path: PropertyKey[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (posting.retainageMethod === 'payItem' && posting.retainageGlClass === undefined) {
      fault(['posting', 'retainageGlClass'], 'required with retainageMethod payItem: the G/L class set for retainage');
    }
    if (posting.taxMethod === 'line') {
      for (const [company, accounts] of Object.entries(posting.companies)) {
        if (accounts.taxAccount === undefined) {
          fault(['posting', 'companies', company, 'taxAccount'], 'required with taxMethod line');
        }
      }
    }
    if (settings.timing.settleMs < settings.jde.requestLimitMs + settings.timing.sendWindowMs) {
      fault(
        ['timing', 'settleMs'],
        'must be at least jde.requestLimitMs + timing.sendWindowMs: a call that waited for its turn may still arrive until then',
      );
    }
  });

export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

/** What never leaves the encrypted column. */
export const connectionSecretsSchema = z.strictObject({
  procoreClientId: z.string().min(1),
  procoreClientSecret: z.string().min(1),
  jdeUsername: z.string().min(1),
  jdePassword: z.string().min(1),
  /** What Procore sends in the Authorization header of its webhooks; without one, webhooks are refused. */
  webhookSecret: z.string().min(16).optional(),
});
export type ConnectionSecrets = z.infer<typeof connectionSecretsSchema>;
