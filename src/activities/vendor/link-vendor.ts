import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';

/**
 * Starts the workflow of a vendor that a requisition waits for, or wakes it. It does not wait: the requisition is held
 * on `vendor:<party>` already, and linking the vendor releases it.
 */
export function createLinkVendor(ports: ActivityPorts) {
  const { store } = ports;
  return async function linkVendor({ ref, partyId }: { ref: DocumentRef; partyId: string }): Promise<void> {
    await store.inTenant(ref.tenantId, async (tx) => {
      const party = await tx.parties.load(partyId);
      if (party.erpNumber !== null) return;
      const document = await tx.documents.see(ref, { kind: 'vendor', sourceId: partyId });
      if (document.open) return;
      await tx.documents.hint(document);
    });
  };
}
