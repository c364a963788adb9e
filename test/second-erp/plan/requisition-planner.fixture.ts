import { plannedTotals } from '../../../src/domain/requisition/planned-totals';
import { isZero } from '../../../src/domain/money/money';
import type { Entry } from '../../../src/domain/posting/books/entry';
import type { PlanHead } from '../../../src/domain/posting/plan/planned-step';
import { planVersion } from '../../../src/domain/posting/plan/planned-step';
import type { Planner } from '../../../src/domain/posting/plan/planner';
import type { AmountTotals } from '../../../src/domain/requisition/requisition-amounts';
import type { RequisitionWanted } from '../../../src/domain/requisition/requisition-wanted';
import { parseAccount, printAccount } from '../chart.fixture';
import type { KontorSettings } from '../settings.fixture';
import { book, type Booking, type BookingFacts } from './booking.fixture';
import { checkCreditor } from './check-creditor.fixture';
import { checkAccounts, checkBooks } from './check-master-data.fixture';
import { checkRequisition } from './check-requisition.fixture';
import { codedRequisition } from './coded-requisition.fixture';
import { masterData } from './master-data.fixture';
import { plannedSteps } from './steps.fixture';

/** What a requisition comes to in Kontor. Of one that is withdrawn or gone nothing is planned, without a problem. */
export const kontorRequisitionPlanner: Planner<RequisitionWanted> = (input) => {
  const { wanted, facts, today } = input;
  if (wanted === null) return { problems: [], choices: [] };
  // They are Kontor's own: its adapter's schema parsed them.
  const settings = input.settings as KontorSettings;
  const day = wanted.requisition.billingDate ?? today;
  const data = masterData(wanted, settings, facts);
  if ('need' in data) return data;

  const currency = wanted.requisition.currency.iso ?? data.books[0]?.currency ?? '';
  const coded = codedRequisition(wanted, currency);
  const { amounts, lines } = coded;
  const movesNothing = amounts.items.every((item) => isZero(item.gross) && isZero(item.netRetainage));
  const retention = lines.some((line) => !isZero(line.netRetainage)) ? [parseAccount(settings.retentionAccount)] : [];
  const problems = [
    ...checkRequisition(wanted, coded, settings, currency),
    ...(movesNothing ? [] : [...checkCreditor(wanted, data.creditor), ...checkBooks(data.books, day)]),
    ...checkAccounts([...lines.map((line) => line.account), ...retention], data),
  ];
  if (problems.length > 0) return { problems, choices: [] };

  const books = data.books[0]?.code ?? '';
  const creditor = data.creditor?.number ?? '';
  const context = { wanted, lines, rounding: amounts.totals.rounding, settings, books, creditor, currency, day };
  const booking = book(context);
  const { runPrefix } = settings;
  const isBookedByRun = runPrefix !== null && (wanted.commitment.number ?? '').startsWith(runPrefix);
  const steps = plannedSteps(booking, { ...input, sourceId: wanted.sourceId, settings, isBookedByRun });
  return {
    plan: {
      version: planVersion,
      steps,
      head: headOf(context, booking, amounts.totals),
      recorded: steps.length === 0 ? recordedEntries(booking, context) : [],
      leftToPeople: null,
      datesFollowTheClock: wanted.requisition.billingDate === null,
      notes: amounts.notes,
    },
  };
};

/** Nothing moves on any account, and all the same it counts for later numbers. */
function recordedEntries({ items }: Booking, { creditor: supplier, day }: BookingFacts): readonly Entry[] {
  return items.map(({ itemKey: item, account, gross, netRetainage: withheld }) => ({
    book: 'cost',
    supplier,
    account,
    orderLine: '',
    item,
    amount: '0',
    gross,
    withheld,
    tax: '0',
    period: day.slice(0, 7),
  }));
}

function headOf(facts: BookingFacts, { invoiceNumber }: Booking, totals: AmountTotals): PlanHead {
  const { wanted, lines, books, creditor, currency, day } = facts;
  return {
    mappingVersion: wanted.mappingVersion,
    company: books,
    supplier: creditor,
    currency,
    totals: plannedTotals({ totals }, currency),
    lines: lines.map(({ itemKey, costCode, account, description, gross, netRetainage, payable }) => ({
      itemKey,
      costCode,
      account: printAccount(account),
      description,
      gross,
      netRetainage,
      payable,
    })),
    facts: { 'invoice date': day, 'booking month': day.slice(0, 7), 'invoice number': invoiceNumber },
  };
}
