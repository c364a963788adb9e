import { itemKey } from '../../domain/requisition/item-key';
import { equals, isDecimalText, isZero, minus, money, sum, within } from '../../domain/money/money';
import type { OpeningBalance } from '../../store/ledger/opening-balances';
import { headerFaults, type CsvRow } from '../read-csv';

export const openingBalanceColumns = [
  'project',
  'commitment',
  'last_number',
  'certified',
  'item_type',
  'line_id',
  'billed',
  'stored',
  'withheld',
] as const;

const itemTypes = ['contract_item', 'contract_detail_item', 'change_order_item', 'whole_change_order_item'];

/** Finds a commitment by what the file calls it, or says why not. */
export type FindCommitment = (
  project: string,
  commitment: string,
) => { readonly id: string } | { readonly fault: string };

type NewBalance = Omit<OpeningBalance, 'confirmedBy'>;

export function checkOpeningBalanceHeader(header: readonly string[]): string[] {
  return headerFaults(openingBalanceColumns, header);
}

/** All opening balances of a file, or every fault with its line. */
export function readOpeningBalances(
  rows: readonly CsvRow[],
  find: FindCommitment,
): { readonly balances: readonly NewBalance[] } | { readonly faults: readonly string[] } {
  if (rows.length === 0) return { faults: ['line 1: no row follows the header'] };
  const faults: string[] = [];
  const byCommitment = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const found = find(cell(row, 'project'), cell(row, 'commitment'));
    const rowFaults = [...('fault' in found ? [found.fault] : []), ...cellFaults(row)];
    faults.push(...rowFaults.map((fault) => `line ${row.line}: ${fault}`));
    if ('id' in found && rowFaults.length === 0) {
      byCommitment.set(found.id, [...(byCommitment.get(found.id) ?? []), row]);
    }
  }
  const balances = [...byCommitment].map(([commitmentId, own]) => {
    const read = balanceOf(commitmentId, own);
    faults.push(...read.faults);
    return read.balance;
  });
  return faults.length > 0 ? { faults } : { balances };
}

function cellFaults(row: CsvRow): string[] {
  const faults: string[] = [];
  if (!/^[1-9]\d{0,8}$/.test(cell(row, 'last_number'))) {
    faults.push(`last_number "${cell(row, 'last_number')}" is not a whole number from 1`);
  }
  for (const column of ['certified', 'billed', 'stored', 'withheld'] as const) {
    const value = cell(row, column);
    if (!isDecimalText(value)) {
      faults.push(
        `${column} "${value}" is not an amount: digits with an optional sign and decimal point, as in 1234.50`,
      );
    }
  }
  const [type, id] = [cell(row, 'item_type'), cell(row, 'line_id')];
  if (type === '' && id === '') return [...faults, ...itemlessFaults(row)];
  if (!itemTypes.includes(type)) faults.push(`item_type "${type}" is none of ${itemTypes.join(', ')}`);
  if (!/^\d{1,20}$/.test(id)) faults.push(`line_id "${id}" is not a Procore id (digits)`);
  return faults;
}

/** A row without a line says only that the commitment begins after `last_number`; amounts need a line to belong to. */
function itemlessFaults(row: CsvRow): string[] {
  const filled = (['billed', 'stored', 'withheld'] as const).filter((column) => {
    const value = cell(row, column);
    return isDecimalText(value) && !isZero(value);
  });
  return filled.map(
    (column) => `${column} is ${cell(row, column)}, but the row has no item_type and line_id it belongs to`,
  );
}

function balanceOf(
  commitmentId: string,
  rows: readonly CsvRow[],
): { readonly balance: NewBalance; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const [first] = rows;
  const name = first === undefined ? commitmentId : `${cell(first, 'project')}/${cell(first, 'commitment')}`;
  const lines = new Map<string, { readonly row: CsvRow }>();
  for (const row of rows) {
    if (first !== undefined && cell(row, 'last_number') !== cell(first, 'last_number')) {
      faults.push(
        `line ${row.line}: last_number ${cell(row, 'last_number')} differs from ${cell(first, 'last_number')} on line ${first.line}; all rows of commitment ${name} carry the same`,
      );
    }
    if (first !== undefined && !equals(cell(row, 'certified'), cell(first, 'certified'))) {
      faults.push(
        `line ${row.line}: certified ${cell(row, 'certified')} differs from ${cell(first, 'certified')} on line ${first.line}; all rows of commitment ${name} carry the same`,
      );
    }
    const key = keyOf(row);
    if (key === null) {
      if (rows.length > 1)
        faults.push(`line ${row.line}: a row without a line_id must be the only one of commitment ${name}`);
      continue;
    }
    const twin = lines.get(key);
    if (twin === undefined) lines.set(key, { row });
    else faults.push(`line ${row.line}: ${key} of commitment ${name} stands on line ${twin.row.line} already`);
  }
  const items = [...lines].map(([key, { row }]) => ({
    itemKey: key,
    billed: money(cell(row, 'billed')),
    stored: money(cell(row, 'stored')),
    withheld: money(cell(row, 'withheld')),
  }));
  const certified = first === undefined ? '0' : money(cell(first, 'certified'));
  const earned = minus(sum(items.map((item) => item.billed)), sum(items.map((item) => item.withheld)));
  if (faults.length === 0 && !within(certified, earned, '0.01')) {
    const line = first?.line ?? 0;
    faults.push(
      `line ${line}: commitment ${name}: certified is ${certified}, but billed less withheld of its lines is ${earned}`,
    );
  }
  return {
    balance: {
      commitmentId,
      lastNumber: Number(first === undefined ? 0 : cell(first, 'last_number')),
      certified,
      lines: items,
    },
    faults,
  };
}

function keyOf(row: CsvRow): string | null {
  const id = cell(row, 'line_id');
  if (id === '') return null;
  return itemKey({
    id,
    itemType: cell(row, 'item_type'),
    lineItemId: id,
    detailLineItemId: id,
    changeOrderPackageId: id,
  });
}

function cell(row: CsvRow, column: (typeof openingBalanceColumns)[number]): string {
  return (row.cells[column] ?? '').trim();
}
