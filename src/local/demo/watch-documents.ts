import { setTimeout as delay } from 'node:timers/promises';
import { syncStages } from '../../domain/posting/stages/sync-stage';
import type { Store } from '../../store/store';
import type { LogLine } from '../stack/programs/log-line';

/** Stages in which something happens by itself; `waiting` on another document counts, while anything else moves. */
const moving: ReadonlySet<string> = new Set(['checking', 'ordered']);

export interface DocumentCounts {
  readonly byStage: Readonly<Record<string, number>>;
  readonly dueSignals: number;
}

/** Where the documents of a tenant stand, and how many signals are on their way to them. */
async function countDocuments(store: Store, tenantId: string): Promise<DocumentCounts> {
  const rows = await store.inTenant(tenantId, (tx) => tx.counts.documents('requisition'));
  const { pending } = await store.outbox.counts();
  return { byStage: rows, dueSignals: pending };
}

/** Shows progress a person can follow until nothing has moved for a while. Gives the last counts. */
export async function watchDocuments(
  store: Store,
  tenantId: string,
  log: LogLine,
  limitMs: number,
): Promise<DocumentCounts> {
  const deadline = Date.now() + limitMs;
  const quietForMs = 2_500;
  let shown = '';
  let changedAt = Date.now();
  for (;;) {
    const counts = await countDocuments(store, tenantId);
    const line = syncStages
      .flatMap((stage) => (counts.byStage[stage] === undefined ? [] : [`${stage} ${counts.byStage[stage]}`]))
      .join('  ');
    if (line !== shown) {
      log(`  ${line}`);
      shown = line;
      changedAt = Date.now();
    }
    const busy = counts.dueSignals > 0 || Object.keys(counts.byStage).some((stage) => moving.has(stage));
    if (!busy && Date.now() - changedAt > quietForMs) return counts;
    if (Date.now() > deadline)
      throw new Error(`the documents did not come to rest within ${limitMs / 1000} s: ${line}`);
    await delay(1_000);
  }
}
