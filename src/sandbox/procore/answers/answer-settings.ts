import { z } from 'zod';

/**
 * How the API answers where Procore's pages publish two forms or settle none (reference 10.5, 13.5, 13.6, 21). The
 * defaults are what is published, and where nothing is, what asks more of a client. The README says what each does.
 */
const answerSettingsSchema = z.strictObject({
  extraMembers: z.boolean().default(false),
  segmentItems: z.enum(['embedded', 'wbsCodes']).default('embedded'),
  pathCodes: z.enum(['asLoaded', 'cumulative', 'byLevel']).default('asLoaded'),
  segmentTypes: z.enum(['asListed', 'camelCase', 'named']).default('asListed'),
  detailLineItemId: z.enum(['contractLine', 'detail', 'null']).default('contractLine'),
  wholeItemsListed: z.boolean().default(false),
  wholeItemsCoded: z.boolean().default(false),
  lineCostCodes: z.enum(['mixed', 'full', 'short']).default('mixed'),
  v2Lines: z.enum(['published', 'observed']).default('published'),
  inactiveVendorsShown: z.boolean().default(false),
  lockedMayBeUnlinked: z.boolean().default(false),
  manyStatuses: z.boolean().default(false),
  companyHooksHearProjects: z.boolean().default(false),
  /** Names of webhook resources that this company does not offer. */
  webhooksNotOffered: z.array(z.string()).default([]),
  lineEditsShow: z.enum(['timeAndEvent', 'time', 'event', 'nothing']).default('timeAndEvent'),
  /** Whether the id of a cost code's segment item is that of the cost code. */
  segmentItemIds: z.enum(['own', 'ofCostCode']).default('own'),
  /** Whether items of cost codes that are asked for by a sub job are its own alone. */
  subJobItems: z.enum(['own', 'withProject']).default('own'),
  /** What a sync of codes or vendors names in `entities`: rows as listed, or ids alone. */
  syncEntities: z.enum(['rows', 'ids']).default('rows'),
  /** On: what came of the last row of such a sync stands in neither list. */
  syncLeavesOut: z.boolean().default(false),
  /** What becomes of `notes` of a vendor that are longer than 255 characters: no limit is published. */
  longVendorNotes: z.enum(['kept', 'refused', 'cut']).default('kept'),
  /** Whether the vendor and the lines of an approved commitment are locked: a setting of the company (reference 7.3). */
  approvedAreLocked: z.boolean().default(true),
  /** Whether an insurance of which the date has passed is shown as `expired` whatever status it was given (reference 9.4). */
  insuranceStatusFollowsDate: z.boolean().default(false),
  /** Whether the totals of a direct cost and of its lines hold the tax of the lines' tax codes (reference 15). */
  directCostTotals: z.enum(['withTax', 'withoutTax']).default('withTax'),
  /** Whether a POST of a direct cost insists on vendor and invoice number, as is published, whatever its type. */
  directCostsNeedVendorAndNumber: z.boolean().default(true),
  /** The status of a refusal with words: 422 or 400. */
  directCostRefusals: z.enum(['unprocessable', 'badRequest']).default('unprocessable'),
  /** Whether contract payments have the member `requisition_id`, which is newer. */
  paymentsNameRequisitions: z.boolean().default(true),
  /** Whether payments of one requisition may come to more than is due on it. */
  paymentsAboveDue: z.enum(['accepted', 'refused']).default('accepted'),
  /** Whether a payment below zero, as of a credit, is taken. */
  negativePayments: z.enum(['refused', 'accepted']).default('refused'),
  /** Whether a requisition that its `origin_id` locks takes payments. */
  lockedTakesPayments: z.boolean().default(true),
  /** Whether a payment that its `origin_id` locks can be deleted. */
  lockedPaymentsDeleted: z.boolean().default(true),
  /** Whether the `payment_date` of a requisition follows its payments. */
  paymentDateFollows: z.boolean().default(false),
  /** The status that every contract payment shows. */
  paymentStatus: z.string().default('paid'),
  itemPackageNames: z.enum(['package', 'commitmentChangeOrder']).default('package'),
});

export type AnswerSettings = z.infer<typeof answerSettingsSchema>;

export class AnswerSettingsError extends Error {
  override readonly name = 'AnswerSettingsError';
}

/** Throws an AnswerSettingsError that names each setting that is wrong. */
export function parseAnswerSettings(input: unknown): AnswerSettings {
  const parsed = answerSettingsSchema.safeParse(input);
  if (!parsed.success) {
    throw new AnswerSettingsError(`The settings cannot be read:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
