import { accountsNeeded, planRequisition as plan } from '../../domain/jde/plan-requisition';
import { causeKey } from '../../domain/holds/cause-key';
import type { PassEnd } from '../../domain/posting/pass';
import type { Problem } from '../../domain/holds/hold-reason';
import type { DocumentRef } from '../../workflows/messages';
import { changedAmounts, changedSincePosted, unsettledStep } from './changed-after-posting';
import { endWithHold } from '../end-with-hold';
import { ErpFacts } from '../erp-facts/read-erp-facts';
import { keepPlan } from './keep-plan';
import type { PlanOutcome } from './planned-steps';
import { postedUnder } from './posted-already';
import type { ActivityPorts } from '../ports';
import { createReadPlanSource } from './read-plan-source';
import { recheckSuspected } from './recheck-suspected';
import { releaseOf } from './retainage-release';

/** Makes the plan: exactly what would be posted; or holds the document with every reason why not, at once. */
export function createPlanRequisition(ports: ActivityPorts) {
  const { store } = ports;
  const readPlanSource = createReadPlanSource(ports);

  return async function planRequisition(ref: DocumentRef): Promise<PlanOutcome> {
    const duplicates = await heldForDuplicates(ref);
    if (duplicates !== null) return duplicates;
    const source = await readPlanSource(ref);
    if ('end' in source) return source.end;
    const { connection, document, asOf, facts, party, acceptedOverContract } = source;

    const needed = accountsNeeded(facts);
    const erpFacts = new ErpFacts(
      store,
      connection,
      () => ports.erp(connection),
      connection.settings.timing.factMaxAgeMs,
    );
    const accounts = await erpFacts.accounts(needed.accounts);
    const businessUnits = await erpFacts.businessUnits(needed.businessUnits);
    const companies = await erpFacts.companies([...new Set(businessUnits.map((unit) => unit.company))]);
    const suppliers = party.erpNumber === null ? [] : await erpFacts.suppliers([party.erpNumber], () => party.id);

    const outcome = plan({
      ...facts,
      accounts,
      businessUnits,
      companies,
      supplier: suppliers[0] ?? null,
      vendor: { partyId: party.id, linked: party.erpNumber !== null },
      today: dayIn(connection.settings.posting.timeZone),
      acceptedOverContract,
      revision: 1,
    });
    if ('problems' in outcome) {
      const changed = await store.inTenant(document.tenantId, (tx) => changedSincePosted(tx, document, source.hash));
      const problems = [
        ...outcome.problems.map((problem) => ofContent(problem, source.hash)),
        ...(changed === null ? [] : [changed]),
      ];
      // A plan follows from the settings too: whatever is changed there may mend it.
      const causeKeys = [causeKey.connection()];
      const end = await endWithHold(ports, document, { problems, asOf, causeKeys });
      return party.erpNumber === null && end.next === 'hold' ? { next: 'link', partyId: party.id, end } : end;
    }
    const changed = await store.inTenant(
      document.tenantId,
      async (tx) =>
        (await changedAmounts(tx, document, outcome.plan)) ?? (await unsettledStep(tx, document, outcome.plan)),
    );
    if (changed !== null) return endWithHold(ports, document, { problems: [changed], asOf });
    const posted = await store.inTenant(document.tenantId, (tx) =>
      postedUnder(tx, connection, document, { planId: '', plan: outcome.plan }),
    );
    if (posted?.kind === 'problem') return endWithHold(ports, document, { problems: [posted.problem], asOf });
    const { order, voucher, journal } = outcome.plan;
    const isRecorded = order === null && voucher === null && journal === null;
    const release = isRecorded ? await releaseOf(ports, connection, document, outcome.plan) : null;
    return keepPlan(ports, source, outcome.plan, posted, release);
  };

  /** Nothing else counts while the ERP has two documents for one of ours. */
  async function heldForDuplicates(ref: DocumentRef): Promise<PassEnd | null> {
    const { asOf, document, connection } = await store.inTenant(ref.tenantId, async (tx) => ({
      asOf: await tx.versionRows.clockNow(ref),
      document: await tx.documents.find(ref, ref),
      connection: await tx.connections.load(ref.connectionId),
    }));
    if (document === null) return null;
    const problems = await recheckSuspected(store, () => ports.erp(connection), document);
    return problems.length === 0 ? null : endWithHold(ports, document, { problems, asOf });
  }
}

/** Whoever accepts it accepts this content and no later one. */
function ofContent(problem: Problem, contentHash: string): Problem {
  return problem.reason === 'overContract' ? { ...problem, facts: { ...problem.facts, contentHash } } : problem;
}

/** Today in the books' time zone, `YYYY-MM-DD`. */
function dayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
}
