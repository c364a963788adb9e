import { z } from 'zod';

const ids = (what: string) =>
  z.array(z.string().regex(/^\d{1,18}$/, `${what}: digits only, in quotes`)).min(1, `at least one ${what}`);

/** Which orders become commitments in Procore; without it none do. All of the business unit of orders. */
export const fusionPurchaseOrdersSchema = z.strictObject({
  /** DocumentStyleId of those that are imported. */
  documentStyleIds: z
    .array(z.string(), { error: () => 'required: the DocumentStyleIds of orders that become commitments, e.g. ["1"]' })
    .pipe(ids('DocumentStyleId')),
  /** BuyerId of those that are imported; all without it. */
  buyerIds: ids('BuyerId').optional(),
  /** By OrderDate; older ones stay in Fusion alone. */
  startDate: z.iso.date({ error: () => 'required: the first OrderDate that is imported, e.g. "2026-11-01"' }),
});

export type FusionPurchaseOrders = Readonly<z.infer<typeof fusionPurchaseOrdersSchema>>;
