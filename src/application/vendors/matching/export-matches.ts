import type { KeptRecord } from '../../../store/vendors/company-records';
import { csvLine } from '../../csv-cell';
import type { ConnectionContext } from '../../context';
import { isWanted, type FindingFilter } from './list-findings';
import { hashDigits, matchColumns } from './match-rows';
import { readMatching, type MatchingState, type StatedFinding } from './matching-state';

export interface ExportedMatches {
  readonly rows: number;
  /** As `vendor match import` reads it. */
  readonly csv: string;
}

/** What a person is to decide, one row a pair; and companies that are like none, each in a row of its own. Twins are only listed. */
export async function exportMatches(
  { store, connection }: ConnectionContext,
  filter: FindingFilter,
): Promise<ExportedMatches> {
  const state = await store.inTenant(connection.tenantId, (tx) => readMatching(tx, connection));
  const isInFile = (one: StatedFinding): boolean =>
    one.kind !== 'twin' && (isWanted(one, filter) || (one.state === 'listed' && filter.kind === undefined));
  const lines = state.findings.filter(isInFile).flatMap((finding) => linesOf(finding, state));
  return { rows: lines.length, csv: `${[matchColumns.join(','), ...lines].join('\n')}\n` };
}

/** Of a conflict every pair of its records. */
function linesOf(finding: StatedFinding, state: MatchingState): string[] {
  const { vendors, suppliers } = finding;
  return (vendors.length === 0 ? [''] : vendors).flatMap((vendor) =>
    (suppliers.length === 0 ? [''] : suppliers).map((supplier) => lineOf(finding, vendor, supplier, state)),
  );
}

function lineOf(
  { kind, score, by }: StatedFinding,
  vendorId: string,
  supplierId: string,
  { vendors, suppliers, standing }: MatchingState,
): string {
  const [vendor, supplier] = [vendors.get(vendorId), suppliers.get(supplierId)];
  return csvLine([
    ...[kind, score === null ? '' : String(score), by.join(' ')],
    ...[vendorId, vendor?.record.name ?? '', ...placeOf(vendor)],
    ...[supplierId, supplier?.record.number ?? '', supplier?.record.name ?? '', ...placeOf(supplier)],
    ...[vendor, supplier].map((one) => one?.hash.slice(0, hashDigits) ?? ''),
    standing.of(vendorId, supplierId) ?? '',
  ]);
}

function placeOf(kept: KeptRecord | undefined): readonly [city: string, zip: string] {
  return [kept?.record.city ?? '', kept?.record.zip ?? ''];
}
