import { z } from 'zod';
import type { ComplianceSettings } from '../vendor/compliance';

const choice = <const T extends readonly [string, ...string[]]>(values: T, why: string) =>
  z.enum(values, { error: () => `required: one of ${values.join(', ')} (${why})` });

const orderCommitments = ['untracked', 'cancelWhenPosted'] as const;
const orderCommitmentsMean =
  'untracked: the order type is not in UDC 40/CT; cancelWhenPosted: the order lines are canceled once the voucher is posted';

const reliefs = ['match', 'reduce'] as const;
const reliefsMean =
  'match: AP matches the order in JDE, and what was matched counts; reduce: vouchers are posted, and open amounts of order lines go down with them';

const accountForm = 'an account as BUSINESS_UNIT.OBJECT or BUSINESS_UNIT.OBJECT.SUBSIDIARY';
const accountName = z
  .string({ error: () => accountForm })
  .regex(/^[^.\s]{1,12}\.[^.\s]{1,6}(\.[^.\s]{1,8})?$/, accountForm);

const taxCodeSchema = z.strictObject({
  /** Procore's tax code. */
  code: z.string().min(1),
  area: z.string().max(10).optional(),
  explanation: z.string().max(2).optional(),
  /** Account for `taxMethod` line; without one, the company's tax account. */
  account: accountName.optional(),
});

const companyAccountsSchema = z.strictObject({
  retainageAccount: accountName,
  taxAccount: accountName.optional(),
  roundingAccount: accountName.optional(),
});

/**
 * How one connection posts in JD Edwards, beside what is common to all ERPs: the rules of `accounting.md`. What has no safe
 * default is required, and its absence is named with the choices.
 */
export const jdePostingSchema = z.strictObject({
  purchaseOrderBasis: z.enum(['requisition', 'commitment']).default('requisition'),
  /** Required with basis `commitment`. */
  relief: z.enum(reliefs, { error: () => `one of ${reliefs.join(', ')} (${reliefsMean})` }).optional(),
  orderType: z.string().length(2).default('OP'),
  /** Branch/plant of the order header: always the same one, or the business unit of the first line. */
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
  /** Required with basis `requisition`. */
  orderCommitment: choice(orderCommitments, orderCommitmentsMean).optional(),
  negativeOrderLines: z.boolean().default(false),
  /** Without it liabilityLine; not with relief `match`, where AP's match withholds. */
  retainageMethod: z.enum(['liabilityLine', 'payItem']).optional(),
  /** Required with `payItem`: the G/L class set for retainage. */
  retainageGlClass: z.string().max(4).optional(),
  retainageSubledger: z.enum(['none', 'supplier']).default('none'),
  voucherProcessing: z.enum(['leave', 'proof', 'final']).default('leave'),
  taxMethod: z.enum(['none', 'jde', 'line']).default('none'),
  taxCodes: z.array(taxCodeSchema).default([]),
  /** By company number. A requisition of a company that is not here is held. */
  companies: z
    .record(z.string().regex(/^\d{5}$/, 'a JDE company number, five digits'), companyAccountsSchema, {
      error: (issue) =>
        issue.code === 'invalid_key'
          ? 'a JDE company is written with five digits, e.g. "00200"'
          : 'required: for each JDE company its retainage account, e.g. {"00200": {"retainageAccount": "200.4110"}}',
    })
    .refine((companies) => Object.keys(companies).length > 0, 'at least one company with its retainage account'),
  /** For accounts that require units: by Procore's name of a unit, JDE's (UDC 00/UM). */
  units: z
    .record(z.string().min(1), z.string().regex(/^\S{1,2}$/, 'a unit of measure of JDE (UDC 00/UM), 1 or 2 characters'))
    .default({}),
  documentType: z.string().length(2).default('PV'),
  creditDocumentType: z.string().length(2).optional(),
  journalDocumentType: z.string().length(2).default('JE'),
  payStatus: z.enum(['H', 'A']).default('H'),
  /** For so many days after the bank details of a supplier changed, its vouchers have pay status H; 0: they are not looked at. */
  bankWatchDays: z.int().min(0).max(365).default(30),
  /** Each change of bank details that is seen in JDE is noted on the vendor in Procore, masked. */
  bankNotes: z.boolean().default(false),
  /** Bank details of suppliers may be changed from here, by request, call-back and another person's approval. */
  bankChanges: z.boolean().default(false),
  /** The number that was called must have stood in JDE for so many days before the request. */
  bankCallBackDays: z.int().min(30).max(3650).default(90),
  /** A request that nobody approved after so many days is denied. */
  bankDecisionDays: z.int().min(1).max(90).default(14),
  /** From the approval until it is applied. */
  bankCoolingHours: z.int().min(1).max(720).default(72),
  glDatePolicy: choice(
    ['billingDate', 'periodEnd', 'postingDay'],
    'which date orders and vouchers are booked on: the billing date, the end of the requisition period, or the day of posting',
  ),
  outsidePeriod: z.enum(['hold', 'firstOpenDay']).default('hold'),
  zeroPayable: z.enum(['hold', 'journal']).default('hold'),
  /** EDUS: the user in whose name batch rows are written. */
  ediUser: z
    .string({
      error: () => 'required: the EDI user (EDUS) in whose name batch rows are written, at most 10 characters',
    })
    .min(1)
    .max(10, 'at most 10 characters (EDUS)'),
});

type TaxCodeSetting = Readonly<z.infer<typeof taxCodeSchema>>;
export type CompanyAccounts = Readonly<z.infer<typeof companyAccountsSchema>>;

type JdePosting = z.infer<typeof jdePostingSchema>;

/** What the planners of JDE are given: what is JDE's own, and of the common settings what they read too. */
export interface PostingSettings
  extends Readonly<Omit<JdePosting, 'taxCodes' | 'companies' | 'retainageMethod'>>, ComplianceSettings {
  readonly retainageMethod: NonNullable<JdePosting['retainageMethod']>;
  readonly taxCodes: readonly TaxCodeSetting[];
  readonly companies: Readonly<Record<string, CompanyAccounts>>;
  readonly approvedStatuses: readonly string[];
  /** Off: orders only; a pure release posts nothing and is recorded. */
  readonly apPosting: boolean;
}

/** What a voucher of ours would be written by, with what it is where nobody says it: AP's match is no voucher of ours. */
const ofVouchers = {
  retainageMethod: undefined,
  retainageGlClass: undefined,
  retainageSubledger: 'none',
  voucherProcessing: 'leave',
  taxMethod: 'none',
  documentType: 'PV',
  creditDocumentType: undefined,
  journalDocumentType: 'JE',
  payStatus: 'H',
  zeroPayable: 'hold',
} as const satisfies Partial<Record<keyof JdePosting, string | undefined>>;

/** What is wrong with how orders are made, each with its place in connection.json. */
export function orderFaults(posting: JdePosting): readonly string[] {
  const { purchaseOrderBasis: basis, orderCommitment, relief } = posting;
  const faults: string[] = [];
  if (basis === 'requisition' && orderCommitment === undefined) {
    faults.push(`posting.orderCommitment: required: one of ${orderCommitments.join(', ')} (${orderCommitmentsMean})`);
  }
  if (basis === 'requisition' && relief !== undefined) {
    faults.push('posting.relief: only with purchaseOrderBasis commitment: an order of a requisition is wholly billed');
  }
  if (basis === 'commitment' && orderCommitment !== undefined) {
    faults.push(
      'posting.orderCommitment: not with purchaseOrderBasis commitment, of which no order is canceled because a voucher was posted; leave it out, and say relief',
    );
  }
  if (basis === 'commitment' && relief === undefined) {
    faults.push(
      `posting.relief: required with purchaseOrderBasis commitment: one of ${reliefs.join(', ')} (${reliefsMean})`,
    );
  }
  return basis === 'commitment' && relief === 'match' ? [...faults, ...voucherFaults(posting)] : faults;
}

/** Nothing is ignored: what says how vouchers are written has no place where AP makes them. */
function voucherFaults(posting: JdePosting): readonly string[] {
  const given = Object.entries(ofVouchers).filter(
    ([name, usual]) => posting[name as keyof typeof ofVouchers] !== usual,
  );
  const names = [...given.map(([name]) => name), ...(posting.taxCodes.length > 0 ? ['taxCodes'] : [])];
  return names.map(
    (name) =>
      `posting.${name}: not with relief match: AP makes the voucher in JDE, and nothing of it is written from here; leave it out`,
  );
}
