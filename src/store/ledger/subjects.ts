import { sql } from 'kysely';
import { forgottenSubject } from '../../domain/holds/cause-key';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { PostingRow } from './posting-row';

/** Whose posting has an invoice number of a supplier. */
export interface InvoiceHolder {
  readonly posting: Pick<PostingRow, 'key' | 'reference'>;
  readonly document: {
    readonly kind: string;
    readonly sourceId: string;
    readonly commitmentId: string | null;
    readonly number: number | null;
  };
  /** It was read back where it stands; false: it was sent, and nobody knows yet. */
  readonly isSettled: boolean;
}

/** Things outside that documents change, by name (`order:<commitment>`): their rows are the first of all locks (design 6). */
export class Subjects {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** In one order for all, so that two who lock the same never wait for each other. */
  async lock(scope: Scope, names: readonly string[]): Promise<void> {
    const sorted = [...new Set(names)].sort();
    if (sorted.length === 0) return;
    const { connectionId, tenantId } = scope;
    // Setting what is set already locks the row, one after the other in the order of the values.
    await this.#trx
      .insertInto('subject')
      .values(sorted.map((name) => ({ connectionId, tenantId, name })))
      .onConflict((conflict) =>
        conflict.columns(['connectionId', 'name']).doUpdateSet({ name: sql<string>`excluded.name` }),
      )
      .execute();
  }

  /** Whether there is a posting of ours on it, also while nobody knows yet what its call has brought about. */
  async isOurs(scope: Scope, subject: string): Promise<boolean> {
    const row = await this.#trx
      .selectFrom('posting')
      .select('id')
      .where('connectionId', '=', scope.connectionId)
      .where('subject', '=', subject)
      .executeTakeFirst();
    return row !== undefined;
  }

  /**
   * The subject that a posting keeps, so that this one is not free; null: it is free. One that the ledger forgot the subject of
   * may keep any. `but`: of other postings than that one. The subject must be locked before.
   */
  async occupiedBy(scope: Scope, subject: string, but = '0'): Promise<string | null> {
    const row = await this.#trx
      .selectFrom('posting')
      .select('subject')
      .where('connectionId', '=', scope.connectionId)
      .where('occupies', '=', true)
      .where((where) =>
        where.or([where('subject', '=', subject), sql<boolean>`starts_with(subject, ${forgottenSubject})`]),
      )
      .where('id', '<>', but)
      .limit(1)
      .executeTakeFirst();
    return row?.subject ?? null;
  }

  /** The newest that stands on a subject, whatever document's; null: none does. */
  async newestOn(scope: Scope, subject: string): Promise<Pick<PostingRow, 'id' | 'documentId'> | null> {
    const row = await this.#trx
      .selectFrom('posting')
      .select(['id', 'documentId'])
      .where('connectionId', '=', scope.connectionId)
      .where('subject', '=', subject)
      .where('state', '=', 'confirmed')
      .where((where) => where.or([where('stage', 'is', null), where('stage', 'not in', ['voided', 'gone'])]))
      .orderBy('confirmedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ?? null;
  }

  /**
   * The posting of another document that stands, or may stand, under this number; null: there is none. What is only named
   * does not count: who sends first has the number. The number's subject must be locked before.
   */
  async invoiceHeldBy(
    scope: Scope,
    own: Pick<PostingRow, 'documentId' | 'system' | 'supplier' | 'number'>,
  ): Promise<InvoiceHolder | null> {
    if (own.number === '') return null;
    const row = await this.#trx
      .selectFrom('posting')
      .innerJoin('document', 'document.id', 'posting.documentId')
      .select(['posting.key', 'posting.reference', 'posting.state'])
      .select(['document.kind', 'document.sourceId', 'document.commitmentId', 'document.number'])
      .where('posting.connectionId', '=', scope.connectionId)
      .where('posting.system', '=', own.system)
      .where('posting.supplier', '=', own.supplier)
      .where('posting.number', '=', own.number)
      // As the index has it.
      .where(sql<boolean>`posting.number <> ''`)
      .where('posting.state', 'in', ['sent', 'uncertain', 'confirmed'])
      .where((where) =>
        where.or([where('posting.stage', 'is', null), where('posting.stage', 'not in', ['voided', 'gone'])]),
      )
      .where('posting.documentId', '<>', own.documentId)
      .orderBy('posting.id')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { key, reference, state, ...document } = row;
    return { posting: { key, reference }, document, isSettled: state === 'confirmed' };
  }
}
