import { z } from 'zod';

/** `apClosed`: once Payables has closed the period; else so many days after its end. */
export const accrueAfterSchema = z
  .union([z.literal('apClosed'), z.int().min(1).max(28)], {
    error: () => 'expected "apClosed", or how many days after the end of the period: 1 to 28',
  })
  .default('apClosed');

/** What approved requisitions come to that no invoice covers, booked at the end of each period. Without this section nothing is. */
export const accrueUnbilledSchema = z.strictObject({
  /** A printed account of the chart; its balancing segment takes the value of the lines that it answers. */
  accrualAccount: z
    .string({ error: () => 'required: the combination of accrued liabilities that accruals are credited to' })
    .min(1)
    .max(1000),
  owner: z.literal('here', {
    error: () =>
      'required: "here", which says that this connector alone accrues them. Where Fusion Projects costs projects, or receipts or people accrue, leave the section out',
  }),
  accrueAfter: accrueAfterSchema,
  /**
   * The first day whose period ends are accrued from here, where that is another than that of going live: whoever names one before
   * says that nobody accrues these otherwise.
   */
  from: z.iso
    .date({ error: () => 'expected the first day whose ends of periods are accrued, e.g. 2026-10-01' })
    .optional(),
});

/** Who reverses accruals. */
export const accrualReversalSchema = z.enum(['own', 'erp'], {
  error: () =>
    'one of own, erp: the opposite is posted from here on the first day of the next period, or Fusion reverses what is marked so (AutoReverse)',
});

export type AccrueUnbilledSettings = Readonly<z.infer<typeof accrueUnbilledSchema>>;
