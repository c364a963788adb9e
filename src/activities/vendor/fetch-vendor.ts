import type { StepResult } from '../../domain/posting/stages/pass';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { beginVendor } from './vendor-context';

/** Begins a pass over a vendor; goes on with one that is not settled, on the queue of the connection's ERP, where its record is read. */
export function createFetchVendor(ports: ActivityPorts) {
  return async function fetchVendor(
    ref: DocumentRef,
  ): Promise<StepResult<{ readonly erp: string; readonly name: string }>> {
    const begun = await beginVendor(ports, ref);
    if ('end' in begun) return begun.end;
    const { connection, party } = 'linked' in begun ? begun.linked : begun.unlinked;
    return { next: 'go', erp: connection.erp, name: party.procoreVendorId };
  };
}
