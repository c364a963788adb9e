import { causeKey } from '../../../domain/holds/cause-key';
import type { MatchDecision } from '../../../domain/vendor/matching/match-decision';
import { ActionError } from '../../action-error';
import type { ConnectionContext } from '../../context';
import { lockedMatching, requireNamed } from './decide-matches';

/** Ids; `''` where the decision is about the other side's record alone. */
export interface UndoneMatch {
  readonly vendor: string;
  readonly supplier: string;
}

/**
 * Takes back what was decided about a pair or a record. A pair that was linked by it is parted, unless something was posted under
 * its supplier: that would then be nobody's.
 */
export async function undoMatch(
  { store, connection }: ConnectionContext,
  { vendor, supplier }: UndoneMatch,
): Promise<{ readonly undone: MatchDecision; readonly unlinked: boolean }> {
  requireNamed(vendor, supplier);
  return store.inTenant(connection.tenantId, async (tx) => {
    const { suppliers } = await lockedMatching(tx, connection);
    const undone = await tx.matches.undo(connection, vendor, supplier);
    if (undone === null) {
      throw new ActionError(
        'notFound',
        `nothing was decided about ${named({ vendor, supplier })}; nothing was changed`,
      );
    }
    const party = vendor === '' ? null : await tx.parties.find(connection, vendor);
    const number = suppliers.get(supplier)?.record.number;
    const isLinked = undone === 'accept' && party !== null && party.erpNumber === number;
    if (party !== null) {
      await tx.mending(connection, [causeKey.vendor(party.id)], async () => {
        if (!isLinked) return;
        if ((await tx.effects.documentsUnder(connection, number)).length > 0) {
          throw new ActionError(
            'refused',
            `something was posted under supplier ${number}, so vendor ${vendor} stays linked with it; nothing was changed`,
          );
        }
        const written = (await tx.vendorBases.find(connection, vendor))?.written ?? {};
        if (Object.keys(written).length > 0) {
          throw new ActionError(
            'refused',
            `fields of vendor ${vendor} were written under this link: "vendor unlink ${vendor}" puts them back; nothing was changed`,
          );
        }
        await tx.parties.unlink(party.id);
        await tx.vendorBases.forget(connection, vendor);
      });
    }
    await tx.audit(connection, 'matching.undone', { vendor, supplier, decision: undone, unlinked: isLinked });
    return { undone, unlinked: isLinked };
  });
}

function named({ vendor, supplier }: UndoneMatch): string {
  return [vendor === '' ? '' : `vendor ${vendor}`, supplier === '' ? '' : `supplier ${supplier}`]
    .filter((part) => part !== '')
    .join(' and ');
}
