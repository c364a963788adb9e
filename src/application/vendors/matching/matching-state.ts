import type { Side } from '../../../domain/vendor/matching/company-record';
import { StandingDecisions, type FindingState } from '../../../domain/vendor/matching/match-decision';
import type { Connection } from '../../../store/connections/connections';
import type { Tx } from '../../../store/unit-of-work';
import type { KeptRecord } from '../../../store/vendors/company-records';
import type { KeptDecision, KeptFinding, MatchRun } from '../../../store/vendors/matches';
import { ActionError } from '../../action-error';

export type StatedFinding = KeptFinding & { readonly state: FindingState };
type Records = ReadonlyMap<string, KeptRecord>;

/** A matching as it stands: what the newest run found, and what was decided of it. */
export interface MatchingState {
  readonly run: MatchRun;
  readonly findings: readonly StatedFinding[];
  readonly decisions: readonly KeptDecision[];
  readonly standing: StandingDecisions;
  /** Companies that are there, by id. */
  readonly vendors: Records;
  readonly suppliers: Records;
}

export async function readMatching(tx: Tx, connection: Connection): Promise<MatchingState> {
  requireMatched(connection);
  const run = await tx.matches.run(connection);
  if (run === null) throw new ActionError('refused', 'vendors were never matched on this connection: vendor match run');
  const [vendors, suppliers] = [await there(tx, connection, 'procore'), await there(tx, connection, 'erp')];
  const decisions = await tx.matches.decisions(connection);
  const standing = new StandingDecisions(decisions, {
    vendors: identities(vendors),
    suppliers: identities(suppliers),
  });
  const findings = await tx.matches.findings(connection);
  const stated = findings.map((finding) => ({ ...finding, state: standing.stateOf(finding) }));
  return { run, findings: stated, decisions, standing, vendors, suppliers };
}

/** Refuses a connection on which vendors are linked one by one. */
export function requireMatched({ connectionId, settings }: Connection): void {
  if (settings.vendors !== undefined) return;
  throw new ActionError(
    'refused',
    `vendors are not matched on connection ${connectionId}: add the section "vendors" with externalKeyMeans to connection.json, then connection add`,
  );
}

async function there(tx: Tx, connection: Connection, side: Side): Promise<Records> {
  const sweep = await tx.companySweeps.newestWhole(connection, side);
  if (sweep === null) return new Map();
  const kept = await tx.companyRecords.thereSince(connection, side, sweep.number);
  return new Map(kept.map((one) => [one.record.id, one]));
}

function identities(records: Records): ReadonlyMap<string, string> {
  return new Map([...records].map(([id, { identity }]) => [id, identity]));
}
