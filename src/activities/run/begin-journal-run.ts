import type { StepResult } from '../../domain/posting/stages/pass';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';

/** Begins a pass over a run: closes the hold that ended, and says whose workers plan it. */
export function createBeginJournalRun({ store }: ActivityPorts) {
  return async function beginJournalRun(
    ref: DocumentRef,
  ): Promise<StepResult<{ readonly erp: string; readonly name: string }>> {
    return store.inTenant(ref.tenantId, async (tx) => {
      const { erp, clock: asOf } = await tx.connections.load(ref.connectionId);
      const document = await tx.documents.see(ref, ref, { passClock: asOf });
      await tx.holds.close(document.id);
      return { next: 'go', erp, name: document.sourceId };
    });
  };
}
