import type { OursFound } from '../../erp-adapter';
import { isProcessed } from './batch-rows';
import type { DataService } from '../tables/data-service';
import { byDocument, ledgerStage, payableColumns, voucherReference } from './vouchers/ledger-rows';
import { orderLinesQuery } from './orders/purchase-orders';
import { orderColumns, toFoundOrder, type OrderRow } from './orders/purchase-order-rows';
import { ofOurs } from './our-keys';
import type { JdeCalls } from './jde-calls';
import type { JdeSettings } from '../settings';

/**
 * Vouchers and journals by EDTN while their rows stand in the batch tables, and vouchers by VR01 (F0411). Where no VR01
 * reaches the ledger, processed rows stand for their voucher. A journal that was processed is known only
 * by its explanation and is not listed, unless its rows still stand.
 */
export async function readOurVouchers(
  { dataService, settings }: JdeCalls,
  days: number,
): Promise<readonly OursFound[]> {
  const batch = await batchTransactions(dataService, days);
  const ledger = await vouchers(dataService, days);
  const { ledgerKeys } = settings;
  const arrives = ledgerKeys === undefined ? ledger.length > 0 : ledgerKeys === 'both' || ledgerKeys === 'VR01';
  return [...batch.filter(({ stage }) => stage === 'delivered' || !arrives), ...ledger];
}

/** By VR01 of F4301. */
export async function readOurOrders(
  dataService: DataService,
  settings: JdeSettings,
  days: number,
): Promise<readonly OursFound[]> {
  const { rows } = await dataService.browse({
    purpose: 'purchase orders under keys of ours',
    table: 'F4301',
    columns: orderColumns,
    conditions: ofOurs('VR01', days),
    pageBy: 'DOCO',
  });
  const timesOf = new Map<string, number>();
  for (const { VR01 } of rows) timesOf.set(VR01, (timesOf.get(VR01) ?? 0) + 1);
  const found: OursFound[] = [];
  for (const row of rows) {
    // Whether its lines are canceled is of interest only beside a second order.
    const voided = (timesOf.get(row.VR01) ?? 0) > 1 && (await isCanceled(dataService, settings, row));
    const reference = { orderNumber: row.DOCO, orderType: row.DCTO, orderCompany: row.KCOO, suffix: row.SFXO };
    found.push({ key: row.VR01, step: 'order', reference, stage: voided ? 'voided' : 'stands' });
  }
  return found;
}

async function isCanceled(dataService: DataService, settings: JdeSettings, row: OrderRow): Promise<boolean> {
  const { DOCO: orderNumber, DCTO: orderType, KCOO: orderCompany, SFXO: suffix } = row;
  const { rows } = await dataService.browse(orderLinesQuery({ orderNumber, orderType, orderCompany, suffix }));
  return toFoundOrder(row, rows, settings.canceledLine).voided;
}

/** Of F0911Z1 alone, where both vouchers and journals have rows. */
async function batchTransactions(dataService: DataService, days: number): Promise<OursFound[]> {
  const { rows } = await dataService.browse({
    purpose: 'batch rows under keys of ours',
    table: 'F0911Z1',
    columns: ['EDUS', 'EDBT', 'EDTN', 'EDSP'],
    conditions: ofOurs('EDTN', days),
    pageBy: 'EDTN',
  });
  const byName = new Map(rows.map((row) => [`${row.EDUS}/${row.EDBT}/${row.EDTN}`, row]));
  return [...byName.values()].map((row) => ({
    key: row.EDTN,
    step: 'voucher',
    reference: { ediUser: row.EDUS, ediBatch: row.EDBT, ediTransaction: row.EDTN },
    stage: isProcessed(row) ? 'vouchered' : 'delivered',
  }));
}

async function vouchers(dataService: DataService, days: number): Promise<OursFound[]> {
  const { rows } = await dataService.browse({
    purpose: 'vouchers under keys of ours',
    table: 'F0411',
    columns: payableColumns,
    conditions: ofOurs('VR01', days),
    pageBy: 'DOC',
  });
  return byDocument(rows).map((voucher) => {
    const [{ VR01: key }] = voucher.payItems;
    return { key, step: 'voucher', reference: voucherReference(voucher), stage: ledgerStage(voucher) };
  });
}
