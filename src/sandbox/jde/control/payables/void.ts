import { z } from 'zod';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { ControlError } from '../control-error';
import { dateText, documentNumber } from '../read-order';
import {
  ADJUSTMENT,
  adjustmentRow,
  isPosted,
  ledgerLines,
  negated,
  nextJournalLine,
  openBatchAgain,
  standingPayItems,
  VOUCHER_FORM,
} from './voucher';
import { isPaidInPart } from './void-payment';

export const voidSchema = z.strictObject({ doc: documentNumber, glDate: dateText.optional() });
export const deleteSchema = z.strictObject({ doc: documentNumber });

const AMOUNTS = ['AG', 'ATXA', 'ATXN', 'STAM', 'ACR'] as const;
const NOTHING = Object.fromEntries(AMOUNTS.map((alias) => [alias, '0']));

/**
 * A posted voucher is voided for good: each pay item stays, flagged and with nothing open, and gets a row of type PE with
 * the opposite amount; each ledger line gets one that reverses it, on a G/L date of its own. Its batch is unposted again.
 */
export function voidVoucher(state: SandboxState, order: z.infer<typeof voidSchema>): object {
  const items = standingPayItems(state, order.doc);
  if (!isPosted(items)) {
    throw new ControlError(`Voucher ${order.doc} is not posted: AP deletes it (ap/delete), or posts it first`);
  }
  if (items.some((item) => item['PST'] === 'P' || isPaidInPart(state, item))) {
    throw new ControlError(`Voucher ${order.doc} is paid: its payment is voided first`);
  }
  const today = state.today();
  reverseLines(state, items[0] ?? {}, order.glDate ?? today);
  for (const item of items) {
    const remark = `Voided ${today}`;
    const reversed = { ...negated(item, ...AMOUNTS), VOD: 'V', HDGJ: today, RMK: remark };
    const row = adjustmentRow(state, item, reversed);
    const kept = state.settings.voidedGross === 'zero' ? NOTHING : {};
    state.change('F0411', item, { ...kept, VOD: 'V', AAP: '0', FAP: '0', PST: 'P' }, VOUCHER_FORM);
    state.write('F0411', row, VOUCHER_FORM);
  }
  openBatchAgain(state, items[0] ?? {}, 'V', VOUCHER_FORM);
  return { voided: items.length };
}

/** An unposted voucher leaves no trace: its rows go from both ledgers, its batch and the Z rows stay as they are. */
export function deleteVoucher(state: SandboxState, order: z.infer<typeof deleteSchema>): object {
  const items = standingPayItems(state, order.doc);
  if (isPosted(items)) {
    throw new ControlError(`Voucher ${order.doc} is posted: AP voids it (ap/void)`);
  }
  ledgerLines(state, items[0] ?? {}).forEach((line) => state.database.table('F0911').remove(line));
  items.forEach((item) => state.database.table('F0411').remove(item));
  return { deleted: items.length };
}

function reverseLines(state: SandboxState, item: Row, glDate: string): void {
  const lines = ledgerLines(state, item);
  const standing = lines.filter((line) => line['RE'] === '');
  const type: RowInput = state.settings.voidDocumentType === 'PE' ? { DCT: ADJUSTMENT } : {};
  let next = Number(nextJournalLine(lines));
  for (const line of standing) {
    const opposite = negated(line, 'AA', 'ACR', 'U');
    const place = { JELN: String(next), DGJ: glDate, RE: 'V', POST: '' };
    state.write('F0911', { ...line, ...type, ...opposite, ...place }, VOUCHER_FORM);
    next += 1;
  }
}
