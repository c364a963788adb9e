import type { ProcorePort } from '../../clients/procore/procore-port';
import type { UnreadableRow } from '../../clients/procore/calls/rows';
import type { ListedChangeOrder } from '../../domain/procore/procore-change-orders';
import {
  idWithoutPackage,
  listedWithoutPackage,
  nameWithoutPackage,
  type ListedWithoutPackage,
} from '../../domain/change-order/without-package';
import { unlessRefused } from '../requisition/project-codes';
import { always, changedSince } from './read-changed';

export interface WithoutPackage {
  readonly found: readonly ListedWithoutPackage[];
  /** Rows that are not as documented, by the names of their documents; of one that is in a package that is told by itself. */
  readonly unreadable: readonly (UnreadableRow & { readonly sourceId: string })[];
}

/**
 * Commitment change orders that changed since the last time, or all of them where they were never read. Null: the list is refused, as
 * it may be with three tiers (reference procore 12.2).
 */
export async function readWithoutPackage(
  procore: ProcorePort,
  projectId: string,
  watermark: unknown,
): Promise<WithoutPackage | null> {
  const updated = wasRead(watermark) ? changedSince(watermark) : always();
  const read = await unlessRefused(
    () => procore.changedCommitmentChangeOrders({ projectId, updated }),
    () => undefined,
  );
  return read === null ? null : listedOf(read, projectId);
}

/** Whether the watermark of the feed says that they were read too. */
function wasRead(watermark: unknown): boolean {
  return typeof watermark === 'object' && watermark !== null && 'withoutPackage' in watermark;
}

/** Documents of either name by their ids, for a sweep: what is refused is told as what cannot be read, and concludes nothing. */
export async function changeOrdersByNames(
  procore: ProcorePort,
  projectId: string,
  names: readonly string[],
): Promise<{
  readonly found: readonly (ListedChangeOrder | ListedWithoutPackage)[];
  readonly unreadable: readonly { readonly id: string | null }[];
}> {
  const ids = names.flatMap((name) => idWithoutPackage(name) ?? []);
  const packageIds = names.filter((name) => idWithoutPackage(name) === null);
  const packages = await procore.changeOrdersByIds({ projectId, packageIds });
  const read = await unlessRefused(
    () => procore.commitmentChangeOrdersByIds({ projectId, ids }),
    () => undefined,
  );
  const alone = read === null ? null : listedOf(read, projectId);
  return {
    found: [...packages.found, ...(alone?.found ?? [])],
    unreadable: [
      ...packages.unreadable,
      ...(alone?.unreadable ?? ids.map(nameWithoutPackage).map((sourceId) => ({ sourceId }))).map(({ sourceId }) => ({
        id: sourceId,
      })),
    ],
  };
}

function listedOf(
  read: Awaited<ReturnType<ProcorePort['commitmentChangeOrdersByIds']>>,
  projectId: string,
): WithoutPackage {
  const found: ListedWithoutPackage[] = [];
  const unreadable: (UnreadableRow & { sourceId: string })[] = [];
  for (const row of read.found) {
    const listed = listedWithoutPackage(row, projectId);
    const fault = { id: row.id, fault: 'updated_at: expected a time', raw: row };
    if (listed !== null) found.push(listed);
    else if (row.legacyPackageId === null) unreadable.push({ ...fault, sourceId: nameWithoutPackage(row.id) });
  }
  for (const row of read.unreadable) {
    if (row.id !== null && !isInPackage(row.raw)) unreadable.push({ ...row, sourceId: nameWithoutPackage(row.id) });
  }
  return { found, unreadable };
}

function isInPackage(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'legacy_package_id' in raw && raw.legacy_package_id !== null;
}
