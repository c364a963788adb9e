import { z } from 'zod';

const milliseconds = z.number().int().nonnegative();

/** What a connection says of its Kontor: given as JSON, checked and completed by this schema alone. */
export const kontorSettingsSchema = z.strictObject({
  /** In which creditors are opened. */
  books: z.string(),
  /** Where retainage is held until it is paid, `SITE/COST_CENTRE/NATURE`. */
  retentionAccount: z.string(),
  /** Where a difference of one smallest unit goes; null: it is a problem. */
  roundingAccount: z.string().nullable().default(null),
  /** Statuses in Procore of a requisition that is to be posted. */
  approvedStatuses: z.array(z.string()).default(['approved', 'approved_as_noted']),
  /** The plan waits for accounts payable to match the invoice with what was received. */
  awaitMatch: z.boolean().default(true),
  /** How far the clocks of Kontor and of this side may be apart. */
  clockMarginMs: milliseconds.default(600_000),
  /** How far back invoices are listed whose first send is not known. */
  lookBackDays: z.number().int().positive().default(400),
  timing: z
    .strictObject({
      sendWindowMs: milliseconds.default(10_000),
      settleMs: milliseconds.default(60_000),
      planMaxAgeMs: milliseconds.default(900_000),
      leaseMs: milliseconds.default(15_000),
      visibilityLagMs: milliseconds.default(0),
    })
    .prefault({}),
});

export type KontorSettings = z.infer<typeof kontorSettingsSchema>;
export type KontorSettingsInput = z.input<typeof kontorSettingsSchema>;

/** Throws a ZodError that names what is wrong. */
export function kontorSettings(given: KontorSettingsInput): KontorSettings {
  return kontorSettingsSchema.parse(given);
}
