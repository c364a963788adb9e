import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { confirmOpeningBalances } from './import-opening-balances';
import { linesOfBalances } from './lines-of-balances';
import { listOpeningBalances } from './list-opening-balances';

export interface ConfirmedBalances {
  /** The commitments' ids in Procore. */
  readonly confirmed: readonly string[];
  /** The same, as people call them. */
  readonly names: readonly string[];
  /** Held documents that go on. */
  readonly released: number;
  /** By commitment, why its lines could not be read and so were not checked. */
  readonly unchecked: ReadonlyMap<string, string>;
}

/** Confirms the opening balances of the commitments that a person names: `4411/SC-1`, or Procore ids; or all. */
export async function confirmNamedBalances(
  context: ConnectionContext,
  named: readonly string[] | 'all',
  report: (line: string) => void,
): Promise<ConfirmedBalances> {
  const { store, connection } = context;
  const known = await listOpeningBalances(context);
  const idOf = (name: string): string | undefined =>
    known.find((one) => one.commitmentId === name.replace(/^id:/, '') || one.name === name)?.commitmentId;
  const missing = named === 'all' ? [] : named.filter((name) => idOf(name) === undefined);
  if (missing.length > 0) {
    throw new ActionError(
      'notFound',
      `no opening balance was imported for commitment ${missing.join(', ')}; "ml-connector opening-balance list" shows what there is. Nothing was changed`,
      { field: 'commitment' },
    );
  }
  const wanted = named === 'all' ? 'all' : named.flatMap((name) => idOf(name) ?? []);
  const asked = known.filter((one) => wanted === 'all' || wanted.includes(one.commitmentId));
  const open = asked.filter((one) => one.confirmedBy === null).map((one) => one.commitmentId);
  const balances = await store.inTenant(connection.tenantId, async (tx) => {
    const found = [];
    for (const id of open) found.push(await tx.openingBalances.find(connection, id));
    return found.filter((one) => one !== null);
  });
  const lines = await linesOfBalances(context, balances, report);
  const { confirmed, released } = await confirmOpeningBalances(store, connection, wanted, lines);
  const nameOf = (id: string): string => known.find((one) => one.commitmentId === id)?.name ?? id;
  return { confirmed, names: confirmed.map(nameOf), released, unchecked: lines.unchecked };
}
