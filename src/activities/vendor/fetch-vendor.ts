import type { StepResult } from '../../domain/posting/stages/pass';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { vendorContext } from './vendor-context';

/** Begins a pass over a vendor; goes on with one that is not settled, on the queue of the connection's ERP. */
export function createFetchVendor(ports: ActivityPorts) {
  return async function fetchVendor(
    ref: DocumentRef,
  ): Promise<StepResult<{ readonly erp: string; readonly name: string }>> {
    const context = await vendorContext(ports, ref);
    if ('end' in context) return context.end;
    const { connection, party } = 'linked' in context ? context.linked : context;
    return { next: 'go', erp: connection.erp, name: party.procoreVendorId };
  };
}
