import { decimalOf } from '../../../decimal';
import { accountNumber, findAccount } from '../../rules/accounts';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { ControlError } from '../control-error';

export const CLERK = 'APCLERK';
export const VOUCHER_FORM = { user: CLERK, program: 'P0411' };

/** Marks the rows of a change or a void, which stand beside the pay item that they change. */
export const ADJUSTMENT = 'PE';

/** The pay items of a voucher that is not voided, without the rows of its changes. */
export function standingPayItems(state: SandboxState, doc: string): Row[] {
  const items = state.database.table('F0411').find({ DOC: doc, VOD: '' });
  const own = items.filter((item) => item['DCTA'] !== ADJUSTMENT);
  if (own.length === 0) {
    throw new ControlError(`There is no voucher ${doc} in F0411 that is not voided`);
  }
  return own;
}

export function isPosted(items: readonly Row[]): boolean {
  return items.some((item) => item['POST'] === 'D');
}

/** The ledger lines of a voucher, those that reverse it among them; not what the post program adds. */
export function ledgerLines(state: SandboxState, item: Row): Row[] {
  const { DOC, DCT, KCO } = item;
  const lines = state.database.table('F0911').find({ DOC, KCO });
  return lines.filter((line) => line['DCT'] === DCT || line['DCT'] === ADJUSTMENT);
}

/** A row beside the pay item for a change of its amount by `difference`: the next extension of the same pay item. */
export function adjustmentRow(state: SandboxState, item: Row, difference: RowInput): RowInput {
  const { DOC, DCT, KCO, SFX } = item;
  const extensions = state.database.table('F0411').find({ DOC, DCT, KCO, SFX });
  const next = Math.max(...extensions.map((row) => Number(row['SFXE']))) + 1;
  const paid = { AAP: '0', FAP: '0', PST: 'P', POST: '' };
  return { ...item, ...paid, SFXE: String(next), DCTA: ADJUSTMENT, ...difference };
}

/** The next journal line of a document, over all its document types. */
export function nextJournalLine(lines: readonly Row[]): string {
  return String(Math.floor(Math.max(0, ...lines.map((line) => Number(line['JELN'])))) + 1);
}

/** A batch with something new in it waits for the post program again, under the same number. */
export function openBatchAgain(state: SandboxState, row: Row, batchType: 'V' | 'G', by: typeof VOUCHER_FORM): void {
  const control = state.database.table('F0011').get({ ICUT: batchType, ICU: row['ICU'] });
  if (control !== undefined) {
    state.change('F0011', control, { IST: state.settings.batchesApproved ? 'A' : '' }, by);
  }
}

export function negated(row: Row, ...aliases: readonly string[]): RowInput {
  return Object.fromEntries(aliases.map((alias) => [alias, decimalOf(row[alias]).negated().toFixed()]));
}

/** The account columns of a ledger line from `BU.object.subsidiary`. */
export function accountOf(state: SandboxState, number: string): RowInput {
  const [businessUnit = '', object = '', subsidiary = ''] = number.split('.');
  const account = { businessUnit, object, subsidiary };
  const found = findAccount(state.database, account);
  if (found === undefined) {
    throw new ControlError(`Account ${number} is not in F0901; give it as business unit.object.subsidiary`);
  }
  return { ANI: accountNumber(account), AID: found['AID'], MCU: businessUnit, OBJ: object, SUB: subsidiary };
}
