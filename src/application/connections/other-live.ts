import type { ErpSystem } from '../../clients/erp-system';
import type { ConnectionSettings } from '../../config/connection-settings';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';

interface Wanted {
  readonly connectionId: string;
  readonly environment: Connection['environment'];
  readonly settings: ConnectionSettings;
}

/**
 * Refuses a connection beside a live one of the same Procore company that posts into the same books: both would post each
 * requisition, under names of their own.
 */
export async function requireNoOtherLive(
  tx: Tx,
  erp: Pick<ErpSystem, 'system' | 'books'>,
  wanted: Wanted,
): Promise<void> {
  const { companyId } = wanted.settings.procore;
  const books = new Set(erp.books(wanted.settings));
  for (const other of await tx.connections.list()) {
    const isOther = other.connectionId !== wanted.connectionId && other.environment === wanted.environment;
    if (!isOther || other.goLiveAt === null || other.settings.procore.companyId !== companyId) continue;
    if (other.erp !== erp.system) continue;
    const shared = erp.books(other.settings).filter((one) => books.has(one));
    if (shared.length === 0) continue;
    throw new ActionError(
      'refused',
      `connection ${other.connectionId} is live for Procore company ${companyId} and ${shared.join(', ')} already; ` +
        `two would post each requisition twice. Change that one, or name other companies in posting.companies. Nothing was changed`,
      { field: 'procore.companyId' },
    );
  }
}
