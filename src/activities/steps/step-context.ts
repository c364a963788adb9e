import { dayIn } from '../../domain/calendar/day-in';
import type { Target } from '../../clients/erp-adapter';
import { documentKind, type DocumentKindRow } from '../../domain/documents/document-kinds';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import { postingKey } from '../../ledger/posting-key';
import type { AtTarget } from '../../ledger/settle-in-flight';
import type { StepInQuestion } from '../../ledger/reserve';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { StoredPlan } from '../../store/documents/plans';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';

/** What every step of a document's plan starts from. */
export interface StepContext {
  readonly connection: Connection;
  readonly document: DocumentRow;
  readonly documentKind: DocumentKindRow;
  readonly plan: StoredPlan<Plan>;
  readonly targets: Targets;
}

/** The systems that the connection's plans may speak of, by name. */
export type Targets = ReadonlyMap<string, Target>;

export async function stepContext(ports: ActivityPorts, ref: DocumentRef, planId: string): Promise<StepContext> {
  const read = await ports.store.inTenant(ref.tenantId, async (tx) => {
    const connection = await tx.connections.load(ref.connectionId);
    const { document, plan } = await tx.plans.withDocument<Plan>(planId);
    if (document.kind !== ref.kind || document.sourceId !== ref.sourceId)
      throw new RangeError(`plan ${planId} is none of ${ref.kind} ${ref.sourceId}`);
    return { connection, document, plan };
  });
  const targets = await targetsOf(ports, read.connection);
  return { ...read, documentKind: documentKind(read.document.kind), targets };
}

export async function targetsOf(ports: ActivityPorts, connection: Connection): Promise<Targets> {
  const systems = [connection.erp, 'procore'];
  const targets = await Promise.all(systems.map((system) => ports.target(connection, system)));
  return new Map(targets.map((target) => [target.system, target]));
}

/** Throws a RangeError for a system or a kind that nobody knows. */
export function targetOf(targets: Targets, { system, kind: name }: Pick<PlannedStep, 'system' | 'kind'>) {
  const target = targets.get(system);
  const known = target?.kinds.get(name);
  if (target === undefined || known === undefined) throw new RangeError(`nothing makes a ${name} in ${system}`);
  return { target, kind: known.kind, port: known.port };
}

/** What the ledger settles a posting with. */
export function atTarget(targets: Targets, posting: Pick<PlannedStep, 'system' | 'kind'>): AtTarget {
  const { kind, port, target } = targetOf(targets, posting);
  return { kind, port, words: target.words };
}

/** The step as the ledger is asked about it. */
export function inQuestion(
  { connection, document, targets }: Pick<StepContext, 'connection' | 'document' | 'targets'>,
  plan: { readonly id: string; readonly plan: Plan },
  step: PlannedStep,
): StepInQuestion {
  return {
    document,
    step,
    kind: targetOf(targets, step).kind,
    planId: plan.id,
    ignoreDates: plan.plan.datesFollowTheClock,
    today: dayIn(connection.settings.posting.timeZone),
    keyOf: (ordinal) => postingKey(connection, document, step.step, ordinal),
  };
}
