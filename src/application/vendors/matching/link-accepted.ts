import { causeKey } from '../../../domain/holds/cause-key';
import type { Tx } from '../../../store/unit-of-work';
import type { Connection } from '../../../store/connections/connections';
import { ActionError } from '../../action-error';
import type { ConnectionContext } from '../../context';
import type { MatchingState } from './matching-state';

export interface AcceptedPair {
  readonly vendor: string;
  /** In the ERP's words. */
  readonly number: string;
  readonly taxId: string;
}

const pairsAtOnce = 100;

/** The pairs that are accepted by decisions that still hold. */
export function acceptedPairs({ decisions, standing, suppliers }: MatchingState): AcceptedPair[] {
  return decisions.flatMap(({ vendor, supplier, decision }) => {
    const record = suppliers.get(supplier)?.record;
    if (decision !== 'accept' || record === undefined || standing.of(vendor, supplier) !== 'accept') return [];
    return [{ vendor, number: record.number, taxId: record.taxId }];
  });
}

/**
 * Writes the cross-reference alone: nothing is changed on either side by it. What waited for a vendor goes on; gives how many.
 * A part at a time: what is linked stays so when a later part fails, and is passed over by the next try.
 */
export async function linkAccepted(
  { store, connection }: Pick<ConnectionContext, 'store' | 'connection'>,
  pairs: readonly AcceptedPair[],
): Promise<{ readonly linked: number; readonly released: number }> {
  const total = { linked: 0, released: 0 };
  for (let at = 0; at < pairs.length; at += pairsAtOnce) {
    const part = pairs.slice(at, at + pairsAtOnce);
    const done = await store.inTenant(connection.tenantId, (tx) => linkPairs(tx, connection, part));
    total.linked += done.linked;
    total.released += done.released;
  }
  return total;
}

export async function linkPairs(
  tx: Tx,
  connection: Connection,
  pairs: readonly AcceptedPair[],
): Promise<{ readonly linked: number; readonly released: number }> {
  const parties = [];
  for (const pair of pairs) parties.push({ pair, party: await tx.parties.ofVendor(connection, pair.vendor) });
  const open = parties.filter(({ pair, party }) => party.erpNumber !== pair.number);
  if (open.length === 0) return { linked: 0, released: 0 };
  const causes = open.flatMap(({ party, pair }) => [causeKey.vendor(party.id), causeKey.supplier(pair.number)]);
  const { released } = await tx.mending(connection, causes, async () => {
    for (const { pair, party } of open) {
      const { vendor, number } = pair;
      if (party.erpNumber !== null) {
        throw refusal(`vendor ${vendor} is linked with supplier ${party.erpNumber}, and accepted as ${number}`);
      }
      // Two suppliers may have one tax id, if a person says so.
      if (await tx.parties.link(connection, party.id, pair, { taxIdMayRepeat: true })) continue;
      const holder = await tx.parties.holderOf(connection, party.id, { number, taxId: '' });
      throw refusal(`supplier ${number} is linked with vendor ${holder}, and accepted for vendor ${vendor}`);
    }
  });
  await tx.audit(connection, 'vendor.linked', {
    how: 'matched',
    pairs: open.map(({ pair }) => ({ vendor: pair.vendor, supplier: pair.number })),
  });
  return { linked: open.length, released };
}

function refusal(why: string): ActionError {
  return new ActionError(
    'refused',
    `${why}; undo one of the two ("vendor match undo"), or hand the supplier over ("vendor hand-over")`,
  );
}
