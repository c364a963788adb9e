import type { KeptBase } from '../../../domain/vendor/import/kept-base';
import type { Connection } from '../../../store/connections/connections';
import type { Tx } from '../../../store/unit-of-work';

type Bases = ReadonlyMap<string, KeptBase>;

/** Vendors of which a person is to decide something else than before, or nothing any more: their workflows look. */
export async function hintConflicts(tx: Tx, connection: Connection, before: Bases, after: Bases): Promise<void> {
  const { tenantId, connectionId } = connection;
  const asked = (base: KeptBase | undefined): string => JSON.stringify(base?.conflicts ?? []);
  for (const [vendor, base] of after) {
    if (asked(before.get(vendor)) === asked(base)) continue;
    const party = await tx.parties.find(connection, vendor);
    if (party === null) continue;
    await tx.documents.hint(await tx.documents.see({ tenantId, connectionId }, { kind: 'vendor', sourceId: party.id }));
  }
}
