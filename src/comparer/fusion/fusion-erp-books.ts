import { checkByHand, listedAmounts } from '../entered-by-hand';
import type { ErpBooks } from '../erp-books';
import type { Difference } from '../difference';
import type { ListedDocument } from '../read-documents';
import { checkAccruals } from './check-accruals';
import { checkInvoice, type InvoiceRules } from './check-invoice';
import { checkJournals } from './check-journals';
import { checkLedger } from './check-ledger';
import { checkOrders } from './check-orders';
import { checkTwins } from './check-twins';
import { invoicesOf, knownOrders, type KnownOrders } from './documents-in-fusion';
import type { FusionBooks } from './fusion-books';
import { checkPayments } from '../check-payments';
import type { Contract } from '../read-contracts';
import type { ProcoreCosts } from '../read-costs';
import type { ExpectedLedger } from '../read-expectations';

export interface LedgerRules {
  /** What the company says of it; null: nothing. */
  readonly ledger: ExpectedLedger | null;
  /** What was done of that which it says is awaited. */
  readonly done: readonly string[];
  /** How long a bill that comes later is looked for, and the day that it is. */
  readonly twins: { readonly months: number; readonly today: string };
}

/** Each commitment has its order, each requisition its invoice on that, each direct cost its journal, each payment its record. */
export function fusionErpBooks(
  books: FusionBooks,
  { contracts, costs }: { readonly contracts: readonly Contract[]; readonly costs: ProcoreCosts },
  documents: readonly ListedDocument[],
  rules: InvoiceRules & LedgerRules,
): ErpBooks {
  const known: KnownOrders = knownOrders(documents, books);
  return {
    title: 'Fusion',
    rows: { cost: 'matched lines of invoices', orders: 'of these on our orders', adjustments: 'adjustments' },
    check: (requisition, document) => {
      const checked = checkInvoice(requisition, document, books, known, rules);
      const byHand = checkByHand(document, {
        erp: 'Fusion',
        find: ({ invoiceId }) => {
          const invoice = books.invoices.find((one) => one.invoiceId === invoiceId);
          return (
            invoice && {
              ...invoice,
              lines: invoice.lines.map((line) => ({ place: placeOf(line), amount: line.amount })),
            }
          );
        },
        listed: listedAmounts(document).map((one) => one.plus(requisition.tax)),
        placeOf,
      });
      return { ...checked, differences: [...checked.differences, ...byHand] };
    },
    strangers: () => strangers(documents, books, rules),
    standing: (document) => {
      const { found, differences } = invoicesOf(document, books);
      return { names: found.map(({ name }) => name), differences };
    },
    beside: (facts) => {
      const keys = new Set(documents.flatMap(({ postings }) => postings.map(({ key }) => key)));
      const ours = new Set(books.invoices.filter(({ erpKey }) => keys.has(erpKey)).map(({ invoiceId }) => invoiceId));
      const all = [
        checkOrders(contracts, books, facts),
        checkJournals(costs, books.journals, documents),
        ...(rules.ledger === null ? [] : [checkLedger(rules.ledger, books.journals, rules.done)]),
        checkPayments(costs.payments, books.payments, ours, documents),
        checkTwins(costs.directCosts, books, documents, { ...rules.twins, must: mustClear(rules) }),
      ];
      return {
        differences: [
          ...all.flatMap(({ differences }) => differences),
          ...checkAccruals(facts.approved, books.journals, documents),
        ],
        says: all.flatMap(({ says }) => says),
      };
    },
  };
}

/** What bills an order is known by its line alone. */
function placeOf({ orderLine, account }: { readonly orderLine: string; readonly account: string }): string {
  return orderLine === '' ? `account ${account}` : `line ${orderLine} of the order`;
}

function mustClear({ ledger, done }: LedgerRules): readonly string[] {
  const due = ledger?.cleared.filter(({ mendedBy }) => mendedBy === null || done.includes(mendedBy)) ?? [];
  return due.map(({ id }) => id);
}

function strangers(
  documents: readonly ListedDocument[],
  { orders, invoices }: FusionBooks,
  { source }: InvoiceRules,
): Difference[] {
  const keys = new Set(documents.flatMap((document) => document.postings.map(({ key }) => key)));
  const unknown = (kind: 'unknownOrder' | 'unknownInvoice', name: string, why: string): Difference => ({
    kind,
    projectId: null,
    documents: [name],
    message: `${name} ${why}, and no document of ours knows it`,
  });
  return [
    ...orders
      .filter(({ erpKey }) => erpKey !== '' && !keys.has(erpKey))
      .map(({ name, erpKey }) => unknown('unknownOrder', name, `carries key ${erpKey}`)),
    ...invoices
      .filter((one) => (one.erpKey !== '' || one.source === source) && !keys.has(one.erpKey))
      .map(({ name, erpKey }) =>
        unknown('unknownInvoice', name, erpKey === '' ? `is of our source ${source}` : `carries key ${erpKey}`),
      ),
  ];
}
