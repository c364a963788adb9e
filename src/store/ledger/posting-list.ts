import type { ErpReference } from '../../domain/posting/found-posting';
import type { Lookalike } from '../../domain/jde/lookalikes';
import type { PostingState } from '../../domain/posting/posting-state';
import type { Trx } from '../database';
import type { Scope } from '../scope';

/** A posting as lists show it, without its body. */
export interface ListedPosting {
  readonly id: string;
  readonly documentId: string;
  readonly documentKind: string;
  readonly sourceId: string;
  readonly projectId: string;
  readonly commitmentId: string | null;
  /** The document's number on its commitment. */
  readonly number: number | null;
  readonly step: string;
  readonly ordinal: number;
  readonly state: PostingState;
  readonly erpKey: string;
  readonly reference: ErpReference | null;
  readonly erpStage: string | null;
  readonly sends: number;
  readonly confirmedAt: string | null;
  /** Other vouchers that may be the same invoice; null while nobody has looked. */
  readonly lookalikes: readonly Lookalike[] | null;
}

export async function listPostings(
  trx: Trx,
  scope: Scope,
  filter: { readonly state?: PostingState; readonly step?: string; readonly documentId?: string } = {},
): Promise<ListedPosting[]> {
  let query = trx
    .selectFrom('posting')
    .innerJoin('document', 'document.id', 'posting.document_id')
    .selectAll('posting')
    .select(['document.kind', 'document.source_id', 'document.project_id', 'document.commitment_id', 'document.number'])
    .where('posting.connection_id', '=', scope.connectionId);
  if (filter.state !== undefined) query = query.where('posting.state', '=', filter.state);
  if (filter.step !== undefined) query = query.where('posting.step', '=', filter.step);
  if (filter.documentId !== undefined) query = query.where('posting.document_id', '=', filter.documentId);
  const rows = await query.orderBy('posting.id').execute();
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    documentKind: row.kind,
    sourceId: row.source_id,
    projectId: row.project_id,
    commitmentId: row.commitment_id,
    number: row.number,
    step: row.step,
    ordinal: row.ordinal,
    state: row.state as PostingState,
    erpKey: row.erp_key,
    reference: row.reference,
    erpStage: row.erp_stage,
    sends: row.sends,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    lookalikes: lookalikesIn(row.facts?.['lookalikes']),
  }));
}

function lookalikesIn(text: string | undefined): readonly Lookalike[] | null {
  return text === undefined ? null : (JSON.parse(text) as Lookalike[]);
}
