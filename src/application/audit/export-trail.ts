import type { AuditHeadSigner, SignedHead } from '../../crypto/audit-head-signer';
import type { Store } from '../../store/store';
import type { Context } from '../context';
import { entryLine, headLine } from './export-line';
import { tenantsWanted } from './tenants-wanted';

const charsAtOnce = 65_536;

export interface ExportedHead {
  readonly tenant: string;
  readonly entries: number;
  readonly head: SignedHead;
}

/** Writes the trail of the connection's tenant, or all that the actor may see, one after another. */
export async function exportTrails(
  context: Context,
  connection: string | undefined,
  write: (text: string) => Promise<void> | void,
): Promise<ExportedHead[]> {
  const { store, headSigner } = context;
  const trails: ExportedHead[] = [];
  for (const tenant of await tenantsWanted(context, connection)) {
    trails.push({ tenant, ...(await exportTrail(store, headSigner, tenant, write)) });
  }
  return trails;
}

/** Writes one tenant's trail. The head is read first, so what is entered meanwhile belongs to the next export. */
async function exportTrail(
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
