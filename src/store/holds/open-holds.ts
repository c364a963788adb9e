import { sql, type Selectable } from 'kysely';
import type { Problem } from '../../domain/holds/hold-reason';
import type { Trx } from '../database';
import type { DocumentTables } from '../schema/document-tables';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { HeldDocument, HoldFilter, StandingHold } from './holds';

type HoldRow = Readonly<Selectable<DocumentTables['hold']>>;

/** A standing hold, and what is wrong, still sealed. */
interface SealedHold extends StandingHold {
  readonly sealedProblems: Buffer;
}

/** The rows of open holds, in no order yet. */
export function openHolds(trx: Trx, scope: Scope, filter: HoldFilter) {
  let query = trx
    .selectFrom('hold')
    .selectAll()
    .where('connectionId', '=', scope.connectionId)
    .where('closedAt', 'is', null);
  if (filter.reason !== undefined) query = query.where(sql<boolean>`${filter.reason} = any(reasons)`);
  if (filter.documentId !== undefined) query = query.where('documentId', '=', filter.documentId);
  if (filter.documentIds !== undefined) query = query.where('documentId', 'in', [...filter.documentIds]);
  const { projectId } = filter;
  if (projectId !== undefined) {
    query = query.where('documentId', 'in', (hold) =>
      hold.selectFrom('document').select('id').where('projectId', '=', projectId),
    );
  }
  if (filter.causeKeys !== undefined) {
    query = query.where(sql<boolean>`cause_keys && ${sql.val([...filter.causeKeys])}::text[]`);
  }
  if (filter.causePrefix !== undefined) {
    query = query.where(
      sql<boolean>`exists (select 1 from unnest(cause_keys) as k where starts_with(k, ${filter.causePrefix}))`,
    );
  }
  return query;
}

/** The rows with their documents, in the same order. */
export async function withDocuments(trx: Trx, holds: readonly HoldRow[]): Promise<SealedHold[]> {
  if (holds.length === 0) return [];
  const documents = await trx
    .selectFrom('document')
    .selectAll()
    .where(
      'id',
      'in',
      holds.map((hold) => hold.documentId),
    )
    .execute();
  const byId = new Map(documents.map((row) => [row.id, row]));
  return holds.flatMap((hold) => {
    const document = byId.get(hold.documentId);
    const [reason] = hold.reasons;
    if (document === undefined || reason === undefined) return [];
    const { id, kind, reasons, causeKeys } = hold;
    return {
      document,
      hold: {
        id,
        kind,
        // They stand in the order in which they are shown.
        reason,
        reasons,
        wakeAt: hold.wakeAt?.toISOString() ?? null,
        openedAt: hold.openedAt.toISOString(),
        since: hold.since.toISOString(),
        releaseAskedAt: hold.releaseAskedAt?.toISOString() ?? null,
      },
      causeKeys,
      sealedProblems: hold.problems,
    };
  });
}

export async function openedHolds(seal: TenantSeal, holds: readonly SealedHold[]): Promise<HeldDocument[]> {
  return Promise.all(
    holds.map(async ({ sealedProblems, ...hold }) => ({
      ...hold,
      problems: await seal.open<Problem[]>('problems', sealedProblems),
    })),
  );
}
