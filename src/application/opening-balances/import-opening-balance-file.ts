import type { OpeningBalance } from '../../store/ledger/opening-balances';
import { badInput } from '../action-error';
import type { ConnectionContext } from '../context';
import { commitmentNames } from './commitment-names';
import { commitmentFinder, knownCommitments } from './find-commitment';
import { importOpeningBalances } from './import-opening-balances';
import { linesOfBalances } from './lines-of-balances';
import { readCsv } from '../read-csv';
import { checkOpeningBalanceHeader, readOpeningBalances } from './read-opening-balances';

export interface ImportedBalances {
  readonly balances: readonly Omit<OpeningBalance, 'confirmedBy'>[];
  /** What people call a commitment of these. */
  readonly nameOf: (commitmentId: string) => string;
  /** By commitment, why its lines could not be read and so are not checked. */
  readonly unchecked: ReadonlyMap<string, string>;
}

/** The rows of a file of opening balances, checked as far as that goes without anything else. */
export function readOpeningBalanceFile(file: string, text: string) {
  const csv = readCsv(text, checkOpeningBalanceHeader);
  if ('faults' in csv) throw badInput(file, csv.faults);
  return csv.rows;
}

/** Writes the opening balances of a file, all or none; they count once they are confirmed. */
export async function importOpeningBalanceFile(
  context: ConnectionContext,
  file: string,
  rows: ReturnType<typeof readOpeningBalanceFile>,
  report: (line: string) => void,
): Promise<ImportedBalances> {
  const { store, ports, connection } = context;
  const named = rows.map(({ cells }) => ({
    project: (cells['project'] ?? '').trim(),
    commitment: (cells['commitment'] ?? '').trim(),
  }));
  const known = await knownCommitments(store, connection, () => ports.procore(connection), named, report);
  const read = readOpeningBalances(rows, commitmentFinder(known));
  if ('faults' in read) throw badInput(file, read.faults);
  const lines = await linesOfBalances(context, read.balances, report);
  await importOpeningBalances(store, connection, read.balances, file, lines);
  const ids = read.balances.map((one) => one.commitmentId);
  const nameOf = await store.inTenant(connection.tenantId, (tx) => commitmentNames(tx, connection, ids));
  return { balances: read.balances, nameOf, unchecked: lines.unchecked };
}
