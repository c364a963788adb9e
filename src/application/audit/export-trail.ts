import type { AuditHeadSigner, SignedHead } from '../../crypto/audit-head-signer';
import type { Store } from '../../store/store';
import { entryLine, headLine } from './export-line';

const charsAtOnce = 65_536;

/** Writes one tenant's trail. The head is read first, so what is entered meanwhile belongs to the next export. */
export async function exportTrail(
  store: Store,
  signer: AuditHeadSigner,
  tenantId: string,
  write: (text: string) => Promise<void> | void,
): Promise<{ readonly entries: number; readonly head: SignedHead }> {
  return store.inTenant(tenantId, async (tx) => {
    const present = await tx.auditTrail.head();
    let entries = 0;
    let text = '';
    for await (const entry of tx.auditTrail.entries(present.count)) {
      text += entryLine(tenantId, entry);
      entries += 1;
      if (text.length < charsAtOnce) continue;
      await write(text);
      text = '';
    }
    const head = signer.sign(present);
    await write(text + headLine(head));
    return { entries, head };
  });
}
