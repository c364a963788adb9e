import { sql } from 'kysely';
import type { Plan, PlannedLine } from '../../domain/posting/plan/planned-step';
import { stagesSaidBy } from '../../domain/posting/stages/sync-stage';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { Trx } from '../database';
import { place } from '../documents/document-filter';
import type { DocumentRow } from '../documents/documents';
import { pageOf, type Page, type PageWanted } from '../page';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';

/** A document as last read, its content opened. */
export interface ReadDocument<Content> {
  readonly document: DocumentRow;
  readonly content: Content;
  /** The commitment that it bills or changes, as last shown; null: never shown. */
  readonly commitment: ProcoreCommitment | null;
}

/** A document of which something stands in the books. */
export interface PostedDocument {
  readonly document: DocumentRow;
  /** What moved, by item and account; what comes to 0 is left out. Of a document whose costs are booked, these; else its order. */
  readonly standing: readonly { readonly item: string; readonly account: string; readonly amount: string }[];
  /** The lines of the plan that the newest of it was posted by, with their codes. */
  readonly lines: readonly PlannedLine[];
}

/** Kinds whose lines are coded by the mapping. */
const codedKinds = ['requisition', 'commitment', 'changeOrder'];

/** Documents by what their lines are coded as: page by page, since each is opened. */
export class CodedDocuments {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** Requisitions, or direct costs, of a project of which nothing is posted and that nobody settled otherwise. */
  notPosted<Content>(
    scope: Scope,
    { kind, projectId }: { readonly kind: 'requisition' | 'directCost'; readonly projectId: string },
    page: PageWanted,
  ): Promise<Page<ReadDocument<Content>>> {
    const onTheirWay = [...stagesSaidBy('pass')];
    return this.#read(
      page,
      readOf(this.#trx, scope, kind, projectId).where((row) =>
        row.or([row('document.stage', 'is', null), row('document.stage', 'in', onTheirWay)]),
      ),
    );
  }

  /** Change orders of a project with this status, as far as they were read with their lines. */
  changeOrders<Content>(
    scope: Scope,
    { projectId, status }: { readonly projectId: string; readonly status: string },
    page: PageWanted,
  ): Promise<Page<ReadDocument<Content>>> {
    return this.#read(
      page,
      readOf(this.#trx, scope, 'changeOrder', projectId)
        .where('document.sourceStatus', '=', status)
        .where((row) => row.or([row('document.stage', 'is', null), row('document.stage', '!=', 'withdrawn')])),
    );
  }

  /** Commitments of a project as last shown, with the codes that were looked up where it is a document of its own. */
  async commitments(scope: Scope, projectId: string, page: PageWanted): Promise<Page<ProcoreCommitment>> {
    let query = this.#trx
      .selectFrom('commitment')
      .leftJoin('document', (join) =>
        join
          .onRef('document.connectionId', '=', 'commitment.connectionId')
          .onRef('document.sourceId', '=', 'commitment.id')
          .on('document.kind', '=', 'commitment'),
      )
      .leftJoin('snapshot', 'snapshot.documentId', 'document.id')
      .select(['commitment.id', 'commitment.body', 'snapshot.body as read', 'snapshot.gone'])
      .where('commitment.connectionId', '=', scope.connectionId)
      .where('commitment.projectId', '=', projectId)
      .where((row) => row.or([row('commitment.body', 'is not', null), row('snapshot.body', 'is not', null)]))
      .where(sql<boolean>`snapshot.gone is not true`);
    if (page.after !== null) query = query.where('commitment.id', '>', page.after);
    const rows = await query
      .orderBy('commitment.id')
      .limit(page.limit + 1)
      .execute();
    const found = pageOf(rows, page, (row) => row.id);
    const opened = await Promise.all(
      found.rows.map(async ({ body, read }) => {
        const own = read === null ? null : await this.#sealed.open<ProcoreCommitment | null>('snapshot', read);
        return own ?? (body === null ? [] : this.#sealed.open<ProcoreCommitment>('commitment', body));
      }),
    );
    return { ...found, rows: opened.flat() };
  }

  /** How many commitments of a project are known from a list only, without their lines. */
  async unreadCommitments(scope: Scope, projectId: string): Promise<number> {
    const { count } = await this.#trx
      .selectFrom('commitment')
      .select(sql<string>`count(*)`.as('count'))
      .where('connectionId', '=', scope.connectionId)
      .where('projectId', '=', projectId)
      .where('body', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Documents of which something stands, in the order of the list of documents; `projectIds` null: of every project. */
  async posted(scope: Scope, projectIds: readonly string[] | null, page: PageWanted): Promise<Page<PostedDocument>> {
    if (projectIds?.length === 0) return { rows: [], next: null };
    let query = this.#trx
      .selectFrom('document')
      .selectAll()
      .where('connectionId', '=', scope.connectionId)
      .where('kind', 'in', codedKinds)
      .where(
        sql<boolean>`exists (select from effect join posting on posting.id = effect.posting_id
          where effect.document_id = document.id and posting.state = 'confirmed')`,
      );
    if (projectIds !== null) query = query.where('projectId', 'in', [...projectIds]);
    if (page.after !== null) {
      query = query.where(sql<boolean>`(${place}) > (select ${place} from document as last where id = ${page.after})`);
    }
    const rows = await query
      .orderBy(place)
      .limit(page.limit + 1)
      .execute();
    const found = pageOf(rows, page, (row) => row.id);
    const ids = found.rows.map((row) => row.id);
    const [standing, lines] = [await this.#standing(ids), await this.#lines(found.rows)];
    return {
      ...found,
      rows: found.rows.map((document) => ({
        document,
        standing: standing.get(document.id) ?? [],
        lines: lines.get(document.id) ?? [],
      })),
    };
  }

  async #standing(documentIds: readonly string[]): Promise<ReadonlyMap<string, PostedDocument['standing']>> {
    if (documentIds.length === 0) return new Map();
    const rows = await this.#trx
      .selectFrom('effect')
      .innerJoin('effectEntry', 'effectEntry.effectId', 'effect.id')
      .innerJoin('posting', 'posting.id', 'effect.postingId')
      .select(['effect.documentId', 'effectEntry.book', 'effectEntry.item', 'effectEntry.account'])
      .select(sql<string>`sum(effect_entry.amount)`.as('amount'))
      .where('effect.documentId', 'in', [...documentIds])
      .where('posting.state', '=', 'confirmed')
      .where('effectEntry.book', 'in', ['cost', 'order'])
      .where('effectEntry.item', '<>', '')
      .groupBy(['effect.documentId', 'effectEntry.book', 'effectEntry.item', 'effectEntry.account'])
      .having(sql<boolean>`sum(effect_entry.amount) <> 0`)
      .orderBy('effect.documentId')
      .orderBy('effectEntry.item')
      .orderBy('effectEntry.account')
      .execute();
    const byDocument = new Map<string, typeof rows>();
    for (const row of rows) byDocument.set(row.documentId, [...(byDocument.get(row.documentId) ?? []), row]);
    return new Map(
      [...byDocument].map(([id, own]) => {
        const costs = own.filter(({ book }) => book === 'cost');
        const counted = costs.length > 0 ? costs : own;
        return [id, counted.map(({ item, account, amount }) => ({ item, account, amount }))];
      }),
    );
  }

  /** By the plan of the newest posting; of one that was made of many by its own newest, since the posting's is the run's. */
  async #lines(documents: readonly DocumentRow[]): Promise<ReadonlyMap<string, readonly PlannedLine[]>> {
    const documentIds = documents.map((one) => one.id);
    if (documentIds.length === 0) return new Map();
    const posted = await this.#trx
      .selectFrom('effect')
      .innerJoin('posting', 'posting.id', 'effect.postingId')
      .innerJoin('plan', 'plan.id', 'posting.planId')
      .distinctOn('effect.documentId')
      .select(['effect.documentId', 'plan.body'])
      .where('effect.documentId', 'in', documentIds)
      .where('posting.state', '=', 'confirmed')
      .whereRef('plan.documentId', '=', 'effect.documentId')
      .orderBy('effect.documentId')
      .orderBy('posting.id', 'desc')
      .execute();
    const known = new Set(posted.map((row) => row.documentId));
    const others = documents.flatMap(({ id, planId }) => (known.has(id) || planId === null ? [] : [planId]));
    const newest =
      others.length === 0
        ? []
        : await this.#trx.selectFrom('plan').select(['documentId', 'body']).where('id', 'in', others).execute();
    const opened = await Promise.all(
      [...posted, ...newest].map(async ({ documentId, body }) => {
        const { head } = await this.#sealed.open<Plan>('plan', body);
        return [documentId, head.lines] as const;
      }),
    );
    return new Map(opened);
  }

  async #read<Content>(page: PageWanted, of: ReturnType<typeof readOf>): Promise<Page<ReadDocument<Content>>> {
    const after = page.after === null ? of : of.where('document.id', '>', page.after);
    const rows = await after
      .orderBy('document.id')
      .limit(page.limit + 1)
      .execute();
    const found = pageOf(rows, page, (row) => row.id);
    const opened = await Promise.all(
      found.rows.map(async ({ read, shown, ...document }) => {
        const content = await this.#sealed.open<Content | null>('snapshot', read);
        const commitment = shown === null ? null : await this.#sealed.open<ProcoreCommitment>('commitment', shown);
        return content === null ? [] : [{ document, content, commitment }];
      }),
    );
    return { ...found, rows: opened.flat() };
  }
}

/** Documents of a kind and project that Procore has and that were read. */
function readOf(trx: Trx, scope: Scope, kind: string, projectId: string) {
  return trx
    .selectFrom('document')
    .innerJoin('snapshot', 'snapshot.documentId', 'document.id')
    .leftJoin('commitment', (join) =>
      join
        .onRef('commitment.connectionId', '=', 'document.connectionId')
        .onRef('commitment.id', '=', 'document.commitmentId'),
    )
    .selectAll('document')
    .select(['snapshot.body as read', 'commitment.body as shown'])
    .where('document.connectionId', '=', scope.connectionId)
    .where('document.kind', '=', kind)
    .where('document.projectId', '=', projectId)
    .where('snapshot.gone', '=', false);
}
