import type { GoLiveRequest, WentLive } from '../../workflows/messages';
import { takeOverText, type TakeOver } from '../../domain/documents/take-over';
import { causeKey } from '../../domain/holds/cause-key';
import { Refusal } from '../../domain/refusal';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { ListedDocument } from '../../store/documents/document-list';
import type { ActivityPorts } from '../ports';

/**
 * The connection begins to post: in one transaction what is approved is divided into what is in the books already and what
 * is to be posted. Everything was read before. A connection that is live is refused, unless it went live by this very act.
 */
export function createDivideAtGoLive({ store }: Pick<ActivityPorts, 'store'>) {
  return async function divideAtGoLive({
    takeOver,
    actor,
    ...scope
  }: GoLiveRequest): Promise<Omit<WentLive, 'projects'>> {
    return store.inTenant(scope.tenantId, async (trx) => {
      // Takes the connection's row, so that of two at once the second sees the first.
      await store.versionRows.touch(trx, scope, [causeKey.connection()]);
      const connection = await store.connections.loadConnection(trx, scope.connectionId);
      refuseSecond(connection);
      const approved = await store.documentList.listDocuments(trx, connection, {
        kind: 'requisition',
        sourceStatuses: connection.settings.posting.approvedStatuses,
      });
      const { takenOver, rest } = divide(approved, takeOver);
      const running = takenOver.filter((document) => document.open);
      await store.versionRows.touch(
        trx,
        connection,
        running.map((document) => causeKey.requisition(document.sourceId)),
      );
      for (const document of takenOver) {
        // A workflow that runs already (a hint before go-live) is let go: it finds the stage and ends.
        if (document.open) await store.documents.signalDocument(trx, document, 'resume');
        await store.documents.setStage(trx, document.id, 'takenOver', false);
      }
      await store.connections.goLive(trx, connection, takeOverText(takeOver));
      for (const document of rest) await store.hintWithCurrentSnapshot.hintWithCurrentSnapshot(trx, document);
      const released = await store.holds.releaseByCause(trx, store.sealed, connection, [causeKey.connection()], actor);
      await store.audit.appendAudit(trx, connection.tenantId, {
        actor,
        act: 'connection.wentLive',
        connectionId: connection.connectionId,
        facts: {
          takeOver: takeOverText(takeOver),
          takenOver: takenOver.map(nameOf),
          hinted: rest.map(nameOf),
        },
      });
      return { takenOver: takenOver.length, hinted: rest.length, released };
    });
  };
}

/** Going live cannot be undone, nor done twice. */
export function refuseSecond({ connectionId, goLiveAt, takeOver }: Connection): void {
  if (goLiveAt === null) return;
  throw new Refusal(
    `connection ${connectionId} is live since ${goLiveAt.toISOString()} (take-over: ${takeOver ?? 'unknown'}); nothing was changed`,
  );
}

function divide(
  approved: readonly ListedDocument[],
  takeOver: TakeOver,
): { readonly takenOver: readonly ListedDocument[]; readonly rest: readonly ListedDocument[] } {
  if (takeOver === 'all') return { takenOver: approved, rest: [] };
  if (takeOver === 'none') return { takenOver: [], rest: approved };
  const undated = approved.filter((document) => document.billedThrough === null);
  if (undated.length > 0) {
    throw new Refusal(
      `these approved requisitions have no end of their billing period, so "through ${takeOver.through}" says nothing ` +
        `about them: ${undated.map(nameOf).join(', ')}. Complete them in Procore, or take over all or none`,
    );
  }
  const isOld = (document: ListedDocument): boolean => (document.billedThrough ?? '') <= takeOver.through;
  return { takenOver: approved.filter(isOld), rest: approved.filter((document) => !isOld(document)) };
}

function nameOf({ kind, sourceId }: Pick<DocumentRow, 'kind' | 'sourceId'>): string {
  return `${kind}/${sourceId}`;
}
