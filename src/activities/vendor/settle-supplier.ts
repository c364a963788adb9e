import type { PassEnd } from '../../domain/posting/stages/pass';
import { settleInFlight } from '../../ledger/settle-in-flight';
import { endWithHold } from '../end-with-hold';
import type { Step } from '../../domain/posting/plan/steps';
import type { ActivityPorts } from '../ports';
import { atTarget, targetsOf } from '../steps/step-context';
import type { VendorContext } from './vendor-context';

/**
 * Before a vendor counts as linked with a supplier that was found, or that a person named: what of a supplier was sent for it
 * is adopted or given up, but for steps that are to be posted still. Ends the pass while that cannot be told; null: nothing is in flight.
 */
export async function settleSupplier(
  ports: ActivityPorts,
  { connection, document, asOf, inFlight }: Pick<VendorContext, 'connection' | 'document' | 'asOf' | 'inFlight'>,
  still: readonly Step[] = [],
): Promise<PassEnd | null> {
  if (!inFlight) return null;
  const targets = await targetsOf(ports, connection);
  const { waitMs, problems } = await settleInFlight(
    ports.store,
    document,
    (posting) => atTarget(targets, posting),
    still,
  );
  if (problems.length > 0) return endWithHold(ports, document, { problems, asOf });
  return waitMs === null ? null : { next: 'wait', afterMs: waitMs, why: 'a supplier was sent and may still arrive' };
}
