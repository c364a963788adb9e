import { sql } from 'kysely';
import { readInItsSecond } from '../../domain/documents/read-in-its-second';
import type { ListedCommitment, ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { TenantSeal } from '../tenant-seal';

export interface NamedCommitment {
  readonly id: string;
  readonly projectId: string;
  /** What people call it; null when it has none. */
  readonly number: string | null;
  /** `WorkOrderContract` or `PurchaseOrderContract`; null: not known. */
  readonly type: string | null;
}

export interface UpToDate {
  readonly commitment: ProcoreCommitment;
  /** The database's time before Procore was asked for it. */
  readonly askedAt: Date;
  /** The last time at which it was still so. */
  readonly asOf: Date;
}

export interface CommitmentFilter {
  readonly ids?: readonly string[];
  readonly projectId?: string;
  readonly number?: string;
}

/** Commitments as last shown, and the row that requisitions of one commitment are ordered by. */
export class Commitments {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /**
   * Keeps a commitment as it was shown just now; `askedAt`: the database's time before Procore was asked. What was asked for earlier
   * never takes the place of what was asked for later.
   */
  async store(scope: Scope, projectId: string, commitment: ProcoreCommitment, askedAt: Date): Promise<void> {
    const values = {
      number: commitment.number,
      type: commitment.type,
      body: await this.#sealed.seal('commitment', commitment),
      readAt: sql<Date>`now()`,
      askedAt,
    };
    await this.#trx
      .insertInto('commitment')
      .values({
        connectionId: scope.connectionId,
        tenantId: scope.tenantId,
        id: commitment.id,
        projectId,
        ...values,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['connectionId', 'id'])
          .doUpdateSet(values)
          .where((row) => row.or([row('commitment.askedAt', 'is', null), row('commitment.askedAt', '<=', askedAt)])),
      )
      .execute();
  }

  /** Notes what a list says. It has no lines, so it never takes the place of what was shown. */
  noteListed(scope: Scope, projectId: string, listed: ListedCommitment): Promise<void> {
    return this.noteAllListed(scope, projectId, [listed]);
  }

  /** As `noteListed` for a page of it. */
  async noteAllListed(scope: Scope, projectId: string, listed: readonly ListedCommitment[]): Promise<void> {
    // Each once, and always in the same order: else two that note the same wait for each other.
    const byId = [...new Map(listed.map((one) => [one.id, one])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (byId.length === 0) return;
    const { connectionId, tenantId } = scope;
    await this.#trx
      .insertInto('commitment')
      .values(byId.map(({ id, number, type }) => ({ connectionId, tenantId, id, projectId, number, type })))
      .onConflict((conflict) =>
        conflict.columns(['connectionId', 'id']).doUpdateSet((row) => ({
          number: row.ref('excluded.number'),
          type: row.ref('excluded.type'),
        })),
      )
      .execute();
  }

  /** The commitment as last shown, when that is not longer ago than `maxAgeMs` (Infinity: whenever). */
  async load(scope: Scope, commitmentId: string, maxAgeMs: number): Promise<ProcoreCommitment | null> {
    let query = this.#trx
      .selectFrom('commitment')
      .select('body')
      .where('connectionId', '=', scope.connectionId)
      .where('id', '=', commitmentId);
    if (Number.isFinite(maxAgeMs)) {
      query = query.where('readAt', '>', sql<Date>`now() - ${maxAgeMs} * interval '1 millisecond'`);
    }
    const row = await query.executeTakeFirst();
    if (row?.body == null) return null;
    return this.#sealed.open<ProcoreCommitment>('commitment', row.body);
  }

  /**
   * The commitment as last shown within the hour, where Procore would show the same now as far as anybody knows: nothing was heard of
   * it since it was asked for, and lists have the same version of it. Null: Procore must be asked.
   */
  async upToDate(scope: Scope, commitmentId: string): Promise<UpToDate | null> {
    const row = await this.#trx
      .selectFrom('commitment')
      .leftJoin('document', (join) =>
        join
          .onRef('document.connectionId', '=', 'commitment.connectionId')
          .onRef('document.sourceId', '=', 'commitment.id')
          .on('document.kind', '=', 'commitment'),
      )
      .select(['commitment.body', 'commitment.askedAt'])
      .select(['document.seenAt', 'document.sourceUpdatedAt', 'document.sourceStatus'])
      .where('commitment.connectionId', '=', scope.connectionId)
      .where('commitment.id', '=', commitmentId)
      .where('commitment.askedAt', '>', sql<Date>`clock_timestamp() - interval '1 hour'`)
      .where((of) =>
        of.or([of('document.newsAt', 'is', null), of('document.newsAt', '<', of.ref('commitment.askedAt'))]),
      )
      .executeTakeFirst();
    if (row?.body == null || row.askedAt === null) return null;
    const { askedAt, seenAt, sourceUpdatedAt, sourceStatus } = row;
    const commitment = await this.#sealed.open<ProcoreCommitment>('commitment', row.body);
    const updatedAt = new Date(commitment.updatedAt);
    // It may have changed once more in that second, and then no list says so.
    if (readInItsSecond({ seenAt: askedAt, sourceUpdatedAt: updatedAt })) return null;
    if (seenAt === null) return { commitment, askedAt, asOf: askedAt };
    const isListedSo =
      sourceUpdatedAt !== null && isSameSecond(updatedAt, sourceUpdatedAt) && sourceStatus === commitment.status;
    return isListedSo ? { commitment, askedAt, asOf: seenAt > askedAt ? seenAt : askedAt } : null;
  }

  /** As `load`; with it the number of the project, null: not known yet. */
  async withProject(
    scope: Scope,
    { commitmentId, projectId }: { readonly commitmentId: string; readonly projectId: string },
    maxAgeMs: number,
  ): Promise<{ readonly commitment: ProcoreCommitment | null; readonly projectNumber: string | null }> {
    const { connectionId } = scope;
    const row = await this.#trx
      .selectNoFrom((none) => [
        none
          .selectFrom('commitment')
          .select('body')
          .where('connectionId', '=', connectionId)
          .where('id', '=', commitmentId)
          .where('readAt', '>', sql<Date>`now() - ${maxAgeMs} * interval '1 millisecond'`)
          .as('body'),
        none
          .selectFrom('project')
          .select('number')
          .where('connectionId', '=', connectionId)
          .where('id', '=', projectId)
          .as('projectNumber'),
      ])
      .executeTakeFirstOrThrow();
    const commitment = row.body === null ? null : await this.#sealed.open<ProcoreCommitment>('commitment', row.body);
    return { commitment, projectNumber: row.projectNumber };
  }

  /** A page of those that were shown, however long ago, behind that id; with how many of their documents are on their way. */
  async shownAfter(
    scope: Pick<Scope, 'connectionId'>,
    id: string,
  ): Promise<readonly { readonly commitment: ProcoreCommitment; readonly openDocuments: number }[]> {
    const rows = await this.#trx
      .selectFrom('commitment')
      .select((row) => [
        'body',
        row
          .selectFrom('document')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .whereRef('document.connectionId', '=', 'commitment.connectionId')
          .whereRef('document.commitmentId', '=', 'commitment.id')
          .where('document.open', '=', true)
          .as('openDocuments'),
      ])
      .where('connectionId', '=', scope.connectionId)
      .where('body', 'is not', null)
      .where('id', '>', id)
      .orderBy('id')
      .limit(500)
      .execute();
    const shown = [];
    for (const { body, openDocuments } of rows) {
      if (body === null) continue;
      const commitment = await this.#sealed.open<ProcoreCommitment>('commitment', body);
      shown.push({ commitment, openDocuments: Number(openDocuments) });
    }
    return shown;
  }

  /** The row that makes requisitions of one commitment go one after the other. First of all locks (design 6). */
  async lock(scope: Scope, projectId: string, commitmentId: string): Promise<void> {
    await this.#trx
      .insertInto('commitment')
      .values({ connectionId: scope.connectionId, tenantId: scope.tenantId, id: commitmentId, projectId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await this.#trx
      .selectFrom('commitment')
      .select('id')
      .where('connectionId', '=', scope.connectionId)
      .where('id', '=', commitmentId)
      .forUpdate()
      .executeTakeFirstOrThrow();
  }

  /** What the commitments that were read so far are called, however long ago that was. Opens none of them. */
  async named(scope: Scope, filter: CommitmentFilter = {}): Promise<NamedCommitment[]> {
    if (filter.ids?.length === 0) return [];
    let query = this.#trx
      .selectFrom('commitment')
      .select(['id', 'projectId', 'number', 'type'])
      .where('connectionId', '=', scope.connectionId)
      .where((row) => row.or([row('body', 'is not', null), row('type', 'is not', null)]));
    if (filter.ids !== undefined) query = query.where('id', 'in', [...filter.ids]);
    if (filter.projectId !== undefined) query = query.where('projectId', '=', filter.projectId);
    if (filter.number !== undefined) query = query.where('number', '=', filter.number);
    return query.orderBy('id').execute();
  }
}

/** Not every answer says the fraction of a second. */
function isSameSecond(one: Date, other: Date): boolean {
  return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000);
}
