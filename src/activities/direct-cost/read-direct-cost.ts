import type { ProcorePort } from '../../clients/procore/procore-port';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { always } from '../feeds/read-changed';

/**
 * `neverSeen`: Procore has no such direct cost, and nobody ever read one. `notVisible`: it may stand there all the same. An error
 * says what does not have the documented shape.
 */
export type ReadDirectCost = ProcoreDirectCost | 'gone' | 'neverSeen' | 'notVisible' | Error;

/** A direct cost as Procore shows it now, with its lines; `known`: whether it was read before. */
export async function readDirectCost(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  known: boolean,
): Promise<ReadDirectCost> {
  const { projectId, sourceId: directCostId } = document;
  try {
    const shown = await procore.showDirectCost({ projectId, directCostId });
    if (shown !== null) return shown.deletedAt === null ? shown : 'gone';
  } catch (error) {
    const ours = asClientError(error);
    if (ours?.detail['reason'] !== 'unexpectedShape') throw error;
    return ours;
  }
  if (!known) return 'neverSeen';
  const deleted = await store.inTenant(document.tenantId, (tx) =>
    tx.sightings.deletionHeard(document, documentKinds.directCost.source.resources),
  );
  return deleted || (await othersAreShown(procore, document)) ? 'gone' : 'notVisible';
}

/** No list has deleted ones: a lost permission looks the same unless others of the project are shown at the same moment. */
async function othersAreShown(procore: ProcorePort, { projectId, sourceId }: DocumentRow): Promise<boolean> {
  const { items } = await procore.changedDirectCosts({ projectId, page: 1, updated: always() });
  return items.some(({ id }) => id !== sourceId);
}
