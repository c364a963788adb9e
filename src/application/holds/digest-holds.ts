import type { HoldReason, Problem } from '../../domain/holds/hold-reason';
import type { DigestBy, HoldDigest, HoldGroup } from '../../store/holds/hold-digests';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { projectNamed } from '../documents/project-named';
import { readableNames } from '../documents/readable-names';
import { mostRows } from '../page';

export type { DigestBy };

export interface DigestWanted {
  readonly by: DigestBy;
  /** Its number or `id:<id>`. */
  readonly project?: string;
  readonly reason?: HoldReason;
  /** At most so many groups. */
  readonly limit: number;
}

export interface DigestGroup extends Omit<HoldGroup, 'oldest' | 'oldestDocumentId'> {
  /** ISO 8601. */
  readonly oldest: string;
  /** The document that has waited longest, and what it says of this: message and remedies are those of the others but for names. */
  readonly example: { readonly name: string; readonly document: string; readonly problem: Problem | null } | null;
}

export interface DigestedHolds extends Pick<HoldDigest, 'groupCount'> {
  readonly connectionId: string;
  readonly all: Omit<HoldDigest['all'], 'oldest'> & { readonly oldest: string | null };
  readonly groups: readonly DigestGroup[];
}

/** Open holds by reason or cause: how many, since when, what money stands behind them, and what ends them. Opens one of each. */
export async function digestHolds(
  { store, connection }: ConnectionContext,
  { by, project, reason, limit }: DigestWanted,
): Promise<DigestedHolds> {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows) {
    throw new ActionError('badInput', `limit ${limit}: a whole number from 1 to ${mostRows}`, { field: 'limit' });
  }
  return store.inTenant(connection.tenantId, async (tx) => {
    const filter = {
      ...(project === undefined ? {} : { projectId: (await projectNamed(tx, connection, project)).id }),
      ...(reason === undefined ? {} : { reason }),
    };
    const { groups, groupCount, all } = await tx.holdDigests.by(connection, by, filter, limit);
    const documentIds = [...new Set(groups.map(({ oldestDocumentId }) => oldestDocumentId))];
    const opened = documentIds.length === 0 ? [] : await tx.holds.list(connection, { documentIds });
    const byDocument = new Map(opened.map((held) => [held.document.id, held]));
    const namesOf = await readableNames(
      tx,
      opened.map(({ document }) => document),
    );
    return {
      ...{ connectionId: connection.connectionId, groupCount },
      all: { ...all, oldest: all.oldest?.toISOString() ?? null },
      groups: groups.map(({ oldest, oldestDocumentId, ...group }) => {
        const held = byDocument.get(oldestDocumentId);
        const problem = held?.problems.find((one) => isOf(one, by, group.key)) ?? held?.problems[0] ?? null;
        const names = held === undefined ? null : namesOf(held.document);
        const example = names === null ? null : { name: names.name, document: names.document, problem: shown(problem) };
        return { ...group, oldest: oldest.toISOString(), example };
      }),
    };
  });
}

function isOf({ reason, causeKey, causeKeys = [] }: Problem, by: DigestBy, key: string): boolean {
  return by === 'reason' ? reason === key : causeKey === key || causeKeys.includes(key);
}

/** What may be chosen about one document is none of the others'. */
function shown(problem: Problem | null): Problem | null {
  if (problem === null) return null;
  const { offer: _, ...rest } = problem;
  return rest;
}
