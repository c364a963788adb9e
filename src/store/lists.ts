import { sql } from 'kysely';
import type { PostingState } from '../domain/posting/stages/posting-state';
import type { ListedPosting } from './ledger/posting-row';
import type { Party } from './coding/parties';
import type { Trx } from './database';
import { documentsMatching, place, type DocumentFilter } from './documents/document-filter';
import type { DocumentRow } from './documents/documents';
import { openedHolds, openHolds, withDocuments } from './holds/open-holds';
import type { HeldDocument, HoldFilter } from './holds/holds';
import type { RetainageReleaseRow } from './ledger/retainage-releases';
import { pageOf, type Page, type PageWanted } from './page';
import type { Scope } from './scope';
import type { OutboxSignal } from './signals/outbox';
import type { TenantSeal } from './tenant-seal';
import type { TxContext } from './tx-context';

export interface ListedParty extends Omit<Party, 'erpIdentity' | 'erpTaxDigest'> {
  readonly linkedAt: string | null;
}

/** A signal that is not sent yet, as the list shows it. */
export interface ListedSignal {
  readonly id: string;
  readonly state: 'pending' | 'dead';
  readonly documentKind: string;
  readonly sourceId: string;
  /** What the document is called, without its kind. */
  readonly name: string;
  readonly workflowId: string;
  readonly signal: OutboxSignal['signal'];
  readonly attempts: number;
  /** The kind of the last attempt's error; its message may quote what it was given. */
  readonly lastError: string | null;
  readonly writtenAt: string;
  /** Null: dead, never by itself. */
  readonly dueAt: string | null;
  readonly deadAt: string | null;
}

export interface ListedEntry {
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly documentKind: string | null;
  readonly sourceId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface EntryFilter {
  readonly act?: string;
  readonly actor?: string;
}

/** What people page through, narrowed and put in order by the database. A page goes on after the row of an id. */
export class Lists {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** By project, commitment and number. */
  async documents(scope: Scope, filter: DocumentFilter, page: PageWanted): Promise<Page<DocumentRow>> {
    let query = documentsMatching(this.#trx, scope, filter);
    if (page.after !== null) {
      query = query.where(sql<boolean>`(${place}) > (select ${place} from document as last where id = ${page.after})`);
    }
    const rows = await query
      .orderBy(place)
      .limit(page.limit + 1)
      .execute();
    return pageOf(rows, page, (row) => row.id);
  }

  /** Open holds with what is wrong, what has waited longest first. */
  async holds(scope: Scope, filter: HoldFilter, page: PageWanted): Promise<Page<HeldDocument>> {
    let query = openHolds(this.#trx, scope, filter);
    if (page.after !== null) {
      query = query.where(sql<boolean>`(since, id) > (select since, id from hold as last where id = ${page.after})`);
    }
    const found = pageOf(
      await query
        .orderBy('since')
        .orderBy('id')
        .limit(page.limit + 1)
        .execute(),
      page,
      (row) => row.id,
    );
    return { ...found, rows: await openedHolds(this.#sealed, await withDocuments(this.#trx, found.rows)) };
  }

  /** In the order in which they were reserved. */
  async postings(
    scope: Scope,
    filter: { readonly state?: PostingState; readonly step?: string },
    page: PageWanted,
  ): Promise<Page<ListedPosting>> {
    let query = this.#postings().where('posting.connectionId', '=', scope.connectionId);
    if (filter.state !== undefined) query = query.where('posting.state', '=', filter.state);
    if (filter.step !== undefined) query = query.where('posting.step', '=', filter.step);
    if (page.after !== null) query = query.where('posting.id', '>', page.after);
    const rows = await query
      .orderBy('posting.id')
      .limit(page.limit + 1)
      .execute();
    return pageOf(rows.map(toListed), page, (row) => row.id);
  }

  /** All of these documents, in the order in which they were reserved. */
  async postingsOf(documentIds: readonly string[]): Promise<ListedPosting[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#postings()
      .where('posting.documentId', 'in', [...documentIds])
      .orderBy('posting.id')
      .execute();
    return rows.map(toListed);
  }

  /** Retainage that these documents release and AP lets go of. */
  async releasesOf(documentIds: readonly string[]): Promise<RetainageReleaseRow[]> {
    if (documentIds.length === 0) return [];
    return this.#trx
      .selectFrom('retainageRelease')
      .selectAll()
      .where('documentId', 'in', [...documentIds])
      .execute();
  }

  /** Signals that are not sent yet, oldest first. */
  async signals(scope: Scope, filter: { readonly deadOnly: boolean }, page: PageWanted): Promise<Page<ListedSignal>> {
    let query = this.#trx
      .selectFrom('outbox')
      .selectAll()
      .where('tenantId', '=', scope.tenantId)
      .where('connectionId', '=', scope.connectionId);
    if (filter.deadOnly) query = query.where('deadAt', 'is not', null);
    if (page.after !== null) query = query.where('id', '>', page.after);
    const rows = await query
      .orderBy('id')
      .limit(page.limit + 1)
      .execute();
    const signals = rows.map(
      ({ id, documentKind, sourceId, name, workflowId, signal, attempts, lastError, ...row }) => ({
        ...{ id, state: row.deadAt === null ? ('pending' as const) : ('dead' as const), documentKind, sourceId, name },
        ...{ workflowId, signal, attempts, lastError },
        writtenAt: row.createdAt.toISOString(),
        dueAt: row.deadAt === null ? row.notBefore.toISOString() : null,
        deadAt: row.deadAt?.toISOString() ?? null,
      }),
    );
    return pageOf(signals, page, (row) => row.id);
  }

  /** By Procore vendor, whose id is where a page goes on. */
  async parties(scope: Scope, page: PageWanted): Promise<Page<ListedParty>> {
    let query = this.#trx
      .selectFrom('party')
      .select(['id', 'procoreVendorId', 'erpNumber', 'linkedBy', 'linkedAt'])
      .where('connectionId', '=', scope.connectionId);
    if (page.after !== null) query = query.where('procoreVendorId', '>', page.after);
    const rows = await query
      .orderBy('procoreVendorId')
      .limit(page.limit + 1)
      .execute();
    const parties = rows.map((row) => ({ ...row, linkedAt: row.linkedAt?.toISOString() ?? null }));
    return pageOf(parties, page, (row) => row.procoreVendorId);
  }

  /** What was done on a connection, the newest first. */
  async entries(scope: Scope, filter: EntryFilter, page: PageWanted): Promise<Page<ListedEntry>> {
    let query = this.#trx
      .selectFrom('auditEntry')
      .select(['seq', 'at', 'actor', 'act', 'documentKind', 'sourceId', 'facts'])
      .where('tenantId', '=', scope.tenantId)
      .where('connectionId', '=', scope.connectionId);
    if (filter.act !== undefined) query = query.where('act', '=', filter.act);
    if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
    if (page.after !== null) query = query.where('seq', '<', page.after);
    const rows = await query
      .orderBy('seq', 'desc')
      .limit(page.limit + 1)
      .execute();
    const entries = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    return pageOf(entries, page, (row) => row.seq);
  }

  #postings() {
    return this.#trx
      .selectFrom('posting')
      .innerJoin('document', 'document.id', 'posting.documentId')
      .select(['posting.id', 'posting.documentId', 'document.kind as documentKind', 'document.sourceId'])
      .select([
        'document.projectId',
        'document.commitmentId',
        'document.number',
        'document.label',
        'posting.step',
        'posting.ordinal',
      ])
      .select(['posting.state', 'posting.key', 'posting.origin', 'posting.reference', 'posting.stage', 'posting.sends'])
      .select(['posting.confirmedAt', 'posting.lookalikes']);
  }
}

type PostingRows = Omit<ListedPosting, 'confirmedAt'> & { readonly confirmedAt: Date | null };

function toListed({ confirmedAt, ...row }: PostingRows): ListedPosting {
  return { ...row, confirmedAt: confirmedAt?.toISOString() ?? null };
}
