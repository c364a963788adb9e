import { z } from 'zod';
import type { ComplianceSettings } from '../vendor/compliance';
import { accrualReversalSchema, accrueUnbilledSchema } from './accrual/settings';
import { changeOrderJournalSchema } from './change-order/journal-settings';
import type { FusionChartSettings } from './chart';
import { directCostsSchema } from './direct-cost/settings';
import { journalSettingsSchema } from './journals/journal-settings';

const choice = <const T extends readonly [string, ...string[]]>(values: T, why: string) =>
  z.enum(values, { error: () => `required: one of ${values.join(', ')} (${why})` });

/** Fusion's ids have up to 18 digits: text, so that none is lost. */
const id = (what: string) =>
  z.string({ error: () => `required: ${what}, digits in quotes` }).regex(/^\d{1,18}$/, `${what}: digits only`);

const text = (what: string, length = 240) =>
  z
    .string({ error: () => `required: ${what}` })
    .min(1)
    .max(length);

/** What is named in some bodies and asked for by its id in others. */
const named = (what: string) =>
  z.strictObject(
    { id: id(`the id of the ${what}`), name: text(`the name of the ${what}`) },
    { error: () => `required: {"id": "...", "name": "..."} of the ${what}` },
  );

/** Sites by supplier number, each by its name or its id. */
const sitesSchema = z.record(z.string().min(1), z.string().min(1));

const companySchema = z.strictObject({
  /** A printed account of the chart. */
  retainageAccount: text('the combination of retainage payable', 1000),
  roundingAccount: text('the combination of rounding differences', 1000).optional(),
  /** Where they are not those of the connection: which owes the company's money, and which buys for it. */
  businessUnit: named('business unit of invoices of the company').optional(),
  procurementBusinessUnit: named('procurement business unit of orders of the company').optional(),
  /** Of how orders are made for it, what differs: a buyer buys for certain business units. */
  order: z
    .strictObject({
      buyerId: id('the buyer of orders of the company').optional(),
      requesterId: id('the requester of their distributions').optional(),
      shipToLocation: text('the ship-to location of their lines').optional(),
      shipToOrganizationCode: text('their ship-to organization code', 18).optional(),
      billToLocation: z.string().min(1).optional(),
    })
    .optional(),
  /** Of its business units: those of the connection are sites of the connection's. */
  paySites: sitesSchema.optional(),
  purchasingSites: sitesSchema.optional(),
});

/** How orders are drafted; what Fusion refuses only at its submission is asked for here. */
const orderSchema = z.strictObject(
  {
    documentStyleId: id('the document style of orders (purchasingDocumentStylesLOV)'),
    buyerId: id('the buyer of orders (buyersLOV)'),
    requesterId: id('the requester of order distributions'),
    /** A line type of fixed price services: an amount, no quantity. */
    lineType: text('an amount based line type (purchasingLineTypesLOV), e.g. Fixed Price Services'),
    /** For negative lines; without it a commitment with one is held. */
    creditLineType: z.string().min(1).optional(),
    category: text('the purchasing category of order lines'),
    shipToLocation: text('the ship-to location of order lines'),
    shipToOrganizationCode: text('the ship-to organization code', 18),
    billToLocation: z.string().min(1).optional(),
    paymentTerms: z.string().min(1).optional(),
    /** Days from the commitment's contract date, or today, to the requested delivery date, where Procore has none. */
    deliveryDays: z.int().min(0).max(3650).default(365),
    /** Which commitments are drafted: once approved, or only once they are executed too. */
    draftWhen: z.enum(['approved', 'executed']).default('approved'),
    /** Who withholds retainage on new orders. A: the order's own terms, as its document style allows; B: a line of ours. */
    retainageWay: z.enum(['A', 'B']).default('B'),
    /** With way A: how the rate of an order line is called in this release. */
    retainageRateAttribute: z.string().min(1).default('RetainageRate'),
    /** How the action by which a closed order is opened again calls the way of it in this release. */
    reopenMember: z.string().min(1).default('reopenAction'),
    /** And what it calls the way that opens all of it. */
    reopenValue: z.string().min(1).default('reopen'),
  },
  {
    error: () =>
      'required: how orders are made: documentStyleId, buyerId, requesterId, lineType, category, shipToLocation, shipToOrganizationCode',
  },
);

/**
 * How one connection posts in Fusion, beside what is common to all ERPs: the rules of `accounting-fusion.md`. What has no safe
 * default is required, and its absence is named with the choices.
 */
export const fusionPostingSchema = z.strictObject({
  /** Which owes the money: that of invoices. */
  businessUnit: named('business unit of invoices'),
  /** Which buys; the same only in simple set-ups. */
  procurementBusinessUnit: named('procurement business unit of orders'),
  ledger: named('primary ledger'),
  /** As periods are asked for: 200 is Payables, 101 General Ledger, unless `connection check` says otherwise. */
  payablesApplicationId: z
    .string()
    .regex(/^\d{1,9}$/)
    .default('200'),
  ledgerApplicationId: z
    .string()
    .regex(/^\d{1,9}$/)
    .default('101'),
  /** Registered in Fusion's lookup for sources, for this connector alone. */
  invoiceSource: text('the invoice source that was registered for this connector, e.g. PROCORE', 80),
  invoiceType: z.string().min(1).default('Standard'),
  /** Of a document that pays less than nothing. */
  creditType: z.string().min(1).default('Credit memo'),
  /** Whether this pod takes matched lines of both signs on one invoice; not said, such a document is held. */
  mixedSigns: z.enum(['taken', 'refused']).optional(),
  paymentTerms: z.string().min(1).optional(),
  order: orderSchema,
  /** By value of the balancing segment. A requisition of a company that is not here is held. */
  companies: z
    .record(z.string().min(1), companySchema, {
      error: () =>
        'required: for each balancing segment value its combinations, e.g. {"101": {"retainageAccount": "101-10-21550-000"}}',
    })
    .refine((companies) => Object.keys(companies).length > 0, 'at least one company with its retainage combination'),
  /** What an order with retainage terms makes of an invoice's amount in this release. */
  retainageHeader: z.enum(['net', 'gross']).default('net'),
  taxMethod: z.enum(['none', 'fusion']).default('none'),
  /** Required with `taxMethod` fusion. */
  taxOnRetainage: z.enum(['whenPaid', 'whenBilled']).optional(),
  /** Display names of manual holds, as Fusion's set-up has them. */
  holdNames: z.strictObject({ tax: z.string().min(1).optional(), payment: z.string().min(1).optional() }).prefault({}),
  payStatus: choice(
    ['H', 'A'],
    'H: each invoice gets the manual hold holdNames.payment before it is validated; A: none',
  ),
  glDatePolicy: choice(
    ['billingDate', 'periodEnd', 'postingDay'],
    'which date invoices are booked on: the billing date, the end of the requisition period, or the day of posting',
  ),
  outsidePeriod: z.enum(['hold', 'firstOpenDay']).default('hold'),
  zeroPayable: z.enum(['hold', 'invoice']).default('hold'),
  /** Which direct costs are booked, and how; without it none are. */
  directCosts: directCostsSchema.optional(),
  /** What is booked in the general ledger when a change order is approved; without it nothing is. */
  changeOrderJournal: changeOrderJournalSchema.optional(),
  /** What is accrued at the end of each period of what no invoice covers yet; without it nothing is. */
  accrueUnbilled: accrueUnbilledSchema.optional(),
  /** Who reverses accruals; required with `accrueUnbilled`, and with accruals of change orders. */
  accrualReversal: accrualReversalSchema.optional(),
  /** Pay site of a supplier whose order's site is none, by supplier number. */
  paySites: sitesSchema.default({}),
  /** Purchasing site of a supplier that has several, by supplier number. */
  purchasingSites: sitesSchema.default({}),
  /** How costs come into the general ledger; without it none do. */
  journals: journalSettingsSchema.optional(),
});

type FusionPosting = z.infer<typeof fusionPostingSchema>;

/** What the planners of Fusion are given: what is Fusion's own, and of the common settings what they read too. */
export interface PostingSettings extends Readonly<FusionPosting>, ComplianceSettings {
  readonly chart: FusionChartSettings;
  readonly approvedStatuses: readonly string[];
  /** Off: no invoices; a pure release posts nothing and is recorded. */
  readonly apPosting: boolean;
}
