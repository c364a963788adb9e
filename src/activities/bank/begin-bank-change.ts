import { causeKey } from '../../domain/holds/cause-key';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import { bankChangeWait } from '../../domain/vendor/bank/bank-change-wait';
import { bankPostings, isUnderWay } from '../../ledger/bank-postings';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { BankChangeRow } from '../../store/vendors/bank-changes';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { endBankChange } from './end-bank-change';

/**
 * Begins a pass over a request: what waits for people or for time waits, what nobody decided in time is denied, what stands is done. Goes
 * on with one that is to be applied, or of which nobody knows yet what became of it.
 */
export function createBeginBankChange({ store }: ActivityPorts) {
  return async function beginBankChange(
    ref: DocumentRef,
  ): Promise<StepResult<{ readonly erp: string; readonly name: string }>> {
    return store.inTenant(ref.tenantId, async (tx) => {
      const { erp, clock: asOf } = await tx.connections.load(ref.connectionId);
      const change = await tx.bankChanges.find(ref.sourceId);
      // Once it may stand, nobody is paid by what was read of the account before.
      if (change?.state === 'approved') await tx.erpFacts.outdate(ref, [causeKey.vendor(change.partyId)]);
      const document = await tx.documents.see(ref, ref, { passClock: asOf });
      await tx.holds.close(document.id);
      if (change === null) {
        // A restored database has forgotten it: so has everybody else, and it is asked for anew.
        await tx.documents.setStage(document.id, null, false);
        return { next: 'close', stage: null };
      }
      const postings = await bankPostings(tx, document.id);
      const standing = postings.find(({ state }) => state === 'confirmed');
      if (standing !== undefined) {
        const { account = '', readBack = '' } = standing.facts ?? {};
        return endBankChange(tx, document, change, { state: 'applied', why: `read back as ${account} (${readBack})` });
      }
      return isUnderWay(postings)
        ? { next: 'go', erp, name: nameOf(change) }
        : ((await untilDecidedAndCool(tx, document, change)) ?? { next: 'go', erp, name: nameOf(change) });
    });
  };
}

/** Null: nothing keeps it from being applied. */
async function untilDecidedAndCool(tx: Tx, document: DocumentRow, change: BankChangeRow): Promise<PassEnd | null> {
  const isLate = change.state === 'requested' && change.decideLeftMs === 0;
  if (isLate) {
    const why = `nobody approved it by ${change.decideBy.toISOString()}`;
    return endBankChange(tx, document, change, { state: 'expired', why });
  }
  if (change.state !== 'requested' && change.state !== 'approved') {
    return endBankChange(tx, document, change, null);
  }
  const wait = bankChangeWait(change);
  if (wait === null) return null;
  await tx.documents.setStage(document.id, 'waiting', true);
  await tx.documents.noteWait(document.id, wait);
  return { next: 'wait', ...wait };
}

function nameOf({ number }: Pick<BankChangeRow, 'number'>): string {
  return `bank change ${String(number)}`;
}
