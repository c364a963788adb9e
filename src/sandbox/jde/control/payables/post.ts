import { z } from 'zod';
import { decimalOf } from '../../../decimal';
import { moveBalance } from '../../rules/account-balances';
import { companyOfBusinessUnit, findAccount } from '../../rules/accounts';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { ControlError } from '../control-error';
import { documentNumber } from '../read-order';
import { CLERK, ledgerLines, nextJournalLine } from './voucher';

export const POST_PROGRAM = { user: CLERK, program: 'R09801' };

/** `fails`: the post program tries and gives up; `ledgerPosted` of that: it had posted F0911 when it failed elsewhere. */
const outcome = { fails: z.boolean().default(false), ledgerPosted: z.boolean().default(false) };
export const postSchema = z.union([
  z.strictObject({ doc: documentNumber, ...outcome }),
  z.strictObject({ all: z.literal(true), ...outcome }),
]);

/** R09801: vouchers, rows of their changes and their ledger lines, and the batch when nothing in it is left unposted. */
export function postVouchers(state: SandboxState, order: z.infer<typeof postSchema>): object {
  const table = state.database.table('F0411');
  const found = 'doc' in order ? table.find({ DOC: order.doc }) : [...table.rows()];
  if ('doc' in order && found.length === 0) {
    throw new ControlError(`There is no voucher ${order.doc} in F0411`);
  }
  const items = found.filter((row) => row['POST'] === '' || row['POST'] === 'P');
  for (const item of items) {
    state.changeStatus('F0411', item, { POST: order.fails ? 'P' : 'D' }, POST_PROGRAM);
    if (!order.fails || order.ledgerPosted) {
      const lines = ledgerLines(state, item).filter((each) => each['POST'] === '');
      lines.forEach((line) => postLine(state, line));
    }
    if (!order.fails) {
      writeTradeCredit(state, item);
    }
  }
  const batches = new Set(items.map((item) => item['ICU'] ?? ''));
  batches.forEach((batch) => closeBatch(state, batch, order.fails));
  return { posted: order.fails ? 0 : items.length, failed: order.fails ? items.length : 0 };
}

/** A ledger line becomes P, and the balance of its account moves. */
export function postLine(state: SandboxState, line: Row): void {
  state.changeStatus('F0911', line, { POST: 'P' }, POST_PROGRAM);
  moveBalance(state, line, POST_PROGRAM);
}

function closeBatch(state: SandboxState, batch: string, fails: boolean): void {
  const items = state.database.table('F0411').find({ ICU: batch, ICUT: 'V' });
  const control = state.database.table('F0011').get({ ICUT: 'V', ICU: batch });
  const isDone = items.every((item) => item['POST'] === 'D');
  if (control !== undefined && (fails || isDone)) {
    state.change('F0011', control, { IST: fails ? 'E' : 'D' }, POST_PROGRAM);
  }
}

/** The credit to payables trade that only the post program makes; the account comes from `payablesTradeAccounts`. */
function writeTradeCredit(state: SandboxState, item: Row): void {
  const number = state.settings.payablesTradeAccounts[item['CO'] ?? ''];
  if (number === undefined || decimalOf(item['AG']).isZero()) {
    return;
  }
  const [businessUnit = '', object = '', subsidiary = ''] = number.split('.');
  const { DOC, KCO, DGJ, ICU, CRCD, AN8, VINV, SFX, SFXE } = item;
  const row: RowInput = { DOC, KCO, DGJ, ICU, CRCD, AN8, VINV, SFX, SFXE, DCT: 'AE', ICUT: 'V', LT: 'AA', POST: 'P' };
  const credit = state.write(
    'F0911',
    {
      ...row,
      JELN: nextJournalLine(state.database.table('F0911').find({ DOC, KCO, DCT: 'AE' })),
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
  moveBalance(state, credit, POST_PROGRAM);
}
