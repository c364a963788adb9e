import { equals, sum } from '../../../../domain/money/money';
import { fromTableDate } from '../../tables/table-dates';
import { amountText } from '../../tables/decimal-text';
import { isWaiting, type BatchPayItemRow } from '../batch-rows';
import type { JdeCalls } from '../jde-calls';
import { keysArrive } from './keys-arrive';
import { carriesKey, isDocument, isVoided, toStranger, totalOf, type LedgerVoucherRows } from './ledger-rows';
import { isKey, isShortKey, type SoughtVoucher } from '../our-keys';

/** What the tables show of one voucher, before it is judged whose is what. */
export interface VoucherEvidence {
  /** Its rows in F0411Z1, under whatever batch. */
  readonly batch: readonly BatchPayItemRow[];
  /** Under supplier and number, as sent or as its batch rows show them now. */
  readonly numbered: readonly LedgerVoucherRows[];
  /** Known by document, or by a key of ours. */
  readonly keyed: readonly LedgerVoucherRows[];
  /** On the order that was made for it alone. */
  readonly ordered: readonly LedgerVoucherRows[];
}

/**
 * What stands of a voucher. `waiting`: unprocessed in the batch tables. `vouchers`: these are ours, more than one is one too
 * many. `gone`: it stood and was deleted. `unclear`: nothing tells whether one of `others` is ours, or whether it is gone at
 * all: a person does. `none`: it stands nowhere.
 */
export type VoucherFound = { readonly batch: readonly BatchPayItemRow[] } & (
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'vouchers';
      readonly vouchers: readonly LedgerVoucherRows[];
      readonly strangers: readonly LedgerVoucherRows[];
    }
  | { readonly kind: 'gone' | 'none'; readonly strangers: readonly LedgerVoucherRows[] }
  | { readonly kind: 'unclear'; readonly others: readonly LedgerVoucherRows[]; readonly why: string }
);

/** Whose is what (accounting 2, `ledgerKeys`). Before anything was sent, only a key of ours makes a voucher ours. */
export async function judgeVouchers(
  jde: JdeCalls,
  sought: SoughtVoucher,
  { batch, numbered, keyed, ordered }: VoucherEvidence,
): Promise<VoucherFound> {
  if (isWaiting(batch)) return { kind: 'waiting', batch };
  const all = distinct([...keyed, ...numbered, ...ordered]);
  const ours = all.filter((one) => isOurs(one, sought));
  const others = all.filter((one) => !ours.includes(one) && !isVoided(one));
  const strangers = others.filter((one) => !ordered.includes(one) || numbered.includes(one));
  if (ours.length > 0) return { kind: 'vouchers', vouchers: ours, strangers, batch };
  if (!sought.wasSent && batch.length === 0) return { kind: 'none', strangers, batch };
  const stood = sought.stood || batch.length > 0;
  // Another voucher of ours, on the same order say, is none that this one could have become.
  const possible = others.filter((one) => !carriesAnyKey(one));
  // A document that was seen before never changes its number: where that is not, it was deleted.
  if (sought.document !== null && possible.length === 0) return { kind: 'gone', strangers, batch };
  const arrive = await keysArrive(jde);
  const expected = expectedOf(sought, batch);
  const alike = possible.filter((one) => agrees(one, expected));
  if (!arrive && stood && sought.document === null && alike.length === 1 && possible.length === 1) {
    return { kind: 'vouchers', vouchers: alike, strangers: [], batch };
  }
  const isOrdered = possible.some((one) => ordered.includes(one));
  if (possible.length > 0 && (stood || isOrdered)) return unclear(batch, possible, 'one of these may be it');
  if (!stood) return { kind: 'none', strangers, batch };
  if (arrive) return { kind: 'gone', strangers, batch };
  return unclear(
    batch,
    [],
    'no key of ours is known to reach the ledger there (setting jde.ledgerKeys), so it may stand under another number or supplier',
  );
}

interface Expected {
  readonly company: string;
  readonly supplier: string;
  readonly number: string;
  readonly date: string;
  readonly total: string;
}

/** What the processor made a voucher of: the batch rows as AP left them, or, where they are purged, what was sent. */
function expectedOf(
  { company, supplier, invoiceNumber, traits }: SoughtVoucher,
  batch: readonly BatchPayItemRow[],
): Expected | null {
  const [row] = batch;
  if (row !== undefined) {
    const total = sum(batch.map((one) => amountText(one.CRRM === 'F' ? one.ACR : one.AG)));
    return { company, supplier: row.AN8, number: row.VINV, date: fromTableDate(row.DIVJ), total };
  }
  if (traits === null) return null;
  return { company, supplier, number: invoiceNumber, date: traits.invoiceDate, total: traits.total };
}

/** Company, date and amount, which nobody else's invoice of the same number is likely to share. */
function agrees(voucher: LedgerVoucherRows, expected: Expected | null): boolean {
  const [first] = voucher.payItems;
  return (
    expected !== null &&
    first.KCO === expected.company &&
    first.AN8 === expected.supplier &&
    first.VINV === expected.number &&
    fromTableDate(first.DIVJ) === expected.date &&
    equals(totalOf(voucher), expected.total)
  );
}

/** By a key that it carries, or by the document that it was known as. */
export function isOurs(voucher: LedgerVoucherRows, { erpKey, document }: SoughtVoucher): boolean {
  return carriesKey(voucher, erpKey) || (document !== null && isDocument(voucher, document));
}

/** Asked of what does not carry the key that is looked for: it is another posting's of ours. */
function carriesAnyKey({ payItems }: LedgerVoucherRows): boolean {
  return payItems.some(({ VR01, URRF }) => isKey(VR01) || isShortKey(URRF));
}

function unclear(batch: readonly BatchPayItemRow[], others: readonly LedgerVoucherRows[], why: string): VoucherFound {
  return { kind: 'unclear', others, why, batch };
}

/** One voucher may be met in several ways. */
function distinct(vouchers: readonly LedgerVoucherRows[]): readonly LedgerVoucherRows[] {
  const seen = new Map<string, LedgerVoucherRows>();
  for (const one of vouchers) seen.set(JSON.stringify(toStranger(one).reference), one);
  return [...seen.values()];
}
