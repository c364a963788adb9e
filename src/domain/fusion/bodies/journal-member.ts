import { z } from 'zod';
import { isDecimalText, isZero } from '../../money/money';

const text = (what: string, length: number) => z.string().min(1, `required: ${what}`).max(length, `${what}: too long`);

const lineSchema = z.strictObject({
  /** The combination as the chart prints it. */
  account: text('the combination', 1000),
  /** In the journal's currency: debit positive, credit negative, never 0. */
  amount: z.string().refine((amount) => isDecimalText(amount) && !isZero(amount), 'an amount that is not 0'),
  /** Behind the ids in the line's description; cut to what that takes. */
  description: z.string(),
  /** Procore's id of the line that it comes from; `''` of a line that answers others: clearing, rounding. */
  lineId: z.string().regex(/^\w{0,40}$/, "Procore's id of the line"),
});

/**
 * What one document adds to a run's journals: the draft of its step that waits `via` a `journalRun` is `journalDraftOf` of it.
 * It balances by itself, within each value of the balancing segment.
 */
export const journalMemberSchema = z.strictObject({
  /** As runs call it: `directCost/5567123`. */
  document: z.string().regex(/^[a-zA-Z]+\/[\w-]{1,40}$/, 'kind and id of the document, e.g. directCost/5567123'),
  /** In which of our books its lines count; absent: as cost. */
  book: z.enum(['memo', 'encumbrance', 'accrual']).optional(),
  /** Set: its journal is an encumbrance of this type. */
  encumbranceTypeId: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  /** Set: Fusion is to reverse its journal in that period, as its calendar spells it. */
  reversalPeriod: z.string().min(1).max(15).optional(),
  ledger: z.strictObject({ id: z.string().regex(/^\d{1,18}$/), name: text('the name of the ledger', 30) }),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Set: its currency is not the ledger's, and Fusion converts it by that type, at the rate of the accounting date. */
  conversionType: z.string().min(1).max(30).optional(),
  /** `YYYY-MM-DD`, within the run's period. */
  accountingDate: z.iso.date(),
  /** The period of the ledger that holds the date, as its calendar spells it. */
  period: text('the name of the period', 15),
  /** Two periods hold the date, one of them adjusting: the file names the period too. */
  namesPeriod: z.boolean().default(false),
  /** What tells its journal from others of the run: lines of the same text share a journal. */
  journal: text('what tells the journal apart', 25),
  lines: z.array(lineSchema).min(2, 'a journal has two lines at least'),
});

export type JournalMember = Readonly<z.infer<typeof journalMemberSchema>>;

/** Whether costs have a journal each, share one by project and day, or one for the whole period. */
export const journalGroupings = ['document', 'projectDay', 'period'] as const;
export type JournalGrouping = (typeof journalGroupings)[number];

/**
 * What may stand in one posting, and so the first part of the run's id: `300000046975971 Jul-26 USD document`. Every part of it
 * is a fact of the members, so that the run is the same one after the database was restored.
 */
export function journalRunName(
  {
    ledger,
    period,
    currency,
    encumbranceTypeId,
    reversalPeriod,
  }: Pick<JournalMember, 'ledger' | 'period' | 'currency' | 'encumbranceTypeId' | 'reversalPeriod'>,
  grouping: JournalGrouping,
): string {
  // A batch is of actual amounts or of encumbrances, never of both.
  const kind = encumbranceTypeId === undefined ? [] : [`encumbrance-${encumbranceTypeId}`];
  // A batch is marked for reversal whole.
  const reversed = reversalPeriod === undefined ? [] : [`reversed-${reversalPeriod}`];
  return [ledger.id, period, currency, grouping, ...kind, ...reversed].join(' ');
}
