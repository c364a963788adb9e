import { z } from 'zod';
import { taxWays } from '../../direct-cost/cost-amounts';
import { journalGroupings } from '../bodies/journal-member';

/** Types of Procore that can be booked; all others never are. */
const bookedTypes = ['invoice', 'expense', 'payroll'];

const typeSchema = z.strictObject({
  /** A printed account of the chart; its balancing segment takes the value of the lines that it answers. */
  clearingAccount: z
    .string({ error: () => 'required: the combination that is credited, e.g. "101-10-21990-000"' })
    .min(1, 'required: the combination that is credited')
    .max(1000),
  owner: z.literal('here', {
    error: () =>
      'required: "here", which says that this connector alone brings this cost into the ledger. Where Fusion Projects, payroll or an interface does, leave the type out',
  }),
  clearedBy: z.enum(['payables', 'payroll', 'bank', 'byHand'], {
    error: () => 'required: who clears the account again: one of payables, payroll, bank, byHand',
  }),
  from: z.iso.date({
    error: () => 'required: the first day whose costs are booked from here, YYYY-MM-DD; what is older is in the books',
  }),
});

/** How direct costs are booked; a type that is not there is off. */
export const directCostsSchema = z
  .strictObject({
    types: z
      .record(z.string().min(1), typeSchema, {
        error: () =>
          'required: the types that are booked, e.g. {"invoice": {"clearingAccount", "owner", "clearedBy", "from"}}',
      })
      .superRefine((types, context) => {
        const fault = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
        if (Object.keys(types).length === 0)
          fault([], `at least one of ${bookedTypes.join(', ')}; to book none, leave directCosts out`);
        for (const type of Object.keys(types)) {
          if (type === 'subcontractor_invoice') fault([type], 'is never booked: it comes with its requisition');
          else if (!bookedTypes.includes(type))
            fault([type], `is no type that is booked: one of ${bookedTypes.join(', ')}`);
        }
      }),
    directCostTax: z
      .enum(taxWays, {
        error: () => `one of ${taxWays.join(', ')}: tax holds, goes to taxAccounts, or is cost of its line`,
      })
      .default('none'),
    /** Of `directCostTax` `line`: by the id of Procore's tax code the combination; its balancing segment as of clearing. */
    taxAccounts: z
      .record(z.string(), z.string().min(1).max(1000))
      .default({})
      .superRefine((accounts, context) => {
        for (const code of Object.keys(accounts).filter((one) => !/^\d{1,20}$/.test(one))) {
          context.addIssue({
            code: 'custom',
            path: [code],
            message: "must be the id of Procore's tax code, digits only",
          });
        }
      }),
    directCostDate: z
      .enum(['direct_cost_date', 'received_date'], {
        error: () => 'one of direct_cost_date, received_date: the date that is the accounting date',
      })
      .default('direct_cost_date'),
    /** For so many months after its date a bill of its vendor with its number is looked for in Payables, also once it is booked. */
    twinWindow: z
      .int({ error: () => 'a whole number of months, 0 to 60: 0 looks no more once a cost is booked' })
      .min(0, 'at least 0 months, which looks no more once a cost is booked')
      .max(60, 'at most 60 months')
      .default(12),
    journalGrouping: z
      .enum(journalGroupings, { error: () => `one of ${journalGroupings.join(', ')}: what shares a journal` })
      .default('document'),
  })
  .refine(({ directCostTax, taxAccounts }) => directCostTax !== 'line' || Object.keys(taxAccounts).length > 0, {
    path: ['taxAccounts'],
    error: 'required with directCostTax line: {"ID OF THE TAX CODE": "COMBINATION"}',
  });

export type DirectCostSettings = Readonly<z.infer<typeof directCostsSchema>>;
