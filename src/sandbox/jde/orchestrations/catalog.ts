import type { JdeSandboxSettings } from '../settings';
import { addBatchJournal } from './batches/add-batch-journal';
import { addBatchVoucher } from './batches/add-batch-voucher';
import { addNote } from './orders/add-note';
import { changeOrder } from './orders/change-order';
import { createOrder } from './orders/create-order';
import { deleteBatchVoucher } from './batches/delete-batch-voucher';
import type { Orchestration } from './orchestration';
import { runJournals, runVouchers } from './batches/run-processors';
import { setSupplierBank } from './vendors/set-supplier-bank';
import { upsertVendor } from './vendors/upsert-vendor';

const all: readonly Orchestration[] = [
  upsertVendor,
  setSupplierBank,
  createOrder,
  changeOrder,
  addBatchVoucher,
  deleteBatchVoucher,
  addBatchJournal,
  runVouchers,
  runJournals,
  addNote,
];

export interface NamedOrchestration {
  /** The customer's name for it. */
  readonly name: string;
  readonly omwObjectName: string;
  readonly orchestration: Orchestration;
}

/** What the user may run, under the names of the setting `orchestrationNames`. */
export function orchestrationsOf(settings: JdeSandboxSettings): readonly NamedOrchestration[] {
  return all
    .map((orchestration, index) => ({
      name: settings.orchestrationNames[orchestration.name] ?? orchestration.name,
      omwObjectName: `ORC_26010100${String(index + 1).padStart(2, '0')}CUST`,
      orchestration,
    }))
    .filter(({ name }) => !settings.deniedOrchestrations.includes(name));
}
