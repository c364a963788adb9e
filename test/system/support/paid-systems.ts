import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable } from './accounts-payable';
import type { FusionRig } from './fusion-rig';
import { billed, startWithLinked } from './linked-contracts';
import { fusionPayables, jdePayables, type Payables } from './payments';
import { startRig, type Rig } from './rig';

/** An invoice of one requisition that stands in an ERP and may be paid. */
export interface PaidSystem {
  readonly rig: Rig;
  readonly requisition: DocumentRow;
  readonly payables: Payables;
  /** Null: it is JD Edwards. */
  readonly fusion: FusionRig | null;
  close(): Promise<void>;
}

export async function startPaidInFusion(): Promise<PaidSystem> {
  const system = await startWithLinked([{ number: 'PAID', requisitions: [{ items: [billed('9000.00')] }] }]);
  const { rig, control } = system;
  const { sourceId } = await rig.requisition('PAID', 1);
  await rig.hintOne(sourceId);
  const requisition = await rig.untilStage(sourceId, ['posted']);
  const [voucher] = await accountsPayable(rig).vouchersOf(requisition);
  return {
    rig,
    requisition,
    fusion: system,
    payables: fusionPayables(control, voucher?.reference?.['invoiceId'] ?? ''),
    close: system.close,
  };
}

export async function startPaidInJde(): Promise<PaidSystem> {
  const rig = await startRig({ posting: { payStatus: 'A' } });
  await rig.goLive(['4411']);
  const requisition = await accountsPayable(rig).posted('SC-4411-001');
  const [voucher] = await accountsPayable(rig).vouchersOf(requisition);
  const doc = voucher?.reference?.['documentNumber'] ?? '';
  return { rig, requisition, fusion: null, payables: jdePayables(rig, doc), close: () => rig.close() };
}
