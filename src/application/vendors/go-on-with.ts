import { causeKey } from '../../domain/holds/cause-key';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';

/** What was begun with one supplier of a vendor goes on with one of the two that it has had. */
export interface GoOn {
  /** In Procore. */
  readonly vendorId: string;
  /** Numbers in the ERP. */
  readonly earlier: string;
  readonly with: string;
  readonly note: string;
}

/**
 * Decides for all commitments of a vendor that were begun with a supplier that it is no longer linked with; what waited for that goes
 * on. Refused where nobody waits for it, or it was decided.
 */
export async function goOnWith(
  { store, connection }: ConnectionContext,
  { vendorId, earlier, with: chosen, note }: GoOn,
): Promise<{ readonly later: string; readonly released: number }> {
  if (note.trim() === '') throw new ActionError('badInput', 'a note must say why');
  return store.inTenant(connection.tenantId, async (tx) => {
    const party = await tx.parties.find(connection, vendorId);
    const later = party?.erpNumber ?? null;
    if (party === null || later === null) throw refusal(`vendor ${vendorId} is linked with no supplier`);
    if (chosen !== earlier && chosen !== later) throw refusal(`${chosen} is neither ${earlier} nor ${later}`);
    const pair = { partyId: party.id, earlier, later };
    const { released } = await tx.mending(connection, [causeKey.vendor(party.id)], async () => {
      // As it is now: the connection's row keeps others from linking meanwhile.
      if ((await tx.parties.load(party.id)).erpNumber !== later) throw refusal(`vendor ${vendorId} was linked anew`);
      if (await tx.supplierPairs.decide(connection, pair, { goesOnWith: chosen, note })) return;
      throw refusal(`nothing of vendor ${vendorId} that was begun with ${earlier} waits for a decision`);
    });
    await tx.audit({ connectionId: connection.connectionId, kind: 'vendor', sourceId: vendorId }, 'vendor.goesOn', {
      ...{ begunWith: earlier, linkedWith: later, goesOnWith: chosen, note },
    });
    return { later, released };
  });
}

function refusal(why: string): ActionError {
  return new ActionError('refused', `${why}; nothing was changed`);
}
