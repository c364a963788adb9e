import { z } from 'zod';
import type { PostingTiming } from '../../src/clients/erp-adapter';

/** What a connection says of its Kontor, in a section of its own: checked and completed by this schema alone. */
export const kontorSettingsSchema = z.strictObject({
  /** In which creditors are opened. */
  books: z.string(),
  /** Where retainage is held until it is paid, `SITE/COST_CENTRE/NATURE`. */
  retentionAccount: z.string(),
  /** Where a difference of one smallest unit goes; null: it is a problem. */
  roundingAccount: z.string().nullable().default(null),
  /** The plan waits for accounts payable to match the invoice with what was received. */
  awaitMatch: z.boolean().default(true),
  /** Requisitions of commitments whose numbers begin so are no invoices: a run books them. Null: none. */
  runPrefix: z.string().nullable().default(null),
  /** On these natures one change goes after the other: an order until it is approved, a journal until it is booked. */
  guardedNatures: z.array(z.string()).default([]),
  /** How far the clocks of Kontor and of this side may be apart. */
  clockMarginMs: z.number().int().nonnegative().default(600_000),
  /** How far back invoices are listed whose first send is not known. */
  lookBackDays: z.number().int().positive().default(400),
});

/** What is common to all ERPs, and read here too. */
interface CommonSettings {
  /** Statuses in Procore of a requisition that is to be posted. */
  readonly approvedStatuses: readonly string[];
  readonly timing: PostingTiming;
}

export type KontorSettings = z.infer<typeof kontorSettingsSchema> & CommonSettings;
export type KontorSettingsInput = z.input<typeof kontorSettingsSchema>;

const usual: CommonSettings = {
  approvedStatuses: ['approved', 'approved_as_noted'],
  timing: { sendWindowMs: 10_000, settleMs: 60_000, planMaxAgeMs: 900_000, leaseMs: 15_000, visibilityLagMs: 0 },
};

/** Throws a ZodError that names what is wrong. */
export function kontorSettings(
  given: KontorSettingsInput,
  { approvedStatuses, timing }: CommonSettings = usual,
): KontorSettings {
  return { ...kontorSettingsSchema.parse(given), approvedStatuses, timing };
}
