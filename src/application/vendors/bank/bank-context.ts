import type { ErpAdapter } from '../../../clients/erp-adapter';
import type { BankDetailsSource } from '../../../clients/erp-sources';
import type { Role } from '../../../domain/persons/person';
import type { DocumentRow } from '../../../store/documents/documents';
import type { Tx } from '../../../store/unit-of-work';
import type { BankChangeRow } from '../../../store/vendors/bank-changes';
import { ActionError } from '../../action-error';
import type { ConnectionContext } from '../../context';
import { keyHolder, type KeyHolder } from '../../keys/key-holder';

/** Who acts on a request: with the key that was shown. */
export interface Acting {
  readonly context: ConnectionContext;
  /** As the environment has it. */
  readonly key: string | undefined;
}

export function holderOf({ context, key }: Acting, least: Role): Promise<KeyHolder> {
  return keyHolder({ store: context.store, tenantId: context.connection.tenantId }, key, least);
}

export async function bankDetailsOf({ ports, connection }: ConnectionContext): Promise<{
  readonly erp: ErpAdapter;
  readonly source: BankDetailsSource;
}> {
  const erp = await ports.erp(connection);
  if (erp.planners.bankChange === undefined) {
    throw new ActionError('refused', `${erp.words.name} takes no bank details from here: change them there`);
  }
  if (erp.bankDetails === undefined) {
    throw new ActionError(
      'refused',
      'posting.bankChanges is false: bank details of suppliers are not changed from here',
    );
  }
  return { erp, source: erp.bankDetails };
}

/** A request, with its document locked: what others do about it waits until this is done. */
export async function lockedChange(
  tx: Tx,
  { connection }: ConnectionContext,
  number: number,
): Promise<{ readonly change: BankChangeRow; readonly document: DocumentRow }> {
  const { tenantId, connectionId } = connection;
  const found = await tx.bankChanges.numbered(connection, number);
  if (found === null) {
    throw new ActionError('notFound', `there is no bank change ${String(number)} ("vendor bank list")`);
  }
  const seen = await tx.documents.see({ tenantId, connectionId }, { kind: 'bankChange', sourceId: found.id });
  const document = await tx.documents.lock(seen.id);
  return { document, change: (await tx.bankChanges.find(found.id)) ?? found };
}

/** Why a request takes no decision any more. */
export function requireOpen({ number, state, decideLeftMs, decideBy }: BankChangeRow): void {
  if (state !== 'requested') {
    throw new ActionError('refused', `bank change ${String(number)} is ${state}; nothing was changed`);
  }
  if (decideLeftMs === 0) {
    throw new ActionError(
      'refused',
      `bank change ${String(number)} is denied: its deadline was ${decideBy.toISOString()}; nothing was changed`,
    );
  }
}

/** Its workflow looks again: a decision is a row first, then a signal. */
export async function wake(tx: Tx, document: DocumentRow): Promise<void> {
  await tx.documents.noteHint(document);
  await tx.outbox.signal(document, 'resume');
}
