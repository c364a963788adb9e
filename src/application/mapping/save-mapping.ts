import type { ConnectionContext } from '../context';
import { documentName } from '../documents/document-name';
import { readableNames } from '../documents/readable-names';
import { changeMapping, type MappingChange } from './change-mapping';
import { unknownProjects } from './unknown-projects';

export interface SavedMapping {
  readonly version: number;
  /** Of the whole mapping. */
  readonly rows: number;
  /** Held documents that go on: as people call them, and as `requisition/58820`. */
  readonly released: readonly { readonly name: string; readonly document: string }[];
  /** Projects that the rows name and nobody knows; told, for it is most often a slip. */
  readonly unknownProjects: readonly string[];
}

/** A new version of the mapping; what it resolves goes on. */
export async function saveMapping(
  { store, connection }: ConnectionContext,
  change: MappingChange,
): Promise<SavedMapping> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const { version, rows, released } = await changeMapping(tx, connection, change);
    const documents = released.map(({ document }) => document);
    const nameOf = await readableNames(tx, connection, documents);
    return {
      version,
      rows,
      released: documents.map((document) => ({ name: nameOf(document), document: documentName(document) })),
      unknownProjects: await unknownProjects(tx, connection, change.rows),
    };
  });
}
