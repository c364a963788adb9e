import type { GoLiveRequest, Unread, WentLive } from '../../workflows/messages';
import { allDocumentKinds } from '../../domain/documents/document-kinds';
import { takeOverText, type TakeOver } from '../../domain/documents/take-over';
import { causeKey } from '../../domain/holds/cause-key';
import { Refusal } from '../../domain/refusal';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { ActivityPorts } from '../ports';

export interface DivideRequest extends GoLiveRequest {
  /** What was read: what belongs to no permitted project cannot be read again. */
  readonly projectIds: readonly string[];
}

/**
 * The connection begins to post: in one transaction what is approved is divided into what is in the books already and what
 * is to be posted. Everything was read before; what was heard of since is given instead, and nothing is changed. A connection
 * that is live is refused, unless it went live by this very act.
 */
export function createDivideAtGoLive({ store }: Pick<ActivityPorts, 'store'>) {
  return async function divideAtGoLive({
    takeOver,
    actor,
    projectIds,
    ...scope
  }: DivideRequest): Promise<Omit<WentLive, 'projects'> | { readonly unread: readonly Unread[] }> {
    return store.as(actor).inTenant(scope.tenantId, async (tx) => {
      const unread: Unread[] = [];
      const { result, released } = await tx.mending(scope, [causeKey.connection()], async () => {
        // The connection's row is taken by now, so of two at once the second sees the first.
        const connection = await tx.connections.load(scope.connectionId);
        refuseSecond(connection);
        unread.push(...(await unreadOf(tx, connection)).filter(({ projectId }) => projectIds.includes(projectId)));
        return unread.length > 0 ? null : divideApproved(tx, connection, takeOver);
      });
      if (result === null) return { unread };
      await tx.audit(scope, 'connection.wentLive', {
        takeOver: takeOverText(takeOver),
        takenOver: result.takenOver.map(nameOf),
        hinted: result.hinted.map(nameOf),
      });
      return { takenOver: result.takenOver.length, hinted: result.hinted.length, released };
    });
  };
}

/** PostgreSQL takes so many parameters in one statement, and no more. */
const hintedAtOnce = 1_000;

/** What somebody said to have changed after it was read, by project: as it stands it cannot be divided. */
async function unreadOf(tx: Tx, connection: Connection): Promise<Unread[]> {
  const ofProject = new Map<string, string[]>();
  for (const kind of allDocumentKinds) {
    if (kind.atGoLive !== 'takeOver') continue;
    for (const { projectId, sourceId } of await tx.toRead.unread(connection, kind)) {
      ofProject.set(projectId, [...(ofProject.get(projectId) ?? []), sourceId]);
    }
  }
  return [...ofProject].map(([projectId, requisitionIds]) => ({ projectId, requisitionIds }));
}

async function divideApproved(
  tx: Tx,
  connection: Connection,
  takeOver: TakeOver,
): Promise<{ readonly takenOver: readonly DocumentRow[]; readonly hinted: readonly DocumentRow[] }> {
  const approved: DocumentRow[] = [];
  for (const { name: kind, atGoLive } of allDocumentKinds) {
    if (atGoLive !== 'takeOver') continue;
    const sourceStatuses = connection.settings.posting.approvedStatuses;
    const found = await tx.documents.list(connection, { kind, sourceStatuses });
    approved.push(...found.filter(({ stage }) => stage !== 'withdrawn'));
  }
  const { takenOver, rest } = divide(approved, takeOver);
  const running = takenOver.filter((document) => document.open);
  await tx.versionRows.touch(
    connection,
    running.map((document) => causeKey.requisition(document.sourceId)),
  );
  for (const document of takenOver) {
    // A workflow that runs already (a hint before go-live) is let go: it finds the stage and ends.
    if (document.open) await tx.outbox.signal(document, 'resume');
    await tx.documents.setStage(document.id, 'takenOver', false);
  }
  await tx.connections.goLive(connection, takeOverText(takeOver));
  for (let start = 0; start < rest.length; start += hintedAtOnce) {
    const some = rest.slice(start, start + hintedAtOnce);
    await tx.hints.ofAnswers(some);
    await tx.snapshots.keepAllCurrent(some);
  }
  for (const { name: kind, atGoLive } of allDocumentKinds) {
    if (typeof atGoLive === 'string') continue;
    const isTaken = 'takeOver' in atGoLive;
    const sourceStatuses = isTaken ? atGoLive.takeOver : atGoLive.lookAt;
    for (const document of await tx.documents.list(connection, { kind, sourceStatuses })) {
      if (isTaken && isInBooks(document, takeOver))
        await tx.documents.see(connection, document, { inBooksBefore: true });
      await tx.documents.hint(document);
    }
  }
  return { takenOver, hinted: rest };
}

/** Going live cannot be undone, nor done twice. */
function refuseSecond({ connectionId, goLiveAt, takeOver }: Connection): void {
  if (goLiveAt === null) return;
  throw new Refusal(
    `connection ${connectionId} is live since ${goLiveAt.toISOString()} (take-over: ${takeOver ?? 'unknown'}); nothing was changed`,
  );
}

function divide(
  approved: readonly DocumentRow[],
  takeOver: TakeOver,
): { readonly takenOver: readonly DocumentRow[]; readonly rest: readonly DocumentRow[] } {
  if (takeOver === 'all') return { takenOver: approved, rest: [] };
  if (takeOver === 'none') return { takenOver: [], rest: approved };
  const undated = approved.filter((document) => document.billedThrough === null);
  if (undated.length > 0) {
    throw new Refusal(
      `these approved requisitions have no end of their billing period, so "through ${takeOver.through}" says nothing ` +
        `about them: ${undated.map(nameOf).join(', ')}. Complete them in Procore, or take over all or none`,
    );
  }
  const isOld = (document: DocumentRow): boolean => isInBooks(document, takeOver);
  return { takenOver: approved.filter(isOld), rest: approved.filter((document) => !isOld(document)) };
}

/** One without a date is old. */
function isInBooks({ billedThrough }: DocumentRow, takeOver: TakeOver): boolean {
  if (typeof takeOver === 'string') return takeOver === 'all';
  return (billedThrough ?? '') <= takeOver.through;
}

function nameOf({ kind, sourceId }: Pick<DocumentRow, 'kind' | 'sourceId'>): string {
  return `${kind}/${sourceId}`;
}
