import type { CallShare } from '../http/call-share';
import { ConcurrencyLimit } from '../http/concurrency-limit';
import { HttpConnection, type CallObservation } from '../http/http-connection';
import type { CheckStep } from '../erp-adapter';
import { AisCaller } from './ais/ais-caller';
import { Orchestrator } from './ais/orchestration';
import { checkConnection, type CheckedBesides } from './check';
import type { JdeCalls } from './postings/jde-calls';
import { Journals } from './postings/journals';
import { AddedLines } from './postings/orders/added-lines';
import { CommitmentOrders } from './postings/orders/commitment-orders';
import { OrderCancel } from './postings/orders/order-cancel';
import { OrderChange } from './postings/orders/order-change';
import { OrderClose } from './postings/orders/order-close';
import { OrderRelief } from './postings/orders/order-relief';
import { ProcessorRuns } from './postings/processor-runs';
import { PurchaseOrders } from './postings/orders/purchase-orders';
import { SupplierBanks } from './postings/supplier-banks';
import { SupplierChanges } from './postings/supplier-changes';
import { Vendors } from './postings/vendors';
import { BatchDeletion } from './postings/vouchers/batch-deletion';
import { Vouchers } from './postings/vouchers/vouchers';
import type { JdeSettings } from './settings';
import { ControlRow } from './tables/control-row';
import { DataService } from './tables/data-service';

export interface JdeDependencies {
  readonly observe?: ((observation: CallObservation) => void) | undefined;
  readonly nowMs?: (() => number) | undefined;
  /** See `HttpConnectionSettings`. */
  readonly cancellation?: (() => AbortSignal | undefined) | undefined;
  /** See `ErpDependencies`. */
  readonly share?: ((limit: number) => CallShare) | undefined;
}

export type JdeConnection = ReturnType<typeof connectJde>;

/** What all calls to one customer's AIS server share: sockets, turns, one session, and what the control rows have proven. */
export function connectJde(settings: JdeSettings, dependencies: JdeDependencies = {}) {
  const nowMs = dependencies.nowMs ?? Date.now;
  const connection = new HttpConnection({
    system: 'jde',
    caBundlePem: settings.caBundle,
    requestLimitMs: settings.requestLimitMs,
    observe: dependencies.observe,
    cancellation: dependencies.cancellation,
  });
  const share = dependencies.share?.(settings.erpConcurrency);
  const limit = new ConcurrencyLimit(settings.erpConcurrency, share);
  const caller = new AisCaller(connection, settings, limit, nowMs);
  const dataService = new DataService(caller, settings, nowMs);
  const calls: JdeCalls = {
    settings,
    caller,
    dataService,
    controlRow: new ControlRow(dataService, { proofAgeMs: settings.proofAgeMs, nowMs }),
    orchestrator: new Orchestrator(caller, settings),
  };
  return {
    ...calls,
    nowMs,
    purchaseOrders: new PurchaseOrders(calls),
    commitmentOrders: new CommitmentOrders(calls),
    addedLines: new AddedLines(calls),
    orderRelief: new OrderRelief(calls),
    orderClose: new OrderClose(calls),
    vouchers: new Vouchers(calls),
    batchDeletion: new BatchDeletion(calls),
    journals: new Journals(calls),
    processorRuns: new ProcessorRuns(calls),
    orderChange: new OrderChange(calls),
    orderCancel: new OrderCancel(calls),
    vendors: new Vendors(calls),
    supplierChanges: new SupplierChanges(calls),
    supplierBanks: new SupplierBanks(calls),
    giveUpSession: (): Promise<void> => caller.giveUpSession(),
    check: async (of: CheckedBesides): Promise<readonly CheckStep[]> => {
      // A session of its own, so that its logout ends no other call's.
      const own = new AisCaller(connection, settings, limit, nowMs);
      try {
        return await checkConnection(connection, own, settings, of);
      } finally {
        await own.giveUpSession();
      }
    },
    close: async (): Promise<void> => {
      await caller.giveUpSession();
      await share?.close();
      await connection.close();
    },
  };
}
