import { dayIn } from '../../domain/calendar/day-in';
import { changeOrderOf, reliefContent } from '../../domain/change-order/memo-relief';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { StepResult } from '../../domain/posting/stages/pass';
import { contentHashOf } from '../../ledger/content-hash';
import type { DocumentRef } from '../../workflows/messages';
import { causeKey } from '../../domain/holds/cause-key';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import type { ActivityPorts } from '../ports';
import { keepPlan, type KeptPlan } from '../steps/keep-plan';
import { closeDocument } from '../steps/leave-document';
import { planWithFacts } from '../steps/plan-with-facts';
import { refusedByRun } from '../steps/refused-by-run';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { standingProblems } from '../steps/standing/standing-problems';

const documentKind = documentKinds.memoRelief;
const contentVersion = 1;
/** What was sent tells its members when it is settled; this is for what nobody told. */
const lookAgainMs = 300_000;

/** By which a feed sees whether the plan follows from what our ledger has now. */
export function reliefHash(of: Parameters<typeof reliefContent>[0]): string {
  return contentHashOf(contentVersion, reliefContent(of));
}

/**
 * Plans what is to be taken back of a change order's journal: what is due beside all that was taken back of it before. While
 * something of that is in flight nothing is planned, since nobody knows yet whether it stands.
 */
export function createPlanMemoRelief(ports: ActivityPorts) {
  const { store } = ports;
  return async function planMemoRelief(ref: DocumentRef): Promise<StepResult<KeptPlan>> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets, connection } = begun;
    const { document, wanted, effects, problems } = await store.inTenant(ref.tenantId, async (tx) => {
      const document = await tx.documents.find(ref, ref);
      if (document === null) throw new RangeError(`${ref.kind} ${ref.sourceId} was never begun`);
      return {
        document,
        wanted: await tx.memoReliefs.find(ref, changeOrderOf(ref.sourceId)),
        effects: await tx.effects.of(document.id),
        problems: await standingProblems(tx, { document, targets }),
      };
    });
    const asOf = document.passClock ?? connection.clock;
    if (problems.length > 0) return endWithHold(ports, document, { problems, asOf });
    if (effects.all.some(({ posting }) => posting?.state === 'sent' || posting?.state === 'uncertain')) {
      return endWithWait(ports, document, { afterMs: lookAgainMs, why: 'the journal that it was sent with' });
    }
    const erp = await ports.erp(connection);
    const planner = erp.planners.memoRelief;
    if (planner === undefined || wanted === null) return closeDocument(ports, document, document.stage);
    const outcome = await planWithFacts(store, connection, erp, planner, {
      ...{ wanted, effects, decisions: [], today: dayIn(connection.settings.posting.timeZone) },
    });
    if ('problems' in outcome) {
      return endWithHold(ports, document, { problems: outcome.problems, asOf, causeKeys: [causeKey.connection()] });
    }
    const { plan } = outcome;
    const refused = await refusedByRun(ports, { document, plan, asOf });
    if (refused !== null) return refused;
    const stage = await store.inTenant(ref.tenantId, async (tx) =>
      documentKind.stageOf(await tx.runs.postingsOf(document.id)),
    );
    return keepPlan(ports, {
      ...{ document, documentKind, asOf, contentHash: reliefHash(wanted), made: plan, release: null },
      posted: plan.steps.length === 0 ? { kind: 'done', stage: stage ?? 'recorded' } : null,
    });
  };
}
