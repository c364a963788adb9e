import {
  jdePaymentId,
  namesOf,
  paymentOfVoucher,
  statusOf,
  type JdePaidItem,
  type JdePayment,
  type JdeVoucherName,
} from '../../../domain/jde/payment';
import { isNegative, sum } from '../../../domain/money/money';
import type { ErpPayment } from '../../../domain/payment/erp-payment';
import type { CheckStep } from '../../erp-adapter';
import type { PaymentSource } from '../../erp-sources';
import { tried } from '../../tried-step';
import type { TableRow } from '../ais/schemas';
import type { JdeConnection } from '../connect';
import { amountText, decimalText } from '../tables/decimal-text';
import { fromTableDate } from '../tables/table-dates';
import { daysAgoOrLater, oneOf } from '../tables/table-query';

const headColumns = ['PYID', 'DCTM', 'DOCM', 'DMTJ', 'VDGJ', 'UPMJ', 'UPMT'] as const;
const itemColumns = ['PYID', 'RC5', 'DOC', 'DCT', 'KCO', 'PAAP', 'PFAP', 'ADSA', 'CDSA', 'CRRM', 'CRCD'] as const;
type HeadRow = TableRow<(typeof headColumns)[number]>;
type ItemRow = TableRow<(typeof itemColumns)[number]>;

const paymentsAtOnce = 50;

/** Payments of Accounts Payable (F0413), by what they pay of each voucher (F0414). */
export function paymentSource(jde: JdeConnection): PaymentSource {
  const { dataService } = jde;
  return {
    check: async () => {
      const steps: CheckStep[] = [];
      for (const table of ['F0413', 'F0414']) {
        const ask = `the JDE security administrator for data service and read access of the service user to ${table}`;
        await tried(steps, `table ${table}`, ask, async () => {
          const asked = { purpose: 'connection check', table, columns: ['PYID'], conditions: [], firstRows: 1 };
          return (await dataService.browse(asked)).rows.length > 0 ? 'readable' : 'readable, no row to see';
        });
      }
      return steps;
    },
    changedWithin: async (days) => {
      const { rows } = await dataService.browse({
        ...{ purpose: 'payments that changed', table: 'F0413', columns: headColumns, pageBy: 'PYID' },
        conditions: [daysAgoOrLater('UPMJ', days)],
      });
      const heads = new Map(rows.map(headOf).map((head) => [head.id, head]));
      const ids = [...heads.keys()];
      const listed = new Map<string, { id: string; status: string; invoice: JdeVoucherName; changedAt: string }>();
      for (let at = 0; at < ids.length; at += paymentsAtOnce) {
        const { rows: items } = await dataService.browse({
          ...{ purpose: 'what payments pay', table: 'F0414', columns: itemColumns, pageBy: 'PYID' },
          conditions: [oneOf('PYID', ids.slice(at, at + paymentsAtOnce))],
        });
        for (const item of items) {
          const head = heads.get(decimalText(item.PYID));
          if (head === undefined) continue;
          const invoice = voucherOf(item);
          const id = jdePaymentId(head.id, invoice);
          listed.set(id, { id, status: statusOf(head), invoice, changedAt: head.changedAt });
        }
      }
      return [...listed.values()];
    },
    read: async (id) => (await readTogether(jde, [id]))[0] ?? null,
    readAll: async (ids) => {
      const payments: ErpPayment[] = [];
      for (let at = 0; at < ids.length; at += paymentsAtOnce) {
        payments.push(...(await readTogether(jde, ids.slice(at, at + paymentsAtOnce))));
      }
      return payments;
    },
  };
}

/** At most `paymentsAtOnce` of them, in three questions. */
async function readTogether(jde: JdeConnection, ids: readonly string[]): Promise<readonly ErpPayment[]> {
  const { dataService, controlRow } = jde;
  const named = ids.flatMap((id) => namesOf(id) ?? []);
  const [first] = named;
  if (first === undefined) return [];
  const ofPayments = [
    oneOf(
      'PYID',
      named.map(({ paymentId }) => paymentId),
    ),
  ];
  const heads = await controlRow.readProven(
    { purpose: 'payments', table: 'F0413', columns: headColumns, conditions: ofPayments, pageBy: 'PYID' },
    first.voucher.documentCompany,
  );
  if (heads.length === 0) return [];
  const headsById = new Map(heads.map(headOf).map((head) => [head.id, head]));
  const { rows } = await dataService.browse({
    ...{ purpose: 'what payments pay', table: 'F0414', columns: itemColumns, pageBy: 'PYID', conditions: ofPayments },
  });
  const factsOf = await voucherFacts(
    jde,
    named.map(({ voucher }) => voucher),
  );
  return named.flatMap(({ paymentId, voucher }) => {
    const head = headsById.get(paymentId);
    if (head === undefined) return [];
    const own = rows.filter(({ PYID }) => decimalText(PYID) === paymentId);
    return paymentOfVoucher(head, own.map(itemOf), factsOf(voucher)) ?? [];
  });
}

/** Its number as the supplier gave it, and whether it is a credit. */
async function voucherFacts({ dataService }: JdeConnection, vouchers: readonly JdeVoucherName[]) {
  const { rows } = await dataService.browse({
    ...{ purpose: 'vouchers of payments', table: 'F0411', columns: ['DOC', 'DCT', 'KCO', 'VINV', 'AG'], pageBy: 'DOC' },
    conditions: [
      oneOf(
        'DOC',
        vouchers.map(({ documentNumber }) => documentNumber),
      ),
    ],
  });
  return (voucher: JdeVoucherName) => {
    const own = rows.filter((row) => {
      const { documentNumber, documentType, documentCompany } = voucherOf(row);
      return (
        documentNumber === voucher.documentNumber &&
        documentType === voucher.documentType &&
        documentCompany === voucher.documentCompany
      );
    });
    const gross = sum(own.map(({ AG }) => amountText(AG)));
    return { ...voucher, invoiceNumber: own[0]?.VINV.trim() ?? '', isCredit: isNegative(gross) };
  };
}

function headOf(row: HeadRow): JdePayment {
  return {
    id: decimalText(row.PYID),
    number: decimalText(row.DOCM),
    documentType: row.DCTM.trim(),
    date: fromTableDate(row.DMTJ),
    voidDate: fromTableDate(row.VDGJ),
    changedAt: `${fromTableDate(row.UPMJ)}T${timeOf(row.UPMT)}Z`,
  };
}

/** `HHMMSS` as a number: 90503 is five past nine. By the server's clock, and compared with its own alone. */
function timeOf(cell: string): string {
  const digits = amountText(cell).padStart(6, '0');
  return `${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}

function voucherOf(row: Pick<ItemRow, 'DOC' | 'DCT' | 'KCO'>): JdeVoucherName {
  return { documentNumber: decimalText(row.DOC), documentType: row.DCT.trim(), documentCompany: row.KCO.trim() };
}

/** Of a voucher in a foreign currency, what is paid in that. */
function itemOf(row: ItemRow): JdePaidItem {
  const isForeign = row.CRRM.trim() === 'F';
  return {
    ...voucherOf(row),
    amount: amountText(isForeign ? row.PFAP : row.PAAP),
    discount: amountText(isForeign ? row.CDSA : row.ADSA),
    currency: row.CRCD.trim(),
  };
}
