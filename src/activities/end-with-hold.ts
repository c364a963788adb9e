import type { Problem } from '../domain/holds/hold-reason';
import type { PassEnd } from '../domain/posting/stages/pass';
import type { SyncStage } from '../domain/posting/stages/sync-stage';
import type { DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';
import type { ActivityPorts } from './ports';

export interface HoldRequest {
  readonly problems: readonly Problem[];
  /** The connection's count when what the problems speak of was read (store/version-rows.ts). */
  readonly asOf: string;
  readonly wakeAfterMs?: number;
  readonly stage?: SyncStage;
  /** What releases it besides the causes that its problems name. */
  readonly causeKeys?: readonly string[];
  /** In the transaction that opens the hold. */
  readonly once?: (tx: Tx) => Promise<void>;
}

/** Ends the pass with a hold, or with another pass when a cause was mended meanwhile. */
export async function endWithHold(ports: ActivityPorts, document: DocumentRow, request: HoldRequest): Promise<PassEnd> {
  const { store } = ports;
  return store.inTenant(document.tenantId, async (tx) => {
    const opened = await tx.holds.open(document, request);
    if (opened === null) return { next: 'again', why: 'mended' };
    await request.once?.(tx);
    await tx.audit(document, 'held', { reasons: opened.reasons, holdId: opened.id });
    return {
      next: 'hold',
      hold: {
        kind: opened.kind,
        reason: opened.reason,
        reasons: opened.reasons,
        wakeAfterMs: request.wakeAfterMs ?? null,
      },
    };
  });
}
