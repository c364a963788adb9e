import type { PassEnd } from '../../domain/posting/stages/pass';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import { postingKey } from '../../ledger/posting-key';
import type { Tx } from '../../store/unit-of-work';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { PlanRequest } from '../steps/make-plan';
import { planWithFacts } from '../steps/plan-with-facts';
import { dayIn } from '../../domain/calendar/day-in';

type TakeOver = Pick<PlanRequest, 'source' | 'erp'>;

/**
 * A direct cost that was approved when the connection went live is in the books: what it comes to counts as posted, and nothing is
 * sent. A later edit is the difference against that. Null: it is none that is booked from here.
 */
export async function takeOver(ports: ActivityPorts, { source, erp }: TakeOver): Promise<PassEnd | null> {
  const { connection, document, asOf, wanted, effects, decisions } = source;
  const { directCost: planner } = erp.planners;
  if (planner === undefined) throw new RangeError(`${erp.system} takes no direct costs`);
  const today = dayIn(connection.settings.posting.timeZone);
  // Whether its own period is closed by now says nothing about what it comes to.
  const input = { wanted, effects, decisions, today, postedOn: today };
  const outcome = await planWithFacts(ports.store, connection, erp, planner, input);
  if ('problems' in outcome) return endWithHold(ports, document, { problems: outcome.problems, asOf });
  const plan: Plan = { ...outcome.plan, settings: erp.settings };
  const [step] = plan.steps;
  if (step === undefined) return null;
  const entered = await ports.store.inTenant(document.tenantId, (tx) => enter(tx, source, plan, step));
  return entered ? { next: 'close', stage: 'takenOver' } : { next: 'again', why: 'changed' };
}

async function enter(tx: Tx, source: TakeOver['source'], plan: Plan, step: PlannedStep): Promise<boolean> {
  const { connection, document, asOf, contentHash } = source;
  const locked = await tx.documents.lock(document.id);
  if (locked.hintNo !== document.hintNo || (await tx.postings.of(document.id)).length > 0) return false;
  const { mappingVersion, totals, currency } = plan.head;
  const planId = await tx.plans.store(document, {
    ...{ hintNo: document.hintNo, asOf, mappingVersion, contentHash, body: plan },
    ...(totals === null ? {} : { amounts: { ...totals, currency } }),
  });
  const named = await tx.postings.reserve(document, {
    ...{ documentId: document.id, step: step.step, ordinal: 1, origin: 'takenOver', planStep: step.id, planId },
    ...{ key: postingKey(connection, document, step.step, 1), system: step.system, kind: step.kind },
    ...{
      subject: `${step.subject}/takenOver`,
      occupies: false,
      supplier: '',
      number: '',
      because: null,
      leaseMs: null,
    },
  });
  const entered = await tx.postings.move(named, 'confirmed', { stage: 'posted', stageWord: 'in the books before' });
  if (entered === null) return false;
  await tx.effects.write(entered, [{ document, entries: step.entries }]);
  await tx.documents.setStage(document.id, 'takenOver', false);
  await tx.audit(document, 'takenOver', { planId, contentHash, totals, currency });
  return true;
}
