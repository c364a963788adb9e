import type { OutOfScope } from '../../../domain/vendor/matching/company-record';
import type { FindingKind, MatchedBy } from '../../../domain/vendor/matching/finding';
import type { FindingState } from '../../../domain/vendor/matching/match-decision';
import type { KeptRecord } from '../../../store/vendors/company-records';
import type { ConnectionContext } from '../../context';
import { readMatching, type StatedFinding } from './matching-state';

export interface FindingFilter {
  readonly kind?: FindingKind;
  /** Also what was decided, or needs no decision. */
  readonly all: boolean;
}

export interface CompanyView {
  readonly id: string;
  /** Of the ERP; `''` in Procore. */
  readonly number: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly outOfScope: OutOfScope | null;
}

export interface FindingView {
  readonly kind: FindingKind;
  readonly state: FindingState;
  readonly score: number | null;
  readonly by: readonly MatchedBy[];
  readonly vendors: readonly CompanyView[];
  readonly suppliers: readonly CompanyView[];
}

/** What the newest run found, in its order: what a person is to decide, and twins; by kind, or all. */
export async function listFindings(
  { store, connection }: ConnectionContext,
  filter: FindingFilter,
): Promise<readonly FindingView[]> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const { findings, vendors, suppliers } = await readMatching(tx, connection);
    return findings
      .filter((finding) => isWanted(finding, filter))
      .map(({ kind, state, score, by, ...of }) => ({
        ...{ kind, state, score, by },
        vendors: of.vendors.map((id) => companyView(id, vendors)),
        suppliers: of.suppliers.map((id) => companyView(id, suppliers)),
      }));
  });
}

export function isWanted({ kind, state }: StatedFinding, filter: FindingFilter): boolean {
  if (filter.kind !== undefined && kind !== filter.kind) return false;
  return filter.all || state === 'open' || (state === 'listed' && (kind === 'twin' || filter.kind === kind));
}

function companyView(id: string, records: ReadonlyMap<string, KeptRecord>): CompanyView {
  const record = records.get(id)?.record;
  const { number = '', name = '', isActive = false, outOfScope = null } = record ?? {};
  return { id, number, name, isActive, outOfScope };
}
