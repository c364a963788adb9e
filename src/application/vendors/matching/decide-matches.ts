import type { DecidedMatch } from '../../../domain/vendor/matching/match-decision';
import { causeKey } from '../../../domain/holds/cause-key';
import type { Connection } from '../../../store/connections/connections';
import type { Tx } from '../../../store/unit-of-work';
import type { ConnectionContext } from '../../context';
import { ActionError, badInput } from '../../action-error';
import { readCsv } from '../../read-csv';
import { linkPairs, type AcceptedPair } from './link-accepted';
import { checkMatchHeader, hashDigits, readMatchRows, type DecidedRow } from './match-rows';
import { readMatching, type MatchingState } from './matching-state';

export interface Decided {
  readonly decided: number;
  /** Pairs that are linked now; before the matching is closed none is. */
  readonly linked: number;
  /** Held documents that go on. */
  readonly released: number;
}

/** Writes what a file decides, all or nothing. A row of which a record has changed since the export is refused. */
export async function importMatches(
  { store, connection }: ConnectionContext,
  file: string,
  text: string,
): Promise<Decided> {
  const csv = readCsv(text, checkMatchHeader);
  if ('faults' in csv) throw badInput(file, csv.faults);
  const read = readMatchRows(csv.rows);
  if ('faults' in read) throw badInput(file, read.faults);
  return store.inTenant(connection.tenantId, async (tx) => {
    const state = await lockedMatching(tx, connection);
    const linked = await tx.parties.linked(connection);
    const faults = read.decided.flatMap((row) =>
      faultsOf(row, state, linked).map((fault) => `line ${row.line}: ${fault}`),
    );
    if (faults.length > 0) throw badInput(file, faults);
    return decide(tx, connection, state, read.decided);
  });
}

/** Accepts all pairs that name each other by key or tax id, and nobody else, by one act. */
export async function acceptExact({ store, connection }: ConnectionContext): Promise<Decided> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const state = await lockedMatching(tx, connection);
    const exact = state.findings.filter(({ kind, state: stands }) => kind === 'exact' && stands === 'open');
    const rows = exact.map(({ vendors: [vendor = ''], suppliers: [supplier = ''] }) => ({ vendor, supplier }));
    return decide(
      tx,
      connection,
      state,
      rows.map((row) => ({ ...row, decision: 'accept' })),
    );
  });
}

/** Two persons who decide at once do it one after the other. */
export async function lockedMatching(tx: Tx, connection: Connection): Promise<MatchingState> {
  const state = await readMatching(tx, connection);
  return { ...state, run: await tx.matches.lock(connection) };
}

async function decide(
  tx: Tx,
  connection: Connection,
  { run, vendors, suppliers }: MatchingState,
  rows: readonly Pick<DecidedRow, 'vendor' | 'supplier' | 'decision'>[],
): Promise<Decided> {
  const decided = rows.map(({ vendor, supplier, decision }): DecidedMatch => ({
    ...{ vendor, supplier, decision },
    vendorIdentity: vendors.get(vendor)?.identity ?? '',
    supplierIdentity: suppliers.get(supplier)?.identity ?? '',
  }));
  const isClosed = run.closedAt !== null;
  const accepted = rows.flatMap(({ vendor, supplier, decision }): AcceptedPair[] => {
    const record = suppliers.get(supplier)?.record;
    return decision !== 'accept' || record === undefined
      ? []
      : [{ vendor, number: record.number, taxId: record.taxId }];
  });
  // What a vendor waits for is that its last candidate is decided.
  const parties = [];
  for (const vendor of new Set(rows.map((row) => row.vendor))) {
    const party = vendor === '' ? null : await tx.parties.find(connection, vendor);
    if (party !== null) parties.push(party);
  }
  const causes = parties.map(({ id }) => causeKey.vendor(id));
  const { released } = await tx.mending(connection, causes, () => tx.matches.decide(connection, decided));
  const links = isClosed ? await linkPairs(tx, connection, accepted) : { linked: 0, released: 0 };
  if (rows.length > 0) {
    const of = rows.map(({ vendor, supplier, decision }) => ({ vendor, supplier, decision }));
    await tx.audit(connection, 'matching.decided', { decisions: of });
  }
  return { decided: rows.length, linked: links.linked, released: released + links.released };
}

function faultsOf(row: DecidedRow, state: MatchingState, linked: ReadonlyMap<string, string>): string[] {
  const { vendor, supplier, decision } = row;
  const sides = [
    { what: `vendor ${vendor}`, id: vendor, hash: row.vendorHash, kept: state.vendors.get(vendor) },
    { what: `supplier ${supplier}`, id: supplier, hash: row.supplierHash, kept: state.suppliers.get(supplier) },
  ].filter(({ id }) => id !== '');
  const faults = sides.flatMap(({ what, hash, kept }) => {
    if (kept === undefined) return [`${what} is not there; vendor match export gives those that are`];
    return kept.hash.slice(0, hashDigits) === hash ? [] : [`${what} has changed since the export; export again`];
  });
  if (faults.length > 0) return faults;
  const number = state.suppliers.get(supplier)?.record.number ?? '';
  const linkedNumber = linked.get(vendor);
  if (decision !== 'accept') {
    const isLinked = vendor === '' ? [...linked.values()].includes(number) : linkedNumber !== undefined;
    const undoes = decision === 'reject' ? linkedNumber === number : isLinked;
    return undoes ? [`vendor ${vendor} is linked with supplier ${linkedNumber ?? number}; undo that first`] : [];
  }
  const scope = state.suppliers.get(supplier)?.record.outOfScope ?? null;
  if (scope !== null) return [`supplier ${number} cannot be linked: ${outOfScopeWords[scope]}`];
  if (linkedNumber !== undefined && linkedNumber !== number) {
    return [`vendor ${vendor} is linked with supplier ${linkedNumber} already; undo that first`];
  }
  return acceptedOtherwise(row, state);
}

function acceptedOtherwise({ vendor, supplier }: DecidedRow, { decisions, standing }: MatchingState): string[] {
  const others = decisions.filter(
    (one) =>
      one.decision === 'accept' &&
      (one.vendor === vendor) !== (one.supplier === supplier) &&
      standing.of(one.vendor, one.supplier) === 'accept',
  );
  return others.map((one) => `vendor ${one.vendor} and supplier ${one.supplier} were accepted; undo that first`);
}

/** Why a supplier is out of scope, for a person. */
const outOfScopeWords = {
  prospective: 'it is not authorised for spending',
  oneTime: 'it is a one-time supplier',
  type: 'its type is not among those of the connection',
  noSite: 'it has no open site that the business unit of the connection may use',
} as const;

/** Refuses what names nothing. */
export function requireNamed(vendor: string, supplier: string): void {
  if (vendor !== '' || supplier !== '') return;
  throw new ActionError('badInput', 'name a vendor, a supplier, or both: --vendor, --supplier');
}
