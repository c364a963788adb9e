import { findingKinds, type FindingKind } from '../../../domain/vendor/matching/finding';
import type { CompanySweep } from '../../../store/vendors/company-sweeps';
import type { ConnectionContext } from '../../context';
import { requireMatched, readMatching } from './matching-state';

export interface SweepView {
  readonly state: CompanySweep['state'];
  readonly seen: number;
  readonly changed: number;
  readonly missing: number;
  readonly why: string | null;
  readonly endedAt: string | null;
}

export interface MatchingStatus {
  /** Null: it was never read. */
  readonly suppliers: SweepView | null;
  readonly vendors: SweepView | null;
  /** Null: never matched. */
  readonly ranAt: string | null;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly found: Readonly<Record<FindingKind, { readonly all: number; readonly open: number }>>;
}

/** How far a matching has come. */
export async function matchingStatus({ store, connection }: ConnectionContext): Promise<MatchingStatus> {
  requireMatched(connection);
  return store.inTenant(connection.tenantId, async (tx) => {
    const run = await tx.matches.run(connection);
    const findings = run === null ? [] : (await readMatching(tx, connection)).findings;
    const found = findingKinds.map((kind) => {
      const own = findings.filter((one) => one.kind === kind);
      return [kind, { all: own.length, open: own.filter(({ state }) => state === 'open').length }] as const;
    });
    return {
      suppliers: sweepView(await tx.companySweeps.newest(connection, 'erp')),
      vendors: sweepView(await tx.companySweeps.newest(connection, 'procore')),
      ranAt: run?.ranAt.toISOString() ?? null,
      closedAt: run?.closedAt?.toISOString() ?? null,
      closedBy: run?.closedBy ?? null,
      found: Object.fromEntries(found) as MatchingStatus['found'],
    };
  });
}

function sweepView(sweep: CompanySweep | null): SweepView | null {
  if (sweep === null) return null;
  const { state, seen, changed, missing, why, endedAt } = sweep;
  return { state, seen, changed, missing, why, endedAt: endedAt?.toISOString() ?? null };
}
