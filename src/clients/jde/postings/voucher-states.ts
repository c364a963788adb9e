import { sum } from '../../../domain/money/money';
import type { VoucherKey, VoucherState } from '../../erp-gateway';
import { batchPayItemColumns, isProcessed, type BatchPayItemRow } from './batch-rows';
import type { ControlRow } from '../tables/control-row';
import { amountText } from '../tables/decimal-text';
import {
  bySupplierAndNumber,
  isOurs,
  isVoided,
  payableColumns,
  taxOf,
  voucherReference,
  type PayableRow,
} from './ledger-rows';
import { equal, oneOf } from '../tables/table-query';

const keysAtOnce = 50;

/** Where vouchers stand, many at once: two calls for 50 of them, in the direction of flow. */
export async function readVoucherStates(
  controlRow: ControlRow,
  vouchers: readonly VoucherKey[],
): Promise<readonly VoucherState[]> {
  const states: VoucherState[] = [];
  for (const ediUser of new Set(vouchers.map((voucher) => voucher.ediUser))) {
    const own = vouchers.filter((voucher) => voucher.ediUser === ediUser);
    for (let at = 0; at < own.length; at += keysAtOnce) {
      states.push(...(await statesOf(controlRow, ediUser, own.slice(at, at + keysAtOnce))));
    }
  }
  return states;
}

async function statesOf(
  controlRow: ControlRow,
  ediUser: string,
  keys: readonly VoucherKey[],
): Promise<readonly VoucherState[]> {
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
  return keys.map((key) => (isDelivered(key) ? deliveredState(key, rowsOf(key)) : ledgerState(key, payables)));
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

function deliveredState(key: VoucherKey, rows: readonly BatchPayItemRow[]): VoucherState {
  const tax = sum(rows.map((row) => amountText(row.CRRM === 'F' ? row.CTAM : row.STAM)));
  const { erpKey, ediUser, ediBatch } = key;
  return { erpKey, stage: 'delivered', reference: { ediUser, ediBatch, ediTransaction: erpKey }, tax };
}

function ledgerState(key: VoucherKey, payables: readonly PayableRow[]): VoucherState {
  const rows = payables.filter((row) => isOurs(row, key.erpKey));
  const [first] = rows;
  if (first === undefined) return { erpKey: key.erpKey, stage: 'gone', reference: null, tax: '0' };
  const posted = rows.every((row) => row.POST === 'D');
  const stage = rows.some(isVoided) ? 'voided' : posted ? 'posted' : 'vouchered';
  return { erpKey: key.erpKey, stage, reference: voucherReference(first), tax: taxOf(rows) };
}
