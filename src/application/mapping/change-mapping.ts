import { isDeepStrictEqual } from 'node:util';
import type { Chart } from '../../domain/coding/chart';
import { mappingRowKey } from '../../domain/coding/mapping-file';
import type { MappingRow } from '../../domain/coding/mapping-row';
import type { Tx } from '../../store/unit-of-work';
import type { StandingHold } from '../../store/holds/holds';
import type { Scope } from '../../store/scope';
import { releaseMappedHolds } from '../holds/release-mapped-holds';

export interface MappingChange {
  readonly rows: readonly MappingRow[];
  /** Adds to the present mapping, replacing rows with the same patterns; otherwise replaces all of it. */
  readonly merge: boolean;
  /** Of the connection's ERP. */
  readonly chart: Chart;
  readonly act: 'mapping.imported' | 'mapping.set' | 'mapping.generated';
}

export interface ChangedMapping {
  readonly version: number;
  readonly rows: number;
  readonly released: readonly StandingHold[];
}

/** One new version of the mapping, and in the same transaction the release of what it resolves. */
export async function changeMapping(tx: Tx, scope: Scope, change: MappingChange): Promise<ChangedMapping> {
  // Two changes at once come one after the other, and a merge sees the former.
  await tx.mappings.startChange(scope);
  const before = await tx.mappings.load(scope, await tx.mappings.version(scope));
  const after = changedRows(before, change);
  const version = await tx.mappings.save(scope, after);
  const released = await releaseMappedHolds(tx, scope, { before, after, chart: change.chart });
  await tx.audit(scope, change.act, {
    version,
    rows: after.length,
    given: change.rows.length,
    merge: change.merge,
    released: released.map(({ document }) => `${document.kind}/${document.sourceId}`),
  });
  return { version, rows: after.length, released };
}

/** The rows of the mapping after a change. */
export function changedRows(
  before: readonly MappingRow[],
  { rows: given, merge }: Pick<MappingChange, 'rows' | 'merge'>,
): readonly MappingRow[] {
  const rows = stillGenerated(before, given);
  return merge ? merged(before, rows) : rows;
}

/** A generated row that comes back as it was, in a file that was exported and imported again, is none of a person's. */
function stillGenerated(before: readonly MappingRow[], given: readonly MappingRow[]): readonly MappingRow[] {
  const generated = new Map(before.filter((row) => row.generated === true).map((row) => [mappingRowKey(row), row]));
  return given.map((row) => {
    const was = generated.get(mappingRowKey(row));
    return was !== undefined && isDeepStrictEqual(was.target, row.target) ? { ...was, ...row, generated: true } : row;
  });
}

export function merged(before: readonly MappingRow[], given: readonly MappingRow[]): MappingRow[] {
  const byKey = new Map(before.map((row) => [mappingRowKey(row), row]));
  for (const row of given) byKey.set(mappingRowKey(row), row);
  return [...byKey.values()];
}
