import { matchDecisions, type MatchDecision } from '../../../domain/vendor/matching/match-decision';
import { unescaped } from '../../csv-cell';
import { headerFaults, type CsvRow } from '../../read-csv';

export const matchColumns = [
  ...(['kind', 'score', 'by'] as const),
  ...(['vendor_id', 'vendor_name', 'vendor_city', 'vendor_zip'] as const),
  ...(['supplier_id', 'supplier_number', 'supplier_name', 'supplier_city', 'supplier_zip'] as const),
  ...(['vendor_hash', 'supplier_hash', 'decision'] as const),
] as const;

/** Of a hash so many digits stand in the file. */
export const hashDigits = 16;

export interface DecidedRow {
  readonly line: number;
  readonly vendor: string;
  readonly supplier: string;
  readonly vendorHash: string;
  readonly supplierHash: string;
  readonly decision: MatchDecision;
}

export function checkMatchHeader(header: readonly string[]): string[] {
  return headerFaults(matchColumns, header);
}

/** The rows in which something is decided, or every fault with its line. */
export function readMatchRows(
  rows: readonly CsvRow[],
): { readonly decided: readonly DecidedRow[] } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const decided = rows.flatMap((row): DecidedRow[] => {
    const cell = (name: (typeof matchColumns)[number]): string => unescaped((row.cells[name] ?? '').trim());
    const word = cell('decision').toLowerCase();
    if (word === '') return [];
    const decision = matchDecisions.find((one) => one === word);
    const [vendor, supplier] = [cell('vendor_id'), cell('supplier_id')];
    const fault = faultOf(decision, vendor, supplier, word);
    if (fault !== null) faults.push(`line ${row.line}: ${fault}`);
    if (fault !== null || decision === undefined) return [];
    const hashes = { vendorHash: cell('vendor_hash'), supplierHash: cell('supplier_hash') };
    return [{ line: row.line, vendor, supplier, ...hashes, decision }];
  });
  faults.push(...twice(decided));
  if (faults.length === 0 && decided.length === 0) faults.push('line 1: no row has a decision');
  return faults.length > 0 ? { faults } : { decided };
}

function faultOf(decision: MatchDecision | undefined, vendor: string, supplier: string, word: string): string | null {
  if (decision === undefined) return `decision "${word}" is none of ${matchDecisions.join(', ')}`;
  const isPair = vendor !== '' && supplier !== '';
  if (vendor === '' && supplier === '') return 'vendor_id and supplier_id are both empty';
  if (isPair && (decision === 'create' || decision === 'never')) {
    return `decision ${decision} is about one record: reject the pair, and decide that on the row of the record alone`;
  }
  if (!isPair && (decision === 'accept' || decision === 'reject')) {
    return `decision ${decision} is about a pair: vendor_id and supplier_id`;
  }
  return null;
}

function twice(decided: readonly DecidedRow[]): string[] {
  const faults: string[] = [];
  const first = new Map<string, DecidedRow>();
  for (const row of decided) {
    const { vendor, supplier, decision, line } = row;
    const names =
      decision === 'accept' ? [`vendor ${vendor}`, `supplier ${supplier}`] : [`decision on ${vendor}=${supplier}`];
    for (const name of names) {
      const other = first.get(name);
      if (other === undefined) first.set(name, row);
      else if (decision === 'accept' && (other.vendor !== vendor || other.supplier !== supplier)) {
        faults.push(`line ${line}: ${name} is accepted in another pair on line ${other.line}`);
      } else if (other.decision !== decision) {
        faults.push(`line ${line}: decided otherwise on line ${other.line}`);
      }
    }
  }
  return faults;
}
