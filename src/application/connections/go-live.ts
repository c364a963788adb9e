import { causeKey } from '../../domain/holds/cause-key';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { CommandError } from '../action-error';
import { documentName } from '../documents/document-name';

/** Which of the requisitions that are approved at go-live are taken over: never posted, counted by the opening balance. */
export type TakeOver = 'all' | 'none' | { readonly through: string };

export interface GoLivePorts {
  readonly store: Store;
  /** Notes the active projects, with their feeds, and gives them. */
  readonly discoverProjects: (scope: Scope) => Promise<{ readonly projectIds: readonly string[] }>;
  /** Reads and stores all requisitions of a project. */
  readonly pollProject: (
    request: Scope & { readonly projectId: string; readonly full: true },
  ) => Promise<{ readonly seen: number }>;
  readonly report: (line: string) => void;
}

export interface WentLive {
  readonly projects: number;
  readonly takenOver: readonly DocumentRow[];
  readonly hinted: readonly DocumentRow[];
  readonly released: number;
}

/** The connection begins to post. Everything is read first; then, in one transaction, what is approved is divided. */
export async function goLiveConnection(
  ports: GoLivePorts,
  connection: Connection,
  takeOver: TakeOver,
): Promise<WentLive> {
  const { store } = ports;
  refuseSecond(connection);
  const { projectIds } = await ports.discoverProjects(connection);
  if (projectIds.length === 0) {
    throw new CommandError(
      "Procore permits no active project: ask the company's Procore administrator for the app's permitted projects",
    );
  }
  const projects = await store.inTenant(connection.tenantId, (tx) => tx.projects.list(connection));
  for (const projectId of projectIds) {
    const { tenantId, connectionId } = connection;
    const { seen } = await ports.pollProject({ tenantId, connectionId, projectId, full: true });
    ports.report(
      `project ${projects.find((one) => one.id === projectId)?.number ?? `id:${projectId}`}: ${seen} requisitions read`,
    );
  }
  return store.inTenant(connection.tenantId, async (tx) => {
    const { result, released } = await tx.mending(connection, [causeKey.connection()], async () => {
      // The connection's row is taken by now, so of two at once the second sees the first.
      refuseSecond(await tx.connections.load(connection.connectionId));
      return divideApproved(tx, connection, takeOver);
    });
    await tx.audit(connection, 'connection.wentLive', {
      takeOver: takeOverText(takeOver),
      takenOver: result.takenOver.map(documentName),
      hinted: result.hinted.map(documentName),
    });
    return { projects: projectIds.length, ...result, released };
  });
}

async function divideApproved(
  tx: Tx,
  connection: Connection,
  takeOver: TakeOver,
): Promise<Pick<WentLive, 'takenOver' | 'hinted'>> {
  const approved = await tx.documents.list(connection, {
    kind: 'requisition',
    sourceStatuses: connection.settings.posting.approvedStatuses,
  });
  const { takenOver, rest } = divide(approved, takeOver);
  await tx.versionRows.touch(
    connection,
    takenOver.filter((document) => document.open).map((document) => causeKey.requisition(document.sourceId)),
  );
  for (const document of takenOver) {
    // A workflow that runs already (a hint before go-live) is let go: it finds the stage and ends.
    if (document.open) await tx.outbox.signal(document, 'resume');
    await tx.documents.setStage(document.id, 'takenOver', false);
  }
  await tx.connections.goLive(connection, takeOverText(takeOver));
  for (const document of rest) await tx.documents.hintWithCurrentSnapshot(document);
  return { takenOver, hinted: rest };
}

export function takeOverText(takeOver: TakeOver): string {
  return typeof takeOver === 'string' ? takeOver : `through ${takeOver.through}`;
}

function refuseSecond({ connectionId, goLiveAt, takeOver }: Connection): void {
  if (goLiveAt === null) return;
  throw new CommandError(
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
    throw new CommandError(
      `these approved requisitions have no end of their billing period, so "through ${takeOver.through}" says nothing ` +
        `about them: ${undated.map(documentName).join(', ')}. Complete them in Procore, or take over all or none`,
    );
  }
  const isOld = (document: DocumentRow): boolean => (document.billedThrough ?? '') <= takeOver.through;
  return { takenOver: approved.filter(isOld), rest: approved.filter((document) => !isOld(document)) };
}
