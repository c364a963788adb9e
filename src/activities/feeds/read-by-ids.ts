import type { ProcorePort } from '../../clients/procore/procore-port';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { isCommitmentShown } from '../requisition/why-missing';
import { noteRequisition } from './note-requisition';

/** Procore takes as many ids in one call. */
export const idsPerCall = 100;

export interface ReadByIds {
  readonly seen: number;
  readonly hinted: number;
  /** Gone from Procore: hinted, or marked before the connection is live. */
  readonly gone: number;
  /** Neither they nor their commitments are shown: nothing changes. */
  readonly notVisible: number;
}

/**
 * Reads requisitions of one project by id, a hundred a call, and notes what became of them; which are gone shows only so.
 * `noted` is told of each that did not come back once it is noted: whoever is interrupted need not ask for it again.
 */
export async function readByIds(
  store: Store,
  procore: ProcorePort,
  connection: Connection,
  { projectId, documents }: { readonly projectId: string; readonly documents: readonly DocumentRow[] },
  noted: (sourceId: string) => Promise<void> = () => Promise.resolve(),
): Promise<ReadByIds> {
  const shown = new Map<string, boolean>();
  const total = { seen: 0, hinted: 0, gone: 0, notVisible: 0 };
  for (let at = 0; at < documents.length; at += idsPerCall) {
    const part = documents.slice(at, at + idsPerCall);
    const askedAt = await store.inTenant(connection.tenantId, (tx) => tx.sightings.now());
    const requisitionIds = part.map((one) => one.sourceId);
    const { found, unreadable } = await procore.requisitionsByIds({ projectId, requisitionIds });
    total.seen += found.length;
    total.hinted += await store.inTenant(connection.tenantId, async (tx) => {
      const now = await tx.connections.lock(connection.connectionId);
      let hinted = 0;
      for (const requisition of found) {
        if (await noteRequisition(tx, now, requisition, { askedAt, isNews: false })) hinted += 1;
      }
      return hinted;
    });
    // What cannot be read is there.
    const ids = new Set<string | null>([...found, ...unreadable].map((one) => one.id));
    for (const document of part.filter((one) => !ids.has(one.sourceId))) {
      const isShown = await isShownOf(store, procore, document, shown);
      if (isShown === false) total.notVisible += 1;
      const isGone = await store.inTenant(connection.tenantId, async (tx) => {
        const now = await tx.connections.lock(connection.connectionId);
        return noteMissing(tx, now, document, isShown, askedAt);
      });
      if (isGone) total.gone += 1;
      await noted(document.sourceId);
    }
  }
  return total;
}

/** Whether its commitment is shown, asked once for each; null: it is not known, or known to be gone already. */
async function isShownOf(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  shown: Map<string, boolean>,
): Promise<boolean | null> {
  const known = await store.inTenant(document.tenantId, (tx) => tx.snapshots.load<RequisitionContent>(document));
  if (known === null || known.content === null) return null;
  const { commitmentId } = known.content.requisition;
  const isShown = shown.get(commitmentId) ?? (await isCommitmentShown(procore, known.content));
  shown.set(commitmentId, isShown);
  return isShown;
}

/** What is gone is looked at by a pass. Before the connection is live nobody is told: it is marked, and is not divided. */
async function noteMissing(
  tx: Tx,
  connection: Connection,
  document: DocumentRow,
  isShown: boolean | null,
  askedAt: Date,
): Promise<boolean> {
  if (connection.goLiveAt !== null) {
    if (isShown !== true) return false;
    const locked = await tx.documents.lock(document.id);
    if (locked.hintNo === document.hintNo) await tx.documents.hint(locked);
    return true;
  }
  const noted = await tx.sightings.note(connection, document, askedAt, isShown === true ? 'gone' : 'unchanged');
  if (typeof noted === 'string') return false;
  if (isShown === null) await tx.sightings.forget(noted.document);
  if (isShown !== true) return false;
  const { hintNo } = noted.document;
  await tx.snapshots.store(noted.document, { hintNo, contentHash: 'gone', content: null });
  await tx.documents.setStage(document.id, 'withdrawn', false);
  return true;
}
