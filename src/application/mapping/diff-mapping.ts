import type { Chart, Segments } from '../../domain/coding/chart';
import type { DifferingRow } from '../../store/coding/mapping-versions';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { readPage, type Page, type PageRequest } from '../page';
import { accountText } from './account-text';

export interface DiffWanted {
  /** Absent: the one before `to`. */
  readonly from?: number;
  /** Absent: the newest. */
  readonly to?: number;
  /** Only rows of this project as the mapping names it: `4425`, `id:562`, `*`. */
  readonly project?: string;
}

interface MappingDifference {
  readonly project: string;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** As the mapping prints it; null: the version has no such row. */
  readonly before: string | null;
  readonly after: string | null;
  /** Of the row that is there, or was. */
  readonly generated: boolean;
}

export interface MappingDiff extends Page<MappingDifference> {
  readonly from: number;
  readonly to: number;
  /** Who made `to`, and when (ISO 8601). */
  readonly madeBy: string;
  readonly madeAt: string;
}

/** Rows in which two versions differ, in the order of their patterns. */
export async function diffMapping(
  { store, connection, ports }: ConnectionContext,
  wanted: DiffWanted,
  page: PageRequest,
): Promise<MappingDiff> {
  const { chart } = await ports.erp(connection);
  return store.inTenant(connection.tenantId, async (tx) => {
    const newest = await tx.mappings.version(connection);
    const to = wanted.to ?? newest;
    // The first version is compared with none: all of it was added.
    const from = wanted.from ?? to - 1;
    const outside = [from, to].find((version) => version < 0 || version > newest);
    if (newest === 0 || outside !== undefined) {
      const there = newest === 0 ? 'there is no mapping yet' : `there are versions 1 to ${newest}`;
      throw new ActionError('notFound', `mapping version ${outside ?? to} does not exist: ${there}`, {
        field: 'version',
      });
    }
    const made = await tx.mappingVersions.made(connection, to);
    const found = await readPage('mappingRows', page, (part) =>
      tx.mappingVersions.differences(connection, { from, to, project: wanted.project ?? null }, part),
    );
    return {
      ...{ from, to, next: found.next, madeBy: made?.by ?? '', madeAt: made?.at ?? '' },
      rows: found.rows.map((row) => difference(row, chart)),
    };
  });
}

function difference({ before, after, generated, ...patterns }: DifferingRow, chart: Chart): MappingDifference {
  const printed = (target: Segments | null): string | null => (target === null ? null : accountText(target, chart));
  const change = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return { ...patterns, change, before: printed(before), after: printed(after), generated };
}
