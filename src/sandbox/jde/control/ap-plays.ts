import { z } from 'zod';
import { runVoucherProcessor } from '../batch/voucher-processor';
import { decimalOf, sumOf, ZERO } from '../../decimal';
import { companyOfBusinessUnit, findAccount } from '../rules/accounts';
import type { SandboxState } from '../sandbox-state';
import type { Row, RowInput } from '../tables/table';
import { ControlError } from './control-error';

const CLERK = 'APCLERK';
const POST_PROGRAM = { user: CLERK, program: 'R09801' };
const VOUCHER_FORM = { user: CLERK, program: 'P0411' };

export const processSchema = z.strictObject({
  edus: z.string().default(''),
  edbt: z.string().default(''),
  mode: z.enum(['proof', 'final']),
});
const documentNumber = z.union([z.string(), z.number()]).transform(String);
export const postSchema = z.union([z.strictObject({ doc: documentNumber }), z.strictObject({ all: z.literal(true) })]);
export const releaseSchema = z.strictObject({
  doc: documentNumber,
  amount: z.string().optional(),
  payStatus: z.enum(['A', 'H']).default('A'),
});
export const voidSchema = z.strictObject({ doc: documentNumber });

/** AP runs R04110ZA and waits for it: `messages` is what the report prints. */
export function processBatch(state: SandboxState, order: z.infer<typeof processSchema>): object {
  const run = { ediUser: order.edus, ediBatch: order.edbt, mode: order.mode, user: CLERK } as const;
  return { messages: runVoucherProcessor(state, run) };
}

/** The post program R09801: vouchers and their ledger lines, and the batch when nothing in it is left unposted. */
export function postVouchers(state: SandboxState, order: z.infer<typeof postSchema>): object {
  const by = POST_PROGRAM;
  const table = state.database.table('F0411');
  const items = ('doc' in order ? table.find({ DOC: order.doc }) : [...table.rows()]).filter(
    (row) => row['POST'] === '',
  );
  if ('doc' in order && table.find({ DOC: order.doc }).length === 0) {
    throw new ControlError(`There is no voucher ${order.doc} in F0411`);
  }
  for (const item of items) {
    state.change('F0411', item, { POST: 'D' }, by);
    for (const line of ledgerLines(state, item).filter((each) => each['POST'] === '')) {
      state.change('F0911', line, { POST: 'P' }, by);
    }
    writeTradeCredit(state, item);
  }
  for (const batch of new Set(items.map((item) => item['ICU'] ?? ''))) {
    const isPosted = table.find({ ICU: batch, ICUT: 'V' }).every((item) => item['POST'] === 'D');
    const control = state.database.table('F0011').get({ ICUT: 'V', ICU: batch });
    if (isPosted && control !== undefined) {
      state.change('F0011', control, { IST: 'D' }, by);
    }
  }
  return { posted: items.length };
}

/** A voided voucher keeps its row with the void flag and nothing open; reversing lines of type PE stand beside its own. */
export function voidVoucher(state: SandboxState, order: z.infer<typeof voidSchema>): object {
  const by = VOUCHER_FORM;
  const items = state.database.table('F0411').find({ DOC: order.doc, VOD: '' });
  if (items.length === 0) {
    throw new ControlError(`There is no voucher ${order.doc} in F0411 that is not voided`);
  }
  const lines = ledgerLines(state, items[0] ?? {});
  for (const line of lines) {
    const { AA, ACR, U } = line;
    const negated = (text: string | undefined): string => decimalOf(text).negated().toFixed();
    state.write('F0911', { ...line, DCT: 'PE', POST: '', AA: negated(AA), ACR: negated(ACR), U: negated(U) }, by);
  }
  items.forEach((item) => state.change('F0411', item, { VOD: 'V', AAP: '0', FAP: '0' }, by));
  return { voided: items.length };
}

/**
 * AP lets retainage go: pay items with status R get another one. An amount below what is retained splits the last item
 * that it reaches: the part that is let go becomes a pay item of its own.
 */
export function releaseRetainage(state: SandboxState, order: z.infer<typeof releaseSchema>): object {
  const by = VOUCHER_FORM;
  const table = state.database.table('F0411');
  const items = table.find({ DOC: order.doc, PST: 'R', VOD: '' });
  const retained = sumOf(items.map((item) => decimalOf(item['AAP'])));
  let left = order.amount === undefined ? retained : decimalOf(order.amount);
  if (items.length === 0 || left.comparedTo(retained) > 0 || left.comparedTo(ZERO) <= 0) {
    throw new ControlError(`Voucher ${order.doc} has ${retained.toFixed()} open with pay status R`);
  }
  for (const item of items) {
    const open = decimalOf(item['AAP']);
    if (left.comparedTo(ZERO) <= 0) break;
    if (left.comparedTo(open) >= 0) {
      state.change('F0411', item, { PST: order.payStatus }, by);
    } else {
      if (item['CRRM'] === 'F') throw new ControlError('A pay item in a foreign currency is released as a whole');
      const part = left.toFixed();
      const rest = (alias: string): string => decimalOf(item[alias]).minus(decimalOf(part)).toFixed();
      const last = table.find({ DOC: item['DOC'], DCT: item['DCT'], KCO: item['KCO'] });
      const next = Math.max(...last.map((one) => Number(one['SFX']))) + 1;
      const amounts = { AG: part, AAP: part, ATXN: part };
      state.change('F0411', item, { AG: rest('AG'), AAP: rest('AAP'), ATXN: rest('ATXN') }, by);
      state.write('F0411', { ...item, ...amounts, SFX: String(next).padStart(3, '0'), PST: order.payStatus }, by);
    }
    left = left.minus(open);
  }
  return { released: order.amount ?? retained.toFixed() };
}

function ledgerLines(state: SandboxState, item: Row): Row[] {
  const { DOC, DCT, KCO } = item;
  return state.database.table('F0911').find({ DOC, DCT, KCO });
}

/** The credit to payables trade that only the post program makes; the account comes from `payablesTradeAccounts`. */
function writeTradeCredit(state: SandboxState, item: Row): void {
  const number = state.settings.payablesTradeAccounts[item['CO'] ?? ''];
  if (number === undefined) {
    return;
  }
  const [businessUnit = '', object = '', subsidiary = ''] = number.split('.');
  const { DOC, KCO, DGJ, ICU, CRCD, AN8, VINV } = item;
  const row: RowInput = { DOC, KCO, DGJ, ICU, CRCD, AN8, VINV, DCT: 'AE', ICUT: 'V', LT: 'AA', POST: 'P' };
  state.write(
    'F0911',
    {
      ...row,
      JELN: item['SFX'],
      CO: companyOfBusinessUnit(state.database, businessUnit) ?? item['CO'],
      ANI: number,
      AID: findAccount(state.database, { businessUnit, object, subsidiary })?.['AID'] ?? '',
      MCU: businessUnit,
      OBJ: object,
      SUB: subsidiary,
      AA: decimalOf(item['AG']).negated().toFixed(),
      EXA: 'Accounts Payable/Trade',
    },
    POST_PROGRAM,
  );
}
