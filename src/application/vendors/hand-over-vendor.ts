import { causeKey } from '../../domain/holds/cause-key';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';

export interface HandOver {
  /** Ids in Procore. */
  readonly from: string;
  readonly to: string;
}

/** Refuses what can be no id. */
export function checkHandOver({ from, to }: HandOver): void {
  const faults = [from, to]
    .filter((id) => !/^\d{1,20}$/.test(id))
    .map((id) => `vendor id "${id}" is not a Procore id (digits)`);
  if (from === to) faults.push('the two vendors must differ');
  if (faults.length > 0) throw new ActionError('badInput', faults.join('; '));
}

/**
 * The supplier of a vendor that is gone from Procore becomes another vendor's: after a merge, say. Both are one party from here
 * on, so what was posted under the first stays with it; what waited for either goes on.
 */
export async function handOverVendor(
  { store, ports, connection }: ConnectionContext,
  { from, to }: HandOver,
): Promise<{ readonly supplier: string; readonly released: number }> {
  checkHandOver({ from, to });
  const procore = await ports.procore(connection);
  if ((await procore.findVendor({ vendorId: from }))?.isActive === true) {
    throw refusal(`Procore shows vendor ${from} as active; merge it into ${to} there first, or make it inactive`);
  }
  if ((await procore.findVendor({ vendorId: to })) === null) throw refusal(`Procore shows no vendor ${to}`);
  return store.inTenant(connection.tenantId, async (tx) => {
    const given = await tx.parties.find(connection, from);
    if (given === null) throw refusal(`no requisition names a vendor ${from}`);
    const taker = await tx.parties.ofVendor(connection, to);
    if (given.id === taker.id) throw refusal(`${from} and ${to} are one party already`);
    const causes = [causeKey.vendor(given.id), causeKey.vendor(taker.id)];
    const { result: supplier, released } = await tx.mending(connection, causes, async () => {
      // As they are now: the connection's row keeps others from linking either.
      const [one, other] = [await tx.parties.load(given.id), await tx.parties.load(taker.id)];
      if (one.erpNumber === null) throw refusal(`vendor ${from} is linked with no supplier`);
      if (other.erpNumber !== null) throw refusal(`vendor ${to} is linked with supplier ${other.erpNumber} already`);
      await tx.parties.handOver(one, other);
      return one.erpNumber;
    });
    await tx.audit({ connectionId: connection.connectionId, kind: 'vendor', sourceId: to }, 'vendor.handedOver', {
      supplier,
      from,
    });
    return { supplier, released };
  });
}

function refusal(why: string): ActionError {
  return new ActionError('refused', `${why}; nothing was changed`);
}
