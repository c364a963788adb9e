import type { OursFound } from '../../erp-adapter';
import { isProcessed } from './batch-rows';
import type { DataService } from '../tables/data-service';
import { byDocument, ledgerStage, payableColumns, voucherReference } from './ledger-rows';
import { orderLinesQuery } from './purchase-orders';
import { orderColumns, toFoundOrder, type OrderRow } from './purchase-order-rows';
import { ofOurs } from './our-keys';
import type { JdeSettings } from '../settings';

/**
 * Vouchers and journals by EDTN while they stand unprocessed in the batch tables, then vouchers by VR01 (F0411). A journal
 * that was processed is known only by its explanation and is not listed.
 */
export async function readOurVouchers(dataService: DataService, days: number): Promise<readonly OursFound[]> {
  return [...(await batchTransactions(dataService, days)), ...(await vouchers(dataService, days))];
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
  const open = rows.filter((row) => !isProcessed(row));
  const byName = new Map(open.map((row) => [`${row.EDUS}/${row.EDBT}/${row.EDTN}`, row]));
  return [...byName.values()].map((row) => ({
    key: row.EDTN,
    step: 'voucher',
    reference: { ediUser: row.EDUS, ediBatch: row.EDBT, ediTransaction: row.EDTN },
    stage: 'delivered',
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
  return byDocument(rows).flatMap((payItems) => {
    const [first] = payItems;
    if (first === undefined) return [];
    return [{ key: first.VR01, step: 'voucher', reference: voucherReference(first), stage: ledgerStage(payItems) }];
  });
}
