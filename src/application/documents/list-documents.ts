import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { ConnectionContext } from '../context';
import { readPage, type Page, type PageRequest } from '../page';
import { summariesOf, type DocumentSummary } from './document-summary';
import { projectNamed } from './project-named';

export interface DocumentsWanted {
  readonly stage?: SyncStage;
  readonly kind?: string;
  /** Its number or `id:<id>`. */
  readonly project?: string;
}

/** Where documents stand, by project, commitment and number. */
export async function listDocuments(
  { store, connection }: ConnectionContext,
  { project, ...filter }: DocumentsWanted,
  page: PageRequest,
): Promise<Page<DocumentSummary>> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const ofProject = project === undefined ? {} : { projectId: (await projectNamed(tx, connection, project)).id };
    return readPage('documents', page, async (wanted) => {
      const found = await tx.lists.documents(connection, { ...filter, ...ofProject }, wanted);
      return { ...found, rows: await summariesOf(tx, connection, found.rows) };
    });
  });
}
