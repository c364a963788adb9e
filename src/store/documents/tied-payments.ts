import type { PostingState } from '../../domain/posting/stages/posting-state';
import type { ErpPayment } from '../../domain/payment/erp-payment';
import type { ContractPaymentBody } from '../../domain/procore/contract-payment';
import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';
import type { DocumentRow } from './documents';

/** A payment of the ERP as we know it, and what we sent of it last. */
export interface KnownPayment {
  readonly document: DocumentRow;
  /** As last read; null: never. */
  readonly content: ErpPayment | null;
  /** Null: nothing was ever sent. */
  readonly newest: { readonly state: PostingState; readonly body: ContractPaymentBody | null } | null;
}

/** What is known of payments, for a tie-out. */
export class TiedPayments {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** Those of the project behind an id, in the order of their ids. */
  async page(scope: Scope, projectId: string, behind: string | null, limit: number): Promise<readonly KnownPayment[]> {
    const documents: readonly DocumentRow[] = await this.#trx
      .selectFrom('document')
      .selectAll()
      .where('tenantId', '=', scope.tenantId)
      .where('connectionId', '=', scope.connectionId)
      .where('projectId', '=', projectId)
      .where('kind', '=', 'payment')
      .$if(behind !== null, (query) => query.where('id', '>', behind ?? ''))
      .orderBy('id')
      .limit(limit)
      .execute();
    const ids = documents.map(({ id }) => id);
    if (ids.length === 0) return [];
    const snapshots = await this.#trx
      .selectFrom('snapshot')
      .select(['documentId', 'body'])
      .where('documentId', 'in', ids)
      .execute();
    const postings = await this.#trx
      .selectFrom('posting')
      .distinctOn('documentId')
      .select(['documentId', 'state', 'body'])
      .where('documentId', 'in', ids)
      .where('step', '=', 'payment')
      .where((row) => row.or([row('sends', '>', 0), row('state', '=', 'confirmed')]))
      .orderBy('documentId')
      .orderBy('id', 'desc')
      .execute();
    const known: KnownPayment[] = [];
    for (const document of documents) {
      const snapshot = snapshots.find(({ documentId }) => documentId === document.id);
      const posting = postings.find(({ documentId }) => documentId === document.id);
      const content =
        snapshot === undefined ? null : await this.#sealed.open<ErpPayment | null>('snapshot', snapshot.body);
      const sealed = posting?.body ?? null;
      const body = sealed === null ? null : await this.#sealed.open<ContractPaymentBody>('posting', sealed);
      known.push({ document, content, newest: posting === undefined ? null : { state: posting.state, body } });
    }
    return known;
  }

  /** Ids of commitments of the project of which an invoice of ours stands in the ERP: what may be paid from there. */
  async payable(scope: Scope, projectId: string): Promise<readonly string[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .innerJoin('document', 'document.id', 'posting.documentId')
      .select(sql<string>`document.commitment_id`.as('commitmentId'))
      .distinct()
      .where('document.tenantId', '=', scope.tenantId)
      .where('document.connectionId', '=', scope.connectionId)
      .where('document.projectId', '=', projectId)
      .where('document.kind', '=', 'requisition')
      .where('document.commitmentId', 'is not', null)
      .where('posting.step', '=', 'voucher')
      .where('posting.state', '=', 'confirmed')
      .execute();
    return rows.map(({ commitmentId }) => commitmentId).sort();
  }

  /** Numbers of the project's requisitions, by id. */
  async requisitions(scope: Scope, projectId: string): Promise<ReadonlyMap<string, number | null>> {
    const rows = await this.#trx
      .selectFrom('document')
      .select(['sourceId', 'number'])
      .where('tenantId', '=', scope.tenantId)
      .where('connectionId', '=', scope.connectionId)
      .where('projectId', '=', projectId)
      .where('kind', '=', 'requisition')
      .execute();
    return new Map(rows.map(({ sourceId, number }) => [sourceId, number]));
  }
}
