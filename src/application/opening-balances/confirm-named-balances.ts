import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { confirmOpeningBalances } from './import-opening-balances';
import { listOpeningBalances } from './list-opening-balances';

export interface ConfirmedBalances {
  /** The commitments' ids in Procore. */
  readonly confirmed: readonly string[];
  /** The same, as people call them. */
  readonly names: readonly string[];
  /** Held documents that go on. */
  readonly released: number;
}

/** Confirms the opening balances of the commitments that a person names: `4411/SC-1`, or Procore ids; or all. */
export async function confirmNamedBalances(
  context: ConnectionContext,
  named: readonly string[] | 'all',
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
  const { confirmed, released } = await confirmOpeningBalances(store, connection, wanted);
  const names = confirmed.map((id) => known.find((one) => one.commitmentId === id)?.name ?? id);
  return { confirmed, names, released };
}
