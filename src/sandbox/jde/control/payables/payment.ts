import { z } from 'zod';
import { decimalOf, sumOf, ZERO, type Decimal } from '../../../decimal';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { ControlError } from '../control-error';
import { amountText, dateText, documentNumber } from '../read-order';
import { CLERK, standingPayItems } from './voucher';

const PAYMENT_FORM = { user: CLERK, program: 'P0413M' };
/** Batch types: payments by hand are M, those of the automatic process K. */
const BATCH_TYPES = { PN: 'M', PK: 'K', PT: 'K' } as const;

export const paySchema = z.strictObject({
  /** `amount` is what is paid in cash, `discount` what is taken besides; without an amount all that is open is settled. */
  vouchers: z
    .array(
      z.strictObject({
        doc: documentNumber,
        payItem: z.string().optional(),
        amount: amountText.optional(),
        discount: amountText.default('0'),
      }),
    )
    .min(1),
  type: z.enum(['PK', 'PN', 'PT']).default('PK'),
  date: dateText.optional(),
  bank: z.string().default(''),
});

interface Share {
  readonly item: Row;
  readonly paid: Decimal;
  readonly discount: Decimal;
}

/** One payment to one payee in one currency: a row of F0413, one of F0414 for each pay item, and less open in F0411. */
export function payVouchers(state: SandboxState, order: z.infer<typeof paySchema>): object {
  const shares = order.vouchers.flatMap((voucher) => sharesOf(state, voucher));
  const [first] = shares;
  if (first === undefined || shares.some(({ item }) => !isSameParty(item, first.item))) {
    throw new ControlError('One payment pays pay items of one payee in one currency, each once');
  }
  const next = (series: string, column: string): string => state.nextNumbers.next(series, 'F0413', column);
  const payment = { PYID: next('PYID', 'PYID'), DCTM: order.type };
  const { PYE, CRCD, CRRM } = first.item;
  const cash = sumOf(shares.map(({ paid }) => paid));
  const number = next('DOCM', 'DOCM');
  const batch = state.nextNumbers.next('batch', 'F0413', 'ICU');
  const date = order.date ?? state.today();
  state.write(
    'F0413',
    {
      ...payment,
      ...{ DOCM: number, PYE, CRCD, CRRM, GLBA: order.bank, DMTJ: date, VLDT: date, DICJ: state.today() },
      ...{
        ICU: batch,
        ICUT: BATCH_TYPES[order.type],
        PAAP: signed(state, cash),
        PYIN: order.type === 'PT' ? 'T' : 'C',
      },
    },
    PAYMENT_FORM,
  );
  shares.forEach((share, index) => settle(state, { ...payment, RC5: String(index + 1) }, share));
  return { payment: payment.PYID, number, amount: cash.toFixed(2) };
}

function sharesOf(state: SandboxState, voucher: z.infer<typeof paySchema>['vouchers'][number]): Share[] {
  const items = standingPayItems(state, voucher.doc).filter(
    ({ SFX, AAP }) => (voucher.payItem === undefined || SFX === voucher.payItem) && !decimalOf(AAP).isZero(),
  );
  if (items.length === 0 || (voucher.amount !== undefined && items.length > 1)) {
    throw new ControlError(`Voucher ${voucher.doc} has no open pay item, or several: name payItem for a part`);
  }
  return items.map((item) => shareOf(item, voucher));
}

/** A part has the sign of what is open. All but pay status A is not free to be paid. */
function shareOf(item: Row, { amount, discount: text }: { amount?: string | undefined; discount: string }): Share {
  const open = decimalOf(item[openColumn(item)]);
  const discount = decimalOf(text);
  const paid = amount === undefined ? open.minus(discount) : decimalOf(amount);
  const settled = paid.plus(discount);
  const isPart = [paid, discount, settled].every((one) => one.isZero() || one.isNegative() === open.isNegative());
  if (!isPart || paid.isZero() || settled.abs().greaterThan(open.abs())) {
    throw new ControlError(`The amount must be a part of what is open of ${item['DOC']}: ${open.toFixed(2)}`);
  }
  if (item['PST'] !== 'A') {
    throw new ControlError(`Pay item ${item['SFX']} of ${item['DOC']} has pay status ${item['PST']}, not A`);
  }
  return { item, paid, discount };
}

/** In mode F what is paid is in the voucher's currency. */
function openColumn(item: Row): 'AAP' | 'FAP' {
  return item['CRRM'] === 'F' ? 'FAP' : 'AAP';
}

function settle(state: SandboxState, key: RowInput, { item, paid, discount }: Share): void {
  const { DOC, DCT, KCO, SFX, SFXE, CRRM, CRCD, CRR, GLC, AN8, CO, MCU, PO, RMK } = item;
  const isForeign = CRRM === 'F';
  const inDomestic = (amount: Decimal): Decimal => (isForeign ? domesticShare(item, amount) : amount);
  const foreign = isForeign ? { PFAP: signed(state, paid), CDSA: signed(state, discount) } : {};
  const amounts = { PAAP: signed(state, inDomestic(paid)), ADSA: signed(state, inDomestic(discount)), ...foreign };
  const voucher = { DOC, DCT, KCO, SFX, SFXE, CRRM, CRCD, CRR, GLC, AN8, CO, MCU, PO, RMK };
  state.write('F0414', { ...key, ...voucher, ...amounts }, PAYMENT_FORM);
  const settled = paid.plus(discount);
  setOpen(state, item, inDomestic(settled).negated(), isForeign ? settled.negated() : ZERO);
}

/** The part of the domestic open amount that answers a foreign one; what settles all of it takes all. */
function domesticShare(item: Row, amount: Decimal): Decimal {
  const [open, foreign] = [decimalOf(item['AAP']), decimalOf(item['FAP'])];
  return amount.equals(foreign) ? open : open.times(amount).dividedBy(foreign).toDecimalPlaces(2);
}

/** Pay status P once nothing is open, A when something is again. */
export function setOpen(state: SandboxState, item: Row, added: Decimal, addedForeign: Decimal): void {
  const open = decimalOf(item['AAP']).plus(added);
  const foreign = decimalOf(item['FAP']).plus(addedForeign);
  const set = { AAP: open.toFixed(), FAP: foreign.toFixed(), PST: open.isZero() ? 'P' : 'A' };
  state.changeStatus('F0411', item, set, PAYMENT_FORM);
}

/** As the tables keep it: whether what is paid stands there below zero is the setting `paymentSign`. */
function signed({ settings }: SandboxState, amount: Decimal): string {
  return (settings.paymentSign === 'negative' ? amount.negated() : amount).toFixed();
}

function isSameParty(one: Row, other: Row): boolean {
  return (['PYE', 'CRCD', 'CRRM'] as const).every((alias) => one[alias] === other[alias]);
}
