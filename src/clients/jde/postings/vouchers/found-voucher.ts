import { accountName } from '../../../../domain/jde/account';
import type { JdeShown } from '../../../../domain/jde/bodies/shown';
import { negate, sum } from '../../../../domain/money/money';
import type { TableRow } from '../../ais/schemas';
import type { ControlRow } from '../../tables/control-row';
import { amountText } from '../../tables/decimal-text';
import { fromTableDate } from '../../tables/table-dates';
import { equal, oneOf, type TableQuery } from '../../tables/table-query';
import type { FoundInJde } from '../found-in-jde';
import {
  isVoided,
  ledgerStage,
  ledgerWord,
  postFact,
  taxOf,
  totalOf,
  voucherReference,
  type LedgerVoucherRows,
} from './ledger-rows';

const ledgerColumns = ['DOC', 'DCT', 'KCO', 'JELN', 'MCU', 'OBJ', 'SUB', 'AA', 'ACR'] as const;
export type LedgerRow = TableRow<(typeof ledgerColumns)[number]>;
type FoundLine = JdeShown['lines'][number];

/** Lines of one voucher are read by their number, so there may be any number of them. */
export function readLedgerLines(
  controlRow: ControlRow,
  voucher: LedgerVoucherRows,
  company: string,
): Promise<readonly LedgerRow[]> {
  const { DOC, KCO } = voucher.payItems[0];
  return controlRow.readProven(
    {
      ...ledgerQuery([voucher]),
      conditions: [oneOf('DCT', documentTypes(voucher)), equal('DOC', DOC), equal('KCO', KCO), equal('LT', 'AA')],
      pageBy: 'JELN',
    },
    company,
  );
}

/** Lines of several vouchers in one read, as far as a page holds those of any one. */
export async function readLinesOfAll(
  controlRow: ControlRow,
  vouchers: readonly LedgerVoucherRows[],
  company: string,
): Promise<ReadonlyMap<LedgerVoucherRows, readonly LedgerRow[]>> {
  const rows = vouchers.length === 0 ? [] : await controlRow.readProven(ledgerQuery(vouchers), company);
  return new Map(
    vouchers.map((voucher) => {
      const { DOC, KCO } = voucher.payItems[0];
      const types = documentTypes(voucher);
      return [voucher, rows.filter((row) => row.DOC === DOC && row.KCO === KCO && types.includes(row.DCT))];
    }),
  );
}

export function toFoundVoucher(
  voucher: LedgerVoucherRows,
  ledger: readonly LedgerRow[],
  ourAccounts: ReadonlySet<string>,
): FoundInJde {
  const [first] = voucher.payItems;
  const foreign = first.CRRM === 'F';
  const total = totalOf(voucher);
  const lines = ledger.map((row) => ({
    account: accountName({ businessUnit: row.MCU, object: row.OBJ, subsidiary: row.SUB }),
    amount: amountText(foreign ? row.ACR : row.AA),
  }));
  return {
    reference: voucherReference(voucher),
    company: first.KCO,
    supplier: first.AN8,
    currency: first.CRCD,
    total,
    lines: withoutTradeOffset(lines, total, ourAccounts),
    number: first.VINV,
    glDate: fromTableDate(first.DGJ),
    voided: isVoided(voucher),
    missing: [],
    stage: ledgerStage(voucher) === 'posted' ? 'posted' : 'vouchered',
    stageWord: ledgerWord(voucher),
    facts: {
      invoiceNumber: first.VINV,
      invoiceDate: fromTableDate(first.DIVJ),
      glDate: fromTableDate(first.DGJ),
      dueDate: fromTableDate(first.DDJ),
      payee: first.PYE,
      paymentTerms: first.PTC,
      payStatus: first.PST,
      batch: first.ICU,
      payItems: String(voucher.payItems.length),
      tax: taxOf(voucher),
      post: postFact(voucher),
    },
  };
}

/** The account ledger of vouchers. What the post program adds of itself has another document type or is left out later. */
function ledgerQuery(vouchers: readonly LedgerVoucherRows[]): TableQuery<keyof LedgerRow> {
  return {
    purpose: 'distribution of vouchers',
    table: 'F0911',
    columns: ledgerColumns,
    conditions: [
      oneOf('DCT', vouchers.flatMap(documentTypes)),
      oneOf(
        'DOC',
        vouchers.map(({ payItems: [row] }) => row.DOC),
      ),
      equal('LT', 'AA'),
    ],
    pageBy: 'DOC',
  };
}

/** Lines of a change carry the voucher's own type by one text and PE by habit (reference 13.6). */
function documentTypes({ payItems: [first], changes }: LedgerVoucherRows): readonly string[] {
  return changes.length === 0 ? [first.DCT] : [first.DCT, 'PE'];
}

/**
 * Once posted, some sites show the credit to A/P trade under the voucher's own number. It is the one line that makes
 * the voucher net to zero and stands on an account that we did not send.
 */
function withoutTradeOffset(
  lines: readonly FoundLine[],
  total: string,
  ourAccounts: ReadonlySet<string>,
): readonly FoundLine[] {
  if (total === '0' || lines.length === 0 || sum(lines.map((line) => line.amount)) !== '0') return lines;
  const offset = lines.findIndex((line) => line.amount === negate(total) && !ourAccounts.has(line.account));
  return offset < 0 ? lines : lines.toSpliced(offset, 1);
}
