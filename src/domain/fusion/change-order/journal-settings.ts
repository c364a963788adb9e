import { z } from 'zod';
import { accrueAfterSchema } from '../accrual/settings';

const methods = ['memo', 'encumbrance', 'accrual', 'none'] as const;

const account = (what: string) =>
  z
    .string({ error: () => `required: ${what}` })
    .min(1, `required: ${what}`)
    .max(1000);

const from = z.iso.date({
  error: () =>
    'required: the first day whose approvals are booked from here, YYYY-MM-DD; what was approved before is in the books',
});

/** What takes the memo, or the encumbrance, back again. */
const relief = z.enum(['asBilled', 'atClose', 'none'], {
  error: () =>
    'required: one of asBilled, atClose, none: when what is booked for a change order is taken back. With none it stays until people take it back',
});

/**
 * What is booked for a change order that is approved: memo accounts on both sides, or an encumbrance. An approval is a commitment and
 * no cost, so nothing of it reaches a cost account (accounting-fusion 7), unless somebody says by `accrual` that its work is done: then
 * what nobody billed of it is cost of the period of its approval, and reversed in the next. Without this section nothing is booked.
 */
export const changeOrderJournalSchema = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('none') }),
    z.strictObject({
      method: z.literal('memo'),
      from,
      commitmentRelief: relief,
      /** A value of the natural account segment: the line's combination is booked with it in place of its own. */
      naturalAccount: account('the value of the natural account of memos, e.g. "91000"').max(25),
      /** A printed account of the chart; its balancing segment takes the value of the lines that it answers. */
      offsetAccount: account('the combination that memos are booked against'),
    }),
    z.strictObject({
      method: z.literal('encumbrance'),
      from,
      commitmentRelief: relief,
      /** As the file names it in ENCUMBRANCE_TYPE_ID. */
      encumbranceTypeId: z
        .string({ error: () => 'required: the id of the encumbrance type, digits in quotes' })
        .regex(/^\d{1,18}$/, 'the id of the encumbrance type: digits only'),
      /** A printed account of the chart; its balancing segment takes the value of the lines that it answers. */
      reserveAccount: account('the combination of the reserve for encumbrances'),
      ordersAreEncumbered: z.literal(false, {
        error: () =>
          'required: false, which says that Fusion encumbers no orders by itself. Where it does, a change order is encumbered with its order, and encumbrance is refused here',
      }),
    }),
    z.strictObject({
      method: z.literal('accrual'),
      from,
      /** A printed account of the chart; its balancing segment takes the value of the lines that it answers. */
      accrualAccount: account('the combination of accrued liabilities that change orders are credited to'),
      accrueAfter: accrueAfterSchema,
      owner: z.literal('here', {
        error: () =>
          'required: "here", which says two things: change orders are approved when their work is done, so that what nobody has billed of one is cost of the period of its approval; and this connector alone accrues it, not Fusion Projects, receipts or people. Where one of them is not so, take memo or none',
      }),
    }),
  ],
  {
    error: () =>
      `required: one of ${methods.join(', ')}: what is booked in the general ledger when a change order is approved`,
  },
);

export type ChangeOrderJournalSettings = Readonly<z.infer<typeof changeOrderJournalSchema>>;

/** What is booked on the day of the approval, and stands until it is taken back. */
export type ApprovalJournalSettings = Extract<ChangeOrderJournalSettings, { readonly method: 'memo' | 'encumbrance' }>;
export type ChangeOrderAccrualSettings = Extract<ChangeOrderJournalSettings, { readonly method: 'accrual' }>;

/** Whether what is booked is taken back from here. */
export function takesMemosBack(settings: ChangeOrderJournalSettings | undefined): boolean {
  return settings !== undefined && 'commitmentRelief' in settings && settings.commitmentRelief !== 'none';
}

/** Null: nothing of change orders is accrued. */
export function changeOrderAccrual(
  settings: ChangeOrderJournalSettings | undefined,
): ChangeOrderAccrualSettings | null {
  return settings?.method === 'accrual' ? settings : null;
}
