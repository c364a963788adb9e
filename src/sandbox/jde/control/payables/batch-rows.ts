import { z } from 'zod';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { ControlError } from '../control-error';
import { amountText, dateText } from '../read-order';
import { accountOf, CLERK } from './voucher';

const UPLOAD_FORM = { user: CLERK, program: 'P0411Z1' };
const TABLES = ['F0411Z1', 'F0911Z1'] as const;

const transaction = { edus: z.string().optional(), edbt: z.string().optional(), edtn: z.string() };
const edln = z.union([z.string(), z.number()]).transform(String);
export const deleteRowsSchema = z.strictObject({
  ...transaction,
  tables: z.array(z.enum(TABLES)).default([...TABLES]),
});
export const purgeSchema = z.strictObject({ edtn: z.string().optional() });
export const correctSchema = z.strictObject({
  ...transaction,
  invoiceNumber: z.string().optional(),
  supplier: z.string().optional(),
  invoiceDate: dateText.optional(),
  glDate: dateText.optional(),
  remark: z.string().optional(),
  /** New gross amounts of pay items, and of their taxable or other part where they carry one. */
  payItems: z
    .array(
      z.strictObject({
        edln,
        amount: amountText,
        taxable: amountText.optional(),
        nonTaxable: amountText.optional(),
        payStatus: z.string().optional(),
      }),
    )
    .default([]),
  lines: z.array(z.strictObject({ edln, amount: amountText.optional(), account: z.string().optional() })).default([]),
});

/** AP corrects a voucher in P0411Z1 before R04110ZA; what both tables carry is changed in both. */
export function correctRows(state: SandboxState, order: z.infer<typeof correctSchema>): object {
  const items = rowsOf(state, 'F0411Z1', order);
  const lines = rowsOf(state, 'F0911Z1', order);
  if (items.length + lines.length === 0) {
    throw new ControlError(`There is no transaction ${order.edtn} in F0411Z1 or F0911Z1`);
  }
  if ([...items, ...lines].some((row) => row['EDSP'] === '1')) {
    throw new ControlError(`Transaction ${order.edtn} is processed: P0411Z1 does not revise it`);
  }
  const shared = given({ VINV: order.invoiceNumber, AN8: order.supplier, DGJ: order.glDate });
  const header = given({ DIVJ: order.invoiceDate, RMK: order.remark });
  const payItemSets = order.payItems.map(({ edln: line, ...item }) => ({
    row: rowAt(items, 'F0411Z1', line),
    set: { ...amountOf(items[0], item), ...given({ PST: item.payStatus }) },
  }));
  const lineSets = order.lines.map(({ edln: line, amount, account }) => ({
    row: rowAt(lines, 'F0911Z1', line),
    set: {
      ...(amount === undefined ? {} : { [isForeign(lines[0]) ? 'ACR' : 'AA']: amount }),
      ...(account === undefined ? {} : { ...accountOf(state, account), AID: '' }),
    },
  }));
  const apply = (table: string, rows: readonly Row[], all: RowInput, sets: typeof lineSets): void => {
    for (const row of rows) {
      const own = sets.filter((one) => one.row === row).reduce((set: RowInput, one) => ({ ...set, ...one.set }), all);
      state.change(table, row, own, UPLOAD_FORM);
    }
  };
  apply('F0411Z1', items, { ...shared, ...header }, payItemSets);
  apply('F0911Z1', lines, { ...shared, ...given({ IVD: order.invoiceDate }) }, lineSets);
  return { corrected: items.length + lines.length };
}

/** AP takes rows out of the batch before they are processed. */
export function deleteRows(state: SandboxState, order: z.infer<typeof deleteRowsSchema>): object {
  const removed = order.tables.flatMap((table) => {
    const rows = rowsOf(state, table, order).filter((row) => row['EDSP'] !== '1');
    rows.forEach((row) => state.database.table(table).remove(row));
    return rows;
  });
  return { deleted: removed.length };
}

/** Processed rows leave both tables; those of voucher match automation stay. */
export function purgeRows(state: SandboxState, order: z.infer<typeof purgeSchema>): object {
  const purged = TABLES.flatMap((name) => {
    const table = state.database.table(name);
    const rows = table.find({ EDSP: '1', ...given({ EDTN: order.edtn }) }).filter((row) => row['ATFLG'] !== '1');
    rows.forEach((row) => table.remove(row));
    return rows;
  });
  return { purged: purged.length };
}

function rowsOf(state: SandboxState, table: string, order: { edus?: string; edbt?: string; edtn: string }): Row[] {
  return state.database.table(table).find(given({ EDUS: order.edus, EDBT: order.edbt, EDTN: order.edtn }));
}

function rowAt(rows: readonly Row[], table: string, line: string): Row {
  const row = rows.find((one) => Number(one['EDLN']) === Number(line));
  if (row === undefined) {
    throw new ControlError(`${table} has no line ${line} of this transaction`);
  }
  return row;
}

interface Amounts {
  readonly amount: string;
  readonly taxable?: string | undefined;
  readonly nonTaxable?: string | undefined;
}

function amountOf(first: Row | undefined, { amount, taxable, nonTaxable }: Amounts): RowInput {
  return isForeign(first)
    ? given({ ACR: amount, CTXA: taxable, CTXN: nonTaxable })
    : given({ AG: amount, ATXA: taxable, ATXN: nonTaxable });
}

function isForeign(row: Row | undefined): boolean {
  return row?.['CRRM'] === 'F';
}

function given(columns: Readonly<Record<string, string | undefined>>): RowInput {
  return Object.fromEntries(Object.entries(columns).filter(([, text]) => text !== undefined));
}
