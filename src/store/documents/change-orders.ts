import { approvedStatus, isApprovedBefore } from '../../domain/change-order/approved';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import { Documents } from './documents';
import { Snapshots } from './snapshots';

/** Change orders as their documents were last read. */
export class ChangeOrders {
  readonly #documents: Documents;
  readonly #snapshots: Snapshots;

  constructor(context: TxContext) {
    this.#documents = new Documents(context);
    this.#snapshots = new Snapshots(context);
  }

  /** Those of a commitment that are approved, in the order of that; `unread`: known from a list only, without their lines. */
  async approvedOf(
    scope: Scope,
    commitmentId: string,
  ): Promise<{ readonly read: readonly ProcoreChangeOrder[]; readonly unread: readonly string[] }> {
    const read: ProcoreChangeOrder[] = [];
    const unread: string[] = [];
    const all = await this.#documents.ofCommitment(scope, 'changeOrder', commitmentId);
    for (const document of [...all].sort((a, b) => (isApprovedBefore(a, b) ? -1 : 1))) {
      if (document.sourceStatus !== approvedStatus || document.stage === 'withdrawn') continue;
      const snapshot = await this.#snapshots.load<ProcoreChangeOrder>(document);
      if (snapshot === null) unread.push(document.sourceId);
      else if (snapshot.content !== null) read.push(snapshot.content);
    }
    return { read, unread };
  }
}
