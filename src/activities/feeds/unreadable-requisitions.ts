import type { ProcorePort } from '../../clients/procore/procore-port';
import type { UnreadableRequisition } from '../../clients/procore/records/requisitions';
import type { UnreadableRecord } from '../../domain/documents/feed-watermark';
import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';

/** As many ids as one call takes; the others stay remembered. */
const mostAsked = 100;

/**
 * What earlier polls could not read and this one did not meet: whether it can be read now shows by asking for it, as its
 * time of change need not have moved. `remember`: what still cannot be read; what does not come back is gone.
 */
export async function withRemembered(
  procore: ProcorePort,
  projectId: string,
  missed: readonly UnreadableRecord[],
): Promise<{
  readonly found: readonly ProcoreRequisition[];
  readonly unreadable: readonly UnreadableRequisition[];
  readonly remember: readonly UnreadableRecord[];
}> {
  const requisitionIds = missed.slice(0, mostAsked).flatMap(({ id }) => id ?? []);
  const { found, unreadable } = await procore.requisitionsByIds({ projectId, requisitionIds });
  return { found, unreadable, remember: [...recordsOf(unreadable), ...missed.slice(mostAsked)] };
}

/** As a watermark keeps them. */
export function recordsOf(rows: readonly UnreadableRequisition[]): readonly UnreadableRecord[] {
  return rows.map(({ id, number, fault, updatedAt }) => ({ id, number, fault, updatedAt }));
}

/**
 * Notes what can be made out of a row, so that go-live counts it and its commitment knows it, and hints its document
 * where something may have to be posted or stands already: the pass says what cannot be read. Gives whether it did.
 */
export async function noteUnreadable(
  tx: Tx,
  connection: Connection,
  row: UnreadableRequisition,
  of: { readonly projectId: string; readonly before: readonly UnreadableRecord[] },
): Promise<boolean> {
  if (row.id === null) return false;
  const document = await tx.documents.see(
    connection,
    { kind: 'requisition', sourceId: row.id },
    {
      projectId: of.projectId,
      ...(row.commitmentId === null ? {} : { commitmentId: row.commitmentId }),
      ...(row.number === null ? {} : { number: row.number }),
      ...(row.status === null ? {} : { sourceStatus: row.status }),
      ...(row.updatedAt === null ? {} : { sourceUpdatedAt: row.updatedAt }),
      ...(row.requisitionEnd === null ? {} : { billedThrough: row.requisitionEnd }),
    },
  );
  const isApproved =
    row.status === null || connection.settings.posting.approvedStatuses.some((status) => status === row.status);
  const concerns = isApproved || document.open || document.stage !== null;
  const isNews = !of.before.some((one) => isSame(one, row));
  if (connection.goLiveAt === null || !concerns || !isNews || document.stage === 'takenOver') return false;
  await tx.documents.hint(document);
  return true;
}

function isSame(one: UnreadableRecord, other: UnreadableRecord): boolean {
  return one.id === other.id && one.fault === other.fault && one.updatedAt === other.updatedAt;
}
