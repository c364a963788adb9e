import type { Reference } from '../../../domain/posting/look';
import { sum } from '../../../domain/money/money';
import { batchPayItemColumns, isProcessed, type BatchPayItemRow } from './batch-rows';
import type { ControlRow } from '../tables/control-row';
import { amountText } from '../tables/decimal-text';
import {
  byDocument,
  bySupplierAndNumber,
  isOurs,
  ledgerStage,
  ledgerWord,
  payableColumns,
  taxOf,
  voucherReference,
  type PayableRow,
} from './ledger-rows';
import type { VoucherKey } from './our-keys';
import { equal, oneOf } from '../tables/table-query';

const keysAtOnce = 50;

/** Where one voucher of ours stands, as far as the pay items alone tell. */
export interface VoucherStanding {
  readonly stage: 'delivered' | 'vouchered' | 'posted' | 'voided';
  /** JDE's own word for it; empty where there is none. */
  readonly stageWord: string;
  readonly reference: Reference;
  readonly tax: string;
}

/**
 * Where vouchers stand, many at once: two calls for 50 of them, in the direction of flow. One answer for each key, in the
 * order of the keys; it is empty where neither the batch tables nor the ledger have anything.
 */
export async function readVoucherStandings(
  controlRow: ControlRow,
  vouchers: readonly VoucherKey[],
): Promise<readonly (readonly VoucherStanding[])[]> {
  const found = new Map<VoucherKey, readonly VoucherStanding[]>();
  for (const ediUser of new Set(vouchers.map((voucher) => voucher.ediUser))) {
    const own = vouchers.filter((voucher) => voucher.ediUser === ediUser);
    for (let at = 0; at < own.length; at += keysAtOnce) {
      const keys = own.slice(at, at + keysAtOnce);
      const standings = await standingsOf(controlRow, ediUser, keys);
      keys.forEach((key, index) => found.set(key, standings[index] ?? []));
    }
  }
  return vouchers.map((voucher) => found.get(voucher) ?? []);
}

async function standingsOf(
  controlRow: ControlRow,
  ediUser: string,
  keys: readonly VoucherKey[],
): Promise<readonly (readonly VoucherStanding[])[]> {
  const company = keys[0]?.company ?? '';
  const batch = await controlRow.readProven(
    {
      purpose: 'batch rows of vouchers',
      table: 'F0411Z1',
      columns: batchPayItemColumns,
      conditions: [
        equal('EDUS', ediUser),
        oneOf(
          'EDBT',
          keys.map((key) => key.ediBatch),
        ),
        oneOf(
          'EDTN',
          keys.map((key) => key.erpKey),
        ),
      ],
      pageBy: 'EDTN',
    },
    company,
  );
  const rowsOf = (key: VoucherKey): readonly BatchPayItemRow[] => batch.filter((row) => row.EDTN === key.erpKey);
  const isDelivered = (key: VoucherKey): boolean => rowsOf(key).length > 0 && !rowsOf(key).some(isProcessed);
  const further = keys.filter((key) => !isDelivered(key));
  const payables = further.length === 0 ? [] : await readPayables(controlRow, company, further);
  return keys.map((key) => (isDelivered(key) ? [delivered(key, rowsOf(key))] : inLedger(key, payables)));
}

async function readPayables(
  controlRow: ControlRow,
  company: string,
  keys: readonly VoucherKey[],
): Promise<readonly PayableRow[]> {
  return controlRow.readProven(
    {
      purpose: 'vouchers by supplier and invoice number',
      table: 'F0411',
      columns: payableColumns,
      conditions: bySupplierAndNumber(keys),
      pageBy: 'DOC',
    },
    company,
  );
}

function delivered(key: VoucherKey, rows: readonly BatchPayItemRow[]): VoucherStanding {
  const tax = sum(rows.map((row) => amountText(row.CRRM === 'F' ? row.CTAM : row.STAM)));
  const { erpKey, ediUser, ediBatch } = key;
  return { stage: 'delivered', stageWord: '', reference: { ediUser, ediBatch, ediTransaction: erpKey }, tax };
}

function inLedger(key: VoucherKey, payables: readonly PayableRow[]): readonly VoucherStanding[] {
  const ours = payables.filter((row) => isOurs(row, key.erpKey));
  return byDocument(ours).flatMap((rows) => {
    const [first] = rows;
    return first === undefined
      ? []
      : [
          {
            stage: ledgerStage(rows),
            stageWord: ledgerWord(rows),
            reference: voucherReference(first),
            tax: taxOf(rows),
          },
        ];
  });
}
