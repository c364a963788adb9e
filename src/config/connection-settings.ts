import { z } from 'zod';
import { complianceRequirements } from '../domain/vendor/compliance';
import { caBundleSchema } from './ca-bundle';
import { blackoutSchema } from './blackout';

import { pollSchema, timeZone } from './cadence';
import { fieldOwners, ownedFields } from '../domain/vendor/import/field-owners';

export const url = (what: string) => z.url({ protocol: /^https?$/, error: () => what });

export const milliseconds = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

export const procoreSettingsSchema = z.strictObject({
  companyId: z
    .string({ error: () => 'the Procore company id: digits, in quotes' })
    .regex(/^\d{1,20}$/, 'Procore company id: digits only'),
  environment: z.enum(['production', 'sandbox', 'monthlySandbox', 'federal']).default('production'),
  /** In place of the environment's own addresses: a proxy may stand between. */
  loginUrl: url('an address that begins with https://').optional(),
  apiUrl: url('an address that begins with https://').optional(),
  caBundle: caBundleSchema.optional(),
  /** Write the ERP's reference back as `origin_id`, which locks a requisition in Procore, and nothing else. */
  writeBack: z.boolean().default(false),
});

/** How the connection posts, whatever its ERP; what is the ERP's own stands beside it in the same section of the file. */
export const postingSettingsSchema = z.strictObject({
  approvedStatuses: z
    .array(z.enum(['approved', 'approved_as_noted', 'pending_owner_approval']))
    .min(1)
    .default(['approved', 'approved_as_noted']),
  /** Off: orders only; a pure release posts nothing and is recorded. */
  apPosting: z.boolean().default(true),
  /** What a vendor must have before it is paid: where it has not, its bills are posted with their payment held. */
  compliance: z.array(z.enum(complianceRequirements)).default([]),
  /** Of these, what keeps a requisition from being posted at all. */
  complianceHolds: z.array(z.enum(complianceRequirements)).default([]),
  /**
   * Payments of our invoices become payments of their commitments in Procore; `withCredits`: also amounts below 0, where Procore takes
   * them.
   */
  paymentsToProcore: z.enum(['off', 'payments', 'withCredits']).default('off'),
  /** Time zone of the books: decides which day is today. */
  timeZone: timeZone.default('UTC'),
  /** Times in which nothing is posted; what comes meanwhile waits. */
  blackouts: z.array(blackoutSchema).max(50, 'at most 50').default([]),
});

/**
 * How vendors of Procore and suppliers of the ERP are matched. With this section nothing is created on either side before a
 * person closes the matching; a connection without it goes on as it did.
 */
const vendorSettingsSchema = z.strictObject({
  /** What a vendor's key in Procore is in the ERP, where somebody has kept it. */
  externalKeyMeans: z.enum(['none', 'supplierNumber', 'supplierId'], {
    error: () =>
      'required: none, or supplierNumber or supplierId where externalKeyField of the vendors in Procore holds that of this ERP',
  }),
  externalKeyField: z.enum(['originId', 'originCode']).default('originId'),
  /** Per cent: pairs that are less alike are not shown. */
  leastScore: z.int().min(30).max(100).default(70),
  /** Per cent of the known records that a whole reading may miss; more says that access was lost. */
  mayBeMissing: z.number().min(0).max(100).default(0.5),
  /** Absent: suppliers do not become vendors in Procore. */
  import: z
    .strictObject({
      /** Fields that are put back to the ERP's value where somebody changes them in Procore. */
      enforce: z
        .array(z.enum(['name', 'address', 'city', 'state', 'zip', 'country', 'phone', 'email', 'website']))
        .default([]),
      /** Whose value counts where both sides changed a field differently; of what is not named: see `ownerOf`. */
      owners: z.partialRecord(z.enum(ownedFields), z.enum(fieldOwners)).default({}),
      /** What becomes of a change of who is paid and where that was made in Procore, where the ERP takes one. */
      remitChanges: z.enum(['confirm', 'carry']).default('confirm'),
      /** Per cent of the linked vendors that one run may write on without being asked about it. */
      mayChange: z.number().min(0).max(100).default(5),
      /** Whether changes of suppliers are carried by a feed; without it only when a person asks for it. */
      byItself: z.boolean().default(false),
    })
    .optional(),
});

export type VendorSettings = z.infer<typeof vendorSettingsSchema>;

export const timingSettingsSchema = z.strictObject({
  settleMs: milliseconds(100, 86_400_000).default(890_000),
  sendWindowMs: milliseconds(100, 60_000).default(10_000),
  planMaxAgeMs: milliseconds(1_000, 3_600_000).default(900_000),
  leaseMs: milliseconds(500, 120_000).default(15_000),
  visibilityLagMs: milliseconds(0, 60_000).default(3_000),
  /** How long what was read of the ERP's accounts, periods and suppliers may be planned with. */
  factMaxAgeMs: milliseconds(0, 86_400_000).default(900_000),
  /** What people in the ERP are to take further and leave where it is for so many days is held up to them. */
  deliveredTooLongDays: z.int().min(1).max(365).default(14),
});

/**
 * What one connection is: a Procore company joined to one ERP in one environment. This is the stored form, without
 * secrets. `connection.json` has the same in sections that common settings and those of the ERP share, and says where the
 * secrets come from. What has no safe default is required, and its absence is named with the choices.
 */
export const connectionSettingsSchema = z.strictObject({
  procore: procoreSettingsSchema,
  posting: postingSettingsSchema.prefault({}),
  /** Absent: vendors are not matched. */
  vendors: vendorSettingsSchema.optional(),
  poll: pollSchema.default({ every: '15m' }),
  timing: timingSettingsSchema.prefault({}),
  /** What is one ERP's own, by section of connection.json: only its adapter reads it, by a schema of its own. */
  erp: z.strictObject({ system: z.string().min(1), settings: z.record(z.string(), z.unknown()) }),
});

export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

/** What never leaves the encrypted column. */
export const connectionSecretsSchema = z.strictObject({
  procoreClientId: z.string().min(1),
  procoreClientSecret: z.string().min(1),
  /** By the names that the ERP's adapter knows. */
  erp: z.record(z.string(), z.string().min(1)),
  /** What Procore sends in the Authorization header of its webhooks; without one, webhooks are refused. */
  webhookSecret: z.string().min(16).optional(),
  /** What the ERP sends when it asks for a poll; without one, it may not. */
  triggerSecret: z.string().min(16).optional(),
});
export type ConnectionSecrets = z.infer<typeof connectionSecretsSchema>;
