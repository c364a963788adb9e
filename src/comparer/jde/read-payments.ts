import { amountOf, sumOf, zero } from '../amount';
import type { InvoicePayment } from '../check-payments';

type Row = Readonly<Record<string, string>>;

/**
 * What each payment (F0413) paid of each voucher (F0414), without a sign: JDE's own need not be that of the voucher. A void is a date
 * on the payment, or rows that come to nothing.
 */
export function paidVouchers(heads: readonly Row[], items: readonly Row[]): readonly InvoicePayment[] {
  const voided = new Set(heads.filter(({ VDGJ = '' }) => VDGJ !== '' && VDGJ !== '0').map(({ PYID }) => PYID));
  const numbers = new Map(heads.map(({ PYID = '', DOCM = '' }) => [PYID, DOCM]));
  const groups = new Map<string, Row[]>();
  for (const row of items) {
    const id = [row['PYID'], row['DOC'], row['DCT'], row['KCO']].join('-');
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return [...groups].map(([id, rows]): InvoicePayment => {
    const [first = {}] = rows;
    const sum = (domestic: string, foreign: string) =>
      sumOf(rows.map((row) => amountOf(row[row['CRRM'] === 'F' ? foreign : domestic], `F0414.${domestic}`)));
    const [paid, discount] = [sum('PAAP', 'PFAP'), sum('ADSA', 'CDSA')];
    const payment = first['PYID'] ?? '';
    return {
      ...{ id, originId: id, name: `payment ${numbers.get(payment) ?? payment}` },
      invoice: `voucher ${[first['DOC'], first['DCT'], first['KCO']].join('/')}`,
      isUnsigned: true,
      amount: voided.has(payment) || paid.plus(discount).isZero() ? zero : paid.abs(),
    };
  });
}
