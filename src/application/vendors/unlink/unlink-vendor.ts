import { causeKey } from '../../../domain/holds/cause-key';
import type { DecidedMatch } from '../../../domain/vendor/matching/match-decision';
import type { Connection } from '../../../store/connections/connections';
import type { Tx } from '../../../store/unit-of-work';
import { ActionError } from '../../action-error';
import type { ConnectionContext } from '../../context';
import { readableNames } from '../../documents/readable-names';
import { lockedMatching } from '../matching/decide-matches';
import type { MatchingState } from '../matching/matching-state';
import { putBackVendor, type PutBackVendor } from './put-back-vendor';

export interface UnlinkedVendor extends PutBackVendor {
  readonly supplier: string;
  /** Names of the documents that were posted under the supplier. */
  readonly posted: readonly string[];
}

/**
 * Parts a vendor from its supplier. What was written on it under the link is put back in Procore first, where our value still
 * stands: interrupted after that, the same command goes on. The pair is rejected, and nothing is looked for or made for the vendor
 * until a person links it anew. What was posted under the supplier is planned anew, and held until then.
 */
export async function unlinkVendor(context: ConnectionContext, vendorId: string): Promise<UnlinkedVendor> {
  const { store, ports, connection } = context;
  if (!/^\d{1,20}$/.test(vendorId)) {
    throw new ActionError('badInput', `vendor id "${vendorId}" is not a Procore id (digits)`, { field: 'vendor' });
  }
  const before = await store.inTenant(connection.tenantId, async (tx) => {
    await lockedMatching(tx, connection);
    return linkOf(tx, connection, vendorId);
  });
  const put = await putBackVendor(await ports.procore(connection), vendorId, before.written);
  return store.inTenant(connection.tenantId, async (tx) => {
    const state = await lockedMatching(tx, connection);
    const now = await linkOf(tx, connection, vendorId);
    if (JSON.stringify(now) !== JSON.stringify(before)) {
      throw refused(`vendor ${vendorId} was linked or written by another just then; ask again`);
    }
    const { supplier, partyId } = now;
    await tx.mending(connection, [causeKey.vendor(partyId)], () => tx.parties.unlink(partyId));
    await tx.vendorBases.forget(connection, vendorId);
    await tx.matches.decide(connection, decisionsOf(state, vendorId, supplier));
    const documents = await tx.effects.documentsUnder(connection, supplier);
    await tx.hints.hintAll(documents, 0);
    const nameOf = await readableNames(tx, documents);
    const posted = documents.map((document) => nameOf(document).name);
    await tx.audit({ connectionId: connection.connectionId, kind: 'vendor', sourceId: vendorId }, 'vendor.unlinked', {
      supplier,
      posted,
      left: put.left,
    });
    return { supplier, posted, ...put };
  });
}

/** Its link, and all that was written under it. Refuses while a plan is at it. */
async function linkOf(tx: Tx, connection: Connection, vendorId: string) {
  const party = await tx.parties.find(connection, vendorId);
  if (party?.erpNumber == null) throw refused(`vendor ${vendorId} is linked with no supplier; nothing was changed`);
  if (party.procoreVendorId !== vendorId) {
    const why = `vendor ${vendorId} is one party with vendor ${party.procoreVendorId}, which the link stands on`;
    throw refused(`${why}: "vendor unlink ${party.procoreVendorId}"`);
  }
  const open = (await tx.vendorImports.unsettled(connection)).find(({ row }) => row.vendor === vendorId);
  if (open !== undefined) {
    const plan = String(open.plan);
    throw refused(
      `plan ${plan} of vendors is writing on vendor ${vendorId}, or was interrupted at it: "vendor import apply ${plan}" settles it, then ask again`,
    );
  }
  const base = await tx.vendorBases.find(connection, vendorId);
  return { supplier: party.erpNumber, partyId: party.id, written: base?.written ?? {} };
}

function decisionsOf(state: MatchingState, vendor: string, number: string): DecidedMatch[] {
  const vendorIdentity = state.vendors.get(vendor)?.identity ?? '';
  const suppliers = [...state.suppliers.values()].filter(({ record }) => record.number === number);
  const pairs = suppliers.map(({ record, identity }): DecidedMatch => {
    return { vendor, supplier: record.id, decision: 'reject', vendorIdentity, supplierIdentity: identity };
  });
  return [...pairs, { vendor, supplier: '', decision: 'never', vendorIdentity, supplierIdentity: '' }];
}

function refused(why: string): ActionError {
  return new ActionError('refused', why);
}
