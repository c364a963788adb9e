import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { mappingCsv } from './mapping-csv';

export interface ExportedMapping {
  readonly version: number;
  readonly rows: readonly object[];
  /** As `mapping import` reads it. */
  readonly csv: string;
}

/** The mapping of a version; without one the newest. */
export async function exportMapping(
  { store, connection, ports }: ConnectionContext,
  wanted: number | null,
): Promise<ExportedMapping> {
  const { chart } = await ports.erp(connection);
  return store.inTenant(connection.tenantId, async (tx) => {
    const newest = await tx.mappings.version(connection);
    const version = wanted ?? newest;
    if (version > newest || version === 0) {
      const none = 'there is no mapping yet; "ml-connector mapping import FILE" makes the first version';
      throw new ActionError(
        'notFound',
        newest === 0 ? none : `mapping version ${version} does not exist: there are versions 1 to ${newest}`,
        { field: 'version' },
      );
    }
    const rows = await tx.mappings.load(connection, version);
    return { version, rows, csv: mappingCsv(rows, chart) };
  });
}
