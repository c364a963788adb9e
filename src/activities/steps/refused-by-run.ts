import type { PassEnd } from '../../domain/posting/stages/pass';
import type { Plan } from '../../domain/posting/plan/planned-step';
import type { DocumentRow } from '../../store/documents/documents';
import { endWithHold, type HoldRequest } from '../end-with-hold';
import type { Store } from '../../store/store';
import type { ActivityPorts } from '../ports';

interface Planned {
  readonly document: DocumentRow;
  readonly plan: Plan;
  readonly asOf: string;
}

/**
 * A run was refused for this document's part: it is held for that once, while what it would post is what was refused. Whoever has
 * it looked at again has it posted with the next run. Null: nothing was refused.
 */
export async function refusedByRun(ports: ActivityPorts, { document, plan, asOf }: Planned): Promise<PassEnd | null> {
  const { store } = ports;
  const refusal = await store.inTenant(document.tenantId, async (tx) => {
    const found = await tx.runs.refusalOf(document);
    if (found === null) return null;
    const before = (await tx.plans.load<Plan>(found.planId)).plan;
    if (found.isTold !== true && partOf(before) === partOf(plan)) return found;
    await tx.runs.noteRefusal(document.id, null);
    return null;
  });
  if (refusal === null) return null;
  return endWithHold(ports, document, {
    problems: refusal.problems,
    asOf,
    once: (tx) => tx.runs.noteRefusal(document.id, null),
  });
}

/**
 * The same where no plan can be made of it: what the ERP said when it refused this content is told beside what we see ourselves by now,
 * such as an account that was disabled meanwhile, however often it is looked at. `once`: it is told, and holds no plan any more.
 */
export async function toldByRun(
  store: Store,
  document: DocumentRow,
  contentHash: string,
): Promise<Pick<HoldRequest, 'once'> & Required<Pick<HoldRequest, 'problems'>>> {
  if (document.runRefusal === null) return { problems: [] };
  return store.inTenant(document.tenantId, async (tx) => {
    const found = await tx.runs.refusalOf(document);
    const isOfThis = found !== null && (await tx.plans.contentHashOf(found.planId)) === contentHash;
    if (!isOfThis) return { problems: [] };
    return {
      problems: found.problems,
      once: (later) => later.runs.noteRefusal(document.id, { ...found, isTold: true }),
    };
  });
}

/** What runs are to post of a plan. */
function partOf({ steps }: Plan): string {
  return JSON.stringify(steps.filter(({ via }) => via !== undefined).map(({ draft, via }) => [via, draft]));
}
