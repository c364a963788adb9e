import type { PassEnd } from '../../domain/posting/stages/pass';
import { conflictProblem } from '../../domain/vendor/conflict-problem';
import type { FieldConflict } from '../../domain/vendor/import/field-conflict';
import type { Scope } from '../../store/scope';
import type { Party } from '../../store/coding/parties';
import type { Tx } from '../../store/unit-of-work';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { VendorBase } from './vendor-context';

/** What of a linked vendor a person is to decide; of a pair that is not linked any more nothing is. */
export async function conflictsOf(
  tx: Tx,
  scope: Scope,
  { procoreVendorId, erpNumber }: Pick<Party, 'procoreVendorId' | 'erpNumber'>,
): Promise<readonly FieldConflict[]> {
  const kept = erpNumber === null ? null : await tx.vendorBases.find(scope, procoreVendorId);
  return kept?.number === erpNumber ? (kept.conflicts ?? []) : [];
}

/** A vendor that is linked, and of which nothing is left to be written: done, or held for what a person is to decide. */
export async function endLinked(
  ports: ActivityPorts,
  { connection, document, asOf, party }: Pick<VendorBase, 'connection' | 'document' | 'asOf' | 'party'>,
): Promise<PassEnd> {
  const conflicts = await ports.store.inTenant(document.tenantId, async (tx) => {
    const found = await conflictsOf(tx, connection, party);
    if (found.length === 0) await tx.documents.setStage(document.id, 'recorded', false);
    return found;
  });
  if (conflicts.length === 0) return { next: 'close', stage: 'recorded' };
  const pair = { partyId: party.id, vendorId: party.procoreVendorId, supplier: party.erpNumber ?? '' };
  return endWithHold(ports, document, { problems: conflicts.map((one) => conflictProblem(pair, one)), asOf });
}
