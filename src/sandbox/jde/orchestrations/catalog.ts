import type { JdeSandboxSettings } from '../settings';
import { addBatchJournal } from './add-batch-journal';
import { addBatchVoucher } from './add-batch-voucher';
import { addNote } from './add-note';
import { changeOrder } from './change-order';
import { createOrder } from './create-order';
import { deleteBatchVoucher } from './delete-batch-voucher';
import type { Orchestration } from './orchestration';
import { runJournals, runVouchers } from './run-processors';
import { setSupplierBank } from './set-supplier-bank';
import { upsertVendor } from './upsert-vendor';

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
