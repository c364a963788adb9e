import { setImmediate } from 'node:timers/promises';
import { Refusal } from '../../../domain/refusal';
import type { Side } from '../../../domain/vendor/matching/company-record';
import { findingKinds, type Finding, type FindingKind } from '../../../domain/vendor/matching/finding';
import { matching, type MatchRequest } from '../../../domain/vendor/matching/match-companies';
import type { Tx } from '../../../store/unit-of-work';
import type { Connection } from '../../../store/connections/connections';
import type { MatchedCompanies } from '../../../workflows/messages';
import type { ActivityPorts } from '../../ports';

type Scope = Pick<Connection, 'tenantId' | 'connectionId'>;

/** Matches what was read of both sides, and keeps what it finds in place of the last run's. Of a void reading nothing is made. */
export function createMatchCompanies(ports: ActivityPorts) {
  const { store } = ports;
  return async function matchBothSides(scope: Scope): Promise<MatchedCompanies> {
    const read = await store.inTenant(scope.tenantId, async (tx) => {
      const { settings } = await tx.connections.load(scope.connectionId);
      return {
        settings: settings.vendors,
        vendors: await recordsOf(tx, scope, 'procore'),
        suppliers: await recordsOf(tx, scope, 'erp'),
        linked: await tx.parties.linked(scope),
      };
    });
    const { settings, vendors, suppliers, linked } = read;
    if (settings === undefined) throw new Refusal('the connection has no section "vendors"');
    const { externalKeyMeans, leastScore } = settings;
    const findings = await inParts({ vendors, suppliers, linked, externalKeyMeans, leastScore });
    await store.inTenant(scope.tenantId, async (tx) => {
      await tx.matches.keepRun(scope, findings);
      await tx.audit(scope, 'matching.ran', { ...counted(findings) });
    });
    return { vendors: vendors.length, suppliers: suppliers.length, found: counted(findings) };
  };
}

/** Leases of other documents are kept up by the same process: they get their turn in between. */
async function inParts(request: MatchRequest): Promise<readonly Finding[]> {
  const work = matching(request);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    await setImmediate();
  }
}

async function recordsOf(tx: Tx, scope: Scope, side: Side) {
  const newest = await tx.companySweeps.newest(scope, side);
  const whose = side === 'erp' ? 'the suppliers of the ERP' : 'the vendors of Procore';
  if (newest === null) throw new Refusal(`${whose} were not read yet`);
  if (newest.state !== 'whole')
    throw new Refusal(`the reading of ${whose} is void: ${newest.why ?? 'it has not ended'}`);
  return (await tx.companyRecords.thereSince(scope, side, newest.number)).map(({ record }) => record);
}

function counted(findings: readonly { readonly kind: FindingKind }[]): Readonly<Record<FindingKind, number>> {
  const count = Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Record<FindingKind, number>;
  for (const { kind } of findings) count[kind] += 1;
  return count;
}
