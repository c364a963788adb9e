import { approvedStatus } from '../../domain/change-order/approved';
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

  /** Those of a commitment that are approved, by id; `unread`: known from a list only, without their lines. */
  async approvedOf(
    scope: Scope,
    commitmentId: string,
  ): Promise<{ readonly read: readonly ProcoreChangeOrder[]; readonly unread: readonly string[] }> {
    const read: ProcoreChangeOrder[] = [];
    const unread: string[] = [];
    for (const document of await this.#documents.ofCommitment(scope, 'changeOrder', commitmentId)) {
      if (document.sourceStatus !== approvedStatus || document.stage === 'withdrawn') continue;
      const snapshot = await this.#snapshots.load<ProcoreChangeOrder>(document);
      if (snapshot === null) unread.push(document.sourceId);
      else if (snapshot.content !== null) read.push(snapshot.content);
    }
    return { read: read.sort((a, b) => (a.id < b.id ? -1 : 1)), unread };
  }
}
