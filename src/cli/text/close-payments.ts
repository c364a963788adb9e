import type { CloseReport } from '../../application/close/close-report';
import { sum } from '../../domain/money/money';
import { readableAmount } from '../../domain/money/readable-amount';
import type { PaidRequisition } from '../../domain/tie-out/paid-requisitions';
import type { TieOutCause } from '../../domain/tie-out/sides';
import { oneLine, table } from '../output';
import { section } from './html-page';

type ClosePayments = NonNullable<CloseReport['payments']>;
type Differing = ClosePayments['differing'][number];

type Amounts = Pick<PaidRequisition, 'procore' | 'ledger' | 'erp' | 'currency'>;

interface PaidRow extends Amounts {
  readonly name: string;
  /** It adds up those above it. */
  readonly isSum: boolean;
}

const columns = ['paid in the ERP', 'in Procore', 'written from here'] as const;

/** What a controller is told of a payment that does not stand alike on all sides. */
const words: Readonly<Partial<Record<TieOutCause, string>>> = {
  held: 'held',
  inFlight: 'on its way: the ERP paid or changed it after the last poll of payments, or it is being written just now',
  byHand: 'recorded in Procore by hand: it belongs to no payment of the ERP that is known here',
  typeOff: 'a credit: told here, and not written into Procore',
};

const unexplained =
  'NOT EXPLAINED: somebody changed it in Procore, or in the ERP, after it was written; compare the payment in both';

/** As text for a terminal; empty: payments are not written into Procore from here. */
export function paymentBlocks({ payments, through }: CloseReport): readonly string[] {
  if (payments === null) return [];
  if (payments.unread !== null) return [unreadText(payments.unread)];
  const rows = table(
    ['', ...columns],
    paidRows(payments.requisitions).map((row) => [row.name, ...amountsOf(row)]),
    'nothing',
  );
  const differing = table(
    ['payment', 'requisition', ...columns, 'why'],
    payments.differing.map((one) => [numberOf(one), nameOf(one), ...amountsOf(one), whyOf(one, through)]),
  );
  return [
    `Paid through ${through}:\n${rows}`,
    ...(payments.differing.length === 0
      ? ['Every payment stands alike in the ERP, in Procore and here.\n']
      : [`Payments that do not stand alike, and why:\n${differing}`]),
  ];
}

/** The same on the page. */
export function paymentSections({ payments, through }: CloseReport): readonly string[] {
  if (payments === null) return [];
  const amounts = columns.map((title, at) => ({
    title: title.replace(/^./, (letter) => letter.toUpperCase()),
    kind: 'amount' as const,
    text: (row: Amounts) => amountsOf(row)[at] ?? '',
  }));
  if (payments.unread !== null) {
    return [
      section(`Paid through ${through}`, [payments], [{ title: '', text: () => unreadText(payments.unread ?? '') }]),
    ];
  }
  return [
    section(
      `Paid through ${through}`,
      paidRows(payments.requisitions),
      [{ title: 'Requisition', kind: 'name', text: ({ name }) => name }, ...amounts],
      ({ isSum }) => isSum,
    ),
    section('Payments that do not stand alike, and why', payments.differing, [
      { title: 'Payment', text: numberOf },
      { title: 'Requisition', text: nameOf },
      ...amounts,
      { title: 'Why', text: (one) => whyOf(one, through) },
    ]),
  ];
}

function unreadText(why: string): string {
  return `Payments could not be read, so nothing is said of them: ${oneLine(why)}\n`;
}

/** Of each commitment with more than one row, and of all where there are several, the sum. */
function paidRows(requisitions: readonly PaidRequisition[]): readonly PaidRow[] {
  const currencies = [...new Set(requisitions.map(({ currency }) => currency))].sort();
  return currencies.flatMap((currency) => {
    const all = requisitions.filter((one) => one.currency === currency);
    const commitments = [...new Set(all.map(({ commitment }) => commitment))];
    const rows = commitments.flatMap((commitment) => {
      const own = all.filter((one) => one.commitment === commitment);
      return [
        ...own.map((one): PaidRow => ({ ...one, name: nameOf(one), isSum: false })),
        ...(own.length > 1 ? [sumOf(commitment, currency, own)] : []),
      ];
    });
    return [...rows, ...(commitments.length > 1 ? [sumOf('In all', currency, all)] : [])];
  });
}

function sumOf(name: string, currency: string, own: readonly PaidRequisition[]): PaidRow {
  const procore = own.flatMap((one) => (one.procore === null ? [] : [one.procore]));
  return {
    ...{ name, currency, isSum: true, procore: procore.length < own.length ? null : sum(procore) },
    ...{ ledger: sum(own.map(({ ledger }) => ledger)), erp: sum(own.map(({ erp }) => erp)) },
  };
}

function amountsOf({ procore, ledger, erp, currency }: Amounts): readonly string[] {
  return [
    readableAmount(erp, currency),
    procore === null ? 'not read' : readableAmount(procore, currency),
    readableAmount(ledger, currency),
  ];
}

function nameOf({ commitment, requisition }: Pick<PaidRequisition, 'commitment' | 'requisition'>): string {
  if (requisition === null) return `${commitment}, no requisition named`;
  return `${commitment}/${String(requisition.number ?? `id:${requisition.id}`)}`;
}

function numberOf({ number, name }: Differing): string {
  return number === '' ? name : number;
}

function whyOf({ causes, why }: Differing, through: string): string {
  const told = causes.map((cause) => (cause === 'period' ? `dated after ${through} on one side` : words[cause]));
  const held = why.map(({ reason, message }) => `${reason}: ${oneLine(message)}`);
  return [
    ...told.filter((text) => text !== 'held' || held.length === 0).map((text) => text ?? unexplained),
    ...held,
  ].join('; ');
}
