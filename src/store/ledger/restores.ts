import { sql } from 'kysely';
import { forgottenSubject } from '../../domain/holds/cause-key';
import type { Reference } from '../../domain/posting/look';
import type { PostingState } from '../../domain/posting/stages/posting-state';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import { after } from './posting-row';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** What a ledger that was restored to an older state has forgotten. */
export class Restores {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** The highest number in the connection's ledger; 0 when it is empty. */
  async highestPosting(scope: Scope): Promise<string> {
    const row = await this.#trx
      .selectFrom('posting')
      .select(sql<string>`coalesce(max(id), 0)`.as('highest'))
      .where('connectionId', '=', scope.connectionId)
      .executeTakeFirstOrThrow();
    return row.highest;
  }

  /** The state of every posting of the connection, by its key in the ERP. */
  async statesByKey(scope: Scope): Promise<Map<string, PostingState>> {
    const rows = await this.#trx
      .selectFrom('posting')
      .select(['key', 'state'])
      .where('connectionId', '=', scope.connectionId)
      .execute();
    return new Map(rows.map((row) => [row.key, row.state]));
  }

  /**
   * Enters a posting that stands in the ERP and that the ledger has forgotten: `uncertain`, with no call left that could still
   * arrive. Lower ordinals that are not confirmed were given up in the time that is lost, or the higher one would not exist.
   * What it keeps others off, it keeps them off again; where its subject is not known, off all. The document must be locked.
   */
  async enterFound(
    document: DocumentRow,
    found: {
      system: string;
      kind: string;
      step: string;
      ordinal: number;
      reference: Reference;
      /** Null: not known any more, or another posting keeps it too. */
      subject: string | null;
      occupies: boolean;
      keyOf: (ordinal: number) => string;
    },
  ): Promise<void> {
    await this.#trx
      .updateTable('posting')
      .set({ state: 'rejected', leaseUntil: null, occupies: false })
      .where('documentId', '=', document.id)
      .where('step', '=', found.step)
      .where('state', 'in', ['reserved', 'sent', 'uncertain'])
      .execute();
    const values = (ordinal: number) => ({
      tenantId: document.tenantId,
      connectionId: document.connectionId,
      documentId: document.id,
      system: found.system,
      kind: found.kind,
      step: found.step,
      ordinal,
      key: found.keyOf(ordinal),
    });
    for (let earlier = 1; earlier < found.ordinal; earlier += 1) {
      await this.#trx
        .insertInto('posting')
        .values({ ...values(earlier), state: 'rejected' })
        .onConflict((conflict) => conflict.columns(['documentId', 'step', 'ordinal']).doNothing())
        .execute();
    }
    await this.#trx
      .insertInto('posting')
      .values({
        ...values(found.ordinal),
        state: 'uncertain',
        subject: found.subject ?? `${forgottenSubject}${found.keyOf(found.ordinal)}`,
        occupies: found.occupies,
        settleAt: after(0),
        reference: JSON.stringify(found.reference),
      })
      .execute();
  }
}
