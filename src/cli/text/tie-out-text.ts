import { isWholeUnits, toAmount } from '../../domain/money/money';
import { readableAmount } from '../../domain/money/readable-amount';
import type { TieOutReport } from '../../application/tie-out/tie-out';
import type { Difference, RowPlace, TieOutCause } from '../../domain/tie-out/sides';
import { paymentsLessLedger, type PaymentRow } from '../../domain/tie-out/payments';
import { lessLedger, type CausePart, type TieOutRow } from '../../domain/tie-out/tie-out';
import { csvLine, type CsvAmount } from '../../application/csv-cell';
import { table } from '../output';

type ProjectTieOut = TieOutReport['projects'][number];

/** What each cause is called to a controller. */
export const causeWords: Readonly<Record<TieOutCause, string>> = {
  held: 'held',
  inFlight: 'on its way',
  byHand: 'by hand',
  period: 'in another period',
  retainage: 'retainage',
  tax: 'tax',
  accrual: 'accrual',
  relief: 'taken back',
  reversal: 'reversed in the ERP',
  takenOver: 'in the books before',
  typeOff: 'type not booked',
  fromErp: 'came from the ERP',
  rounding: 'rounding',
  unknown: 'UNKNOWN',
};

export const sideWords = { procore: 'Procore less ledger', erp: 'ERP less ledger' } as const;

export function placeText({ code, account }: RowPlace): string {
  if (code !== '') return code;
  return account === '' ? 'no code' : `account ${account}`;
}

export function partsText(parts: readonly CausePart[], currency: string): string {
  return parts.map(({ cause, amount }) => `${causeWords[cause]} ${readableAmount(amount, currency)}`).join(', ');
}

/** Differences of which the documents are told: all but what stands on a row of its own by nature. */
export function toldOf({ differences }: ProjectTieOut): readonly Difference[] {
  return differences.filter(({ cause, of }) => of === 'erp' || !['retainage', 'accrual'].includes(cause));
}

/** Says how much was compared: an empty tie-out ties nothing out. */
export function tieOutVerdict({ compared, payments, unknown, period }: TieOutReport): string {
  const { documents, procoreLines, ledgerLines, erpLines } = compared;
  const paid = payments === 0 ? '' : `; and ${payments === 1 ? 'one payment' : `${payments} payments`}`;
  const lines = `${procoreLines} lines of Procore, ${ledgerLines} of our ledger and ${erpLines} of the ERP${paid}`;
  if (documents === 0 && payments === 0) return `Nothing to tie out in ${period}.\n`;
  if (unknown === 0) return `${period} ties out: ${documents} documents, ${lines}; every difference is explained.\n`;
  const count = unknown === 1 ? 'one difference' : `${unknown} differences`;
  return `${period} DOES NOT TIE OUT: ${count} that nothing explains, in ${documents} documents, ${lines}.\n`;
}

/** For a terminal. */
export function tieOutText(report: TieOutReport): string {
  const blocks = report.projects.flatMap((project) => {
    const told = toldOf(project);
    return [
      `Project ${project.project} (${project.projectName}), ${report.period}\n`,
      table(
        ['', 'Procore', 'our ledger', 'ERP', 'Procore less ledger', 'ERP less ledger'],
        project.rows.map((row) => [
          placeText(row),
          ...[row.procore, row.ledger, row.erp].map((amount) => readableAmount(amount, row.currency)),
          partsText(row.procoreLess, row.currency),
          partsText(row.erpLess, row.currency),
        ]),
        'nothing in this period',
      ),
      ...(told.length === 0
        ? []
        : [
            `What differs, by document:\n${table(
              ['document', 'where', 'what', 'why', 'amount'],
              told.map((one) => [
                ...[one.document, placeText(one), sideWords[one.of], causeWords[one.cause]],
                readableAmount(one.amount, one.currency),
              ]),
            )}`,
          ]),
      ...(project.notCodedByUs.length === 0
        ? []
        : [
            `In the ERP's books on these accounts, and not coded by us:\n${table(
              ['account', 'amount'],
              project.notCodedByUs.map(({ account, amount }) => [account, readableAmount(amount, '')]),
            )}`,
          ]),
      ...paymentsText(project.payments),
    ];
  });
  return [...blocks, tieOutVerdict(report)].join('\n');
}

/** Of a project that Procore does not let be read, nothing is known of its side. */
export function procorePaid({ procore, currency }: PaymentRow): string {
  return procore === null ? 'not read' : readableAmount(procore, currency);
}

function paymentsText(payments: ProjectTieOut['payments']): readonly string[] {
  if (payments === null) return [];
  const { rows, differences } = payments;
  const all = table(
    ['commitment', 'Procore', 'our ledger', 'ERP', sideWords.procore, sideWords.erp],
    rows.map((row) => [
      row.commitment,
      procorePaid(row),
      ...[row.ledger, row.erp].map((amount) => readableAmount(amount, row.currency)),
      partsText(row.procoreLess, row.currency),
      partsText(row.erpLess, row.currency),
    ]),
    'none in this month',
  );
  const told = table(
    ['payment', 'commitment', 'what', 'why', 'amount'],
    differences.map((one) => [
      ...[one.document, one.commitment, sideWords[one.of], causeWords[one.cause]],
      readableAmount(one.amount, one.currency),
    ]),
  );
  return [
    `Paid, by the day of the payment:\n${all}`,
    ...(differences.length === 0 ? [] : [`Payments that differ:\n${told}`]),
  ];
}

/**
 * A line for each row, each difference, each account that others booked on, and each commitment that was paid and payment that differs;
 * amounts as plain decimals.
 */
export function tieOutCsv({ projects, period }: TieOutReport): string {
  const header = ['project', 'period', 'line', 'code', 'account', 'currency', 'procore', 'ledger', 'erp'];
  const lines = projects.flatMap(({ project, rows, differences, notCodedByUs, payments }) => [
    ...rows.map((row) => [
      ...[project, period, 'row', row.code, row.account, row.currency],
      ...[row.procore, row.ledger, row.erp, lessLedger(row, 'procore'), lessLedger(row, 'erp')].map(plain(row)),
      ...['', ''],
    ]),
    ...differences.map((one) => {
      const amount = plain(one)(one.amount);
      return [
        ...[project, period, 'difference', one.code, one.account, one.currency, '', '', ''],
        ...(one.of === 'procore' ? [amount, ''] : ['', amount]),
        ...[one.cause, one.document],
      ];
    }),
    ...notCodedByUs.map(({ account, amount }) => [
      ...[project, period, 'notCodedByUs', '', account, '', '', '', plain({ currency: '' })(amount), '', '', '', ''],
    ]),
    ...(payments?.rows ?? []).map((row) => [
      ...[project, period, 'paid', '', '', row.currency],
      ...[
        ...[row.procore, row.ledger, row.erp],
        ...[paymentsLessLedger(row, 'procore'), paymentsLessLedger(row, 'erp')],
      ].map((amount) => (amount === null ? '' : plain(row)(amount))),
      ...['', row.commitment],
    ]),
    ...(payments?.differences ?? []).map((one) => {
      const amount = plain(one)(one.amount);
      return [
        ...[project, period, 'paymentDifference', '', '', one.currency, '', '', ''],
        ...(one.of === 'procore' ? [amount, ''] : ['', amount]),
        ...[one.cause, `${one.document} of ${one.commitment}`],
      ];
    }),
  ]);
  return [[...header, 'procore_less_ledger', 'erp_less_ledger', 'cause', 'document'], ...lines]
    .map((cells) => `${csvLine(cells)}\r\n`)
    .join('');
}

function plain({ currency }: Pick<TieOutRow, 'currency'>): (amount: string) => CsvAmount {
  return (amount) => ({ amount: isWholeUnits(amount, currency) ? toAmount(amount, currency) : amount });
}
