import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { SealError } from '../../crypto/seal-error';
import type { DatabaseIdentity } from '../../store/installation';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { workflowTypes } from '../../workflows/names';
import { parseLedgerCopy, type LedgerCopy } from './ledger-copy';

const memoName = 'ledger';

/**
 * `none`: Temporal keeps nothing of the connection (it is new or empty). `sealed`: it keeps a copy that this database has no
 * key for, so it is not the one that wrote it.
 */
export type KeptCopy =
  { readonly kind: 'none' } | { readonly kind: 'sealed' } | { readonly kind: 'copy'; readonly copy: LedgerCopy };

export async function readKeptCopy(client: Client, { connectionId }: Scope): Promise<KeptCopy> {
  try {
    const { action } = await client.schedule.getHandle(scheduleIdOf(connectionId)).describe();
    const copy = parseLedgerCopy(action.memo?.[memoName]);
    return copy === null ? { kind: 'none' } : { kind: 'copy', copy };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return { kind: 'none' };
    if (isSealed(error)) return { kind: 'sealed' };
    throw error;
  }
}

/** False when there is no schedule to keep it with: `reconcile` makes one. */
export async function writeKeptCopy(client: Client, { connectionId }: Scope, copy: LedgerCopy): Promise<boolean> {
  try {
    await client.schedule.getHandle(scheduleIdOf(connectionId)).update((now) => ({
      ...now,
      action: { ...now.action, memo: { ...now.action.memo, [memoName]: copy } },
    }));
    return true;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

/** The ledger as this database has it. To be read after the kept copy: what it had reached then, it has reached now. */
export async function presentLedger(store: Store, scope: Scope, identity: DatabaseIdentity): Promise<LedgerCopy> {
  const highestPosting = await store.inTenant(scope.tenantId, (tx) => tx.restores.highestPosting(scope));
  return { systemIdentifier: identity.systemIdentifier, timeline: identity.timeline, highestPosting };
}

function scheduleIdOf(connectionId: string): string {
  return `${workflowTypes.reconcile}/${connectionId}`;
}

function isSealed(error: unknown): boolean {
  return error instanceof SealError || (error instanceof Error && error.cause !== undefined && isSealed(error.cause));
}
