import { dayIn } from '../../../domain/calendar/day-in';
import { emptyPlan } from '../../../domain/commitment/empty-plan';
import { closedFromHere, type OrderChoices } from '../../../domain/commitment/order-choices';
import { documentKinds } from '../../../domain/documents/document-kinds';
import type { Problem } from '../../../domain/holds/hold-reason';
import { newestConfirmed } from '../../../domain/posting/stages/document-stage';
import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { Step } from '../../../domain/posting/plan/steps';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import { newestOrderChoice, orderOffers } from '../../../ledger/order-offers';
import { wake } from '../../../ledger/sharing';
import { isInFlight, settleInFlight } from '../../../ledger/settle-in-flight';
import type { DocumentRow } from '../../../store/documents/documents';
import type { Decision } from '../../../store/holds/decisions';
import type { Tx } from '../../../store/unit-of-work';
import { endWithHold } from '../../end-with-hold';
import { endWithWait } from '../../end-with-wait';
import type { ActivityPorts } from '../../ports';
import { notPosting } from '../not-posting';
import { atTarget, type StepContext } from '../step-context';
import { settleOrderLeft } from './leave-order';
import { setByChoice } from './set-by-choice';

interface Of extends Pick<StepContext, 'connection' | 'document' | 'targets'> {
  readonly asOf: string;
  /** Undefined: this ERP lets nobody choose about orders. */
  readonly choices: OrderChoices | undefined;
}

type CarriedOut = { readonly end: PassEnd } | 'done' | null;

/**
 * Carries out what a person chose about the order of a commitment: closes it, opens it again, or adds a line for what comes back. It
 * counts for what was shown; where that is another by now, nothing is done and it is asked about anew. Null: nothing is to be done.
 */
export async function carryOutOrderChoice(ports: ActivityPorts, of: Of): Promise<CarriedOut> {
  const { connection, document, targets, asOf, choices } = of;
  if (choices === undefined) return null;
  const asked = { ...of, choices, today: dayIn(connection.settings.posting.timeZone) };
  const found = await ports.store.inTenant(document.tenantId, (tx) => newestOrderChoice(tx, document));
  if (found === null || found.choice.kind === 'keepOrder' || isCarriedOut(found.posting)) return null;
  const { choice } = found;
  const stopped = notPosting(connection);
  if (stopped !== null) return { end: await endWithHold(ports, document, { asOf, ...stopped }) };
  // What waits for the order itself, its relief say, begins anew after that.
  const { step = '' } = found.posting ?? {};
  const { waitMs, problems } = await settleInFlight(ports.store, document, (one) => atTarget(targets, one), [step]);
  if (problems.length > 0) return { end: await endWithHold(ports, document, { problems, asOf }) };
  if (waitMs !== null) return { end: await endWithWait(ports, document, { afterMs: waitMs, why: waits }) };
  const kept = await ports.store.inTenant(document.tenantId, (tx) => keepPlanOf(tx, asked, choice));
  if (kept === 'changed') return { end: { next: 'again', why: 'changed' } };
  if (kept === null) return movedOn(ports, of, choice);
  const result = await setByChoice(ports, {
    ...{ connection, document, targets, asOf, ...kept, waits, beside: [] },
    mayGo: async (tx) =>
      (await tx.connections.load(connection.connectionId)).mayPost && (await stepFor(tx, asked, choice)) !== null,
  });
  if (result === 'done') await ports.store.inTenant(document.tenantId, (tx) => asBefore(tx, of));
  return result;
}

const waits = 'the order is being changed by a choice; the ERP is searched again when no call can arrive any more';

type Asked = Of & { readonly choices: OrderChoices; readonly today: string };

function isCarriedOut(posting: { readonly state: string } | null): boolean {
  return posting !== null && ['confirmed', 'voided'].includes(posting.state);
}

/** The step as it would be done now; null: it is not what was shown, or somebody chose anew. */
async function stepFor(tx: Tx, { document, choices, today }: Asked, choice: Decision): Promise<PlannedStep | null> {
  if ((await newestOrderChoice(tx, document))?.choice.id !== choice.id) return null;
  const now = await orderOffers(tx, document, choices, { today, decision: choice.id });
  const offer = now?.offers.find(({ kind }) => kind === choice.kind);
  if (now == null || offer?.does == null) return null;
  if (offer.shown !== choice.shown || now.contentHash !== choice.subject || now.stands !== choice.stands) return null;
  return { ...offer.does, id: offer.does.step, because: choice.id, asks: ['live'] };
}

async function keepPlanOf(tx: Tx, of: Asked, choice: Decision) {
  const { document, asOf } = of;
  const locked = await tx.documents.lock(document.id);
  if (locked.hintNo !== document.hintNo) return 'changed';
  const step = await stepFor(tx, of, choice);
  if (step === null) return null;
  const current = locked.planId === null ? null : await tx.plans.load<Plan>(locked.planId);
  const mappingVersion = current?.mappingVersion ?? 0;
  const body: Plan = {
    ...(current?.plan ?? emptyPlan({ mappingVersion }, [])),
    ...{ steps: [step], recorded: [], leftToPeople: null },
  };
  const { hintNo } = document;
  // No content is posted by it.
  const contentHash = `order:${choice.id}`;
  const id = await tx.plans.store(locked, { hintNo, asOf, mappingVersion, contentHash, body });
  if (choice.kind === 'closeOrder') await noteClosed(tx, locked);
  return { step, plan: { id, hintNo, plan: body } };
}

/** Before the call: a look that crosses it must not take what is closed for what somebody voided. What was taken so is so no more. */
async function noteClosed(tx: Tx, document: DocumentRow): Promise<void> {
  const { commitment, changeOrder } = documentKinds;
  const others =
    document.kind === commitment.name && document.commitmentId !== null
      ? await tx.documents.ofCommitment(document, changeOrder.name, document.commitmentId)
      : [];
  for (const each of [document, ...others]) {
    for (const one of await tx.postings.of(each.id)) {
      const { stage: known, stageWord, state, step } = one;
      if (state !== 'confirmed' || known === null || !orderedSteps.includes(step)) continue;
      const stage = known === 'voided' ? 'posted' : known;
      await tx.postings.noteStanding(one, {
        ...{ stage, stageWord, reference: null, facts: { [closedFromHere]: 'yes' } },
        // It is in force and keeps nobody from the order any more.
        ...(stage !== known && one.occupies ? { occupies: false as const } : {}),
      });
      if (stage !== known && each.id !== document.id) await wake(tx, each);
    }
  }
}

/** Steps that put lines onto an order. */
const orderedSteps: readonly string[] = ['order', 'orderChange'] satisfies readonly Step[];

/**
 * What it was ordered by is its plan again: what stands is judged by no account, period or mapping of a later day. Where bills were followed
 * since then, it follows none of them any more: what is voided meanwhile would look as it did when it was ordered.
 */
async function asBefore(tx: Tx, { document, asOf }: Of): Promise<void> {
  const locked = await tx.documents.lock(document.id);
  const order = newestConfirmed(await tx.postings.of(document.id), orderStep(locked));
  if (order?.planId == null || locked.hintNo !== document.hintNo) return;
  const { mappingVersion, plan: body } = await tx.plans.load<Plan>(order.planId);
  const contentHash = await tx.plans.contentHashOf(order.planId);
  const { follows } = locked.planId === null ? body : (await tx.plans.load<Plan>(locked.planId)).plan;
  const again = follows === body.follows ? body : { ...body, follows: '' };
  await tx.plans.store(locked, { hintNo: locked.hintNo, asOf, mappingVersion, contentHash, body: again });
}

function orderStep({ kind }: Pick<DocumentRow, 'kind'>): string {
  return kind === 'changeOrder' ? 'orderChange' : 'order';
}

/** What was begun is settled; done all the same, it is done. Else a person chooses anew, or drops it. */
async function movedOn(ports: ActivityPorts, { document, targets, asOf }: Of, choice: Decision): Promise<CarriedOut> {
  const { store } = ports;
  const inFlight = await store.inTenant(document.tenantId, async (tx) =>
    (await tx.postings.of(document.id)).some((one) => one.because === choice.id && isInFlight(one)),
  );
  if (inFlight) {
    const others = await store.inTenant(document.tenantId, async (tx) =>
      (await tx.postings.of(document.id)).filter((one) => one.because !== choice.id).map(({ step }) => step),
    );
    const { waitMs, problems } = await settleInFlight(store, document, (one) => atTarget(targets, one), others);
    if (problems.length > 0) return { end: await endWithHold(ports, document, { problems, asOf }) };
    if (waitMs !== null) return { end: await endWithWait(ports, document, { afterMs: waitMs, why: waits }) };
    return { end: { next: 'again', why: 'changed' } };
  }
  return { end: await endWithHold(ports, document, { problems: [movedProblem(choice)], asOf }) };
}

function movedProblem({ decidedBy, decidedAt, note, kind }: Decision): Problem {
  const what = kind === 'closeOrder' ? 'closed' : kind === 'newLine' ? 'given a new line' : 'opened again';
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'order',
    value: kind,
    message: `${decidedBy} chose on ${decidedAt.slice(0, 10)} that the order is ${what} ("${note}"). What would be done now is not what was shown then, so nothing was done.`,
    remedies: [{ act: 'choose' }],
    facts: { chosenBy: decidedBy, chosenAt: decidedAt, note },
  };
}

/** What stands otherwise than Procore says is as a person closed it: it is asked no more, while the content and the rest are as they were. */
export async function closedByChoice(
  ports: ActivityPorts,
  { connection, document, choices }: Pick<Of, 'connection' | 'document'> & { readonly choices: OrderChoices },
): Promise<PassEnd | null> {
  const today = dayIn(connection.settings.posting.timeZone);
  const closedBy = async (tx: Tx, now: DocumentRow): Promise<Decision | null> => {
    const found = await newestOrderChoice(tx, now);
    if (found?.choice.kind !== 'closeOrder' || found.posting?.state !== 'confirmed') return null;
    const { choice } = found;
    const offers = await orderOffers(tx, now, choices, { today, decision: choice.id });
    return offers?.contentHash === choice.subject && offers.stands === choice.stands ? choice : null;
  };
  const choice = await ports.store.inTenant(document.tenantId, (tx) => closedBy(tx, document));
  if (choice === null) return null;
  const still = async (tx: Tx, now: DocumentRow): Promise<boolean> => (await closedBy(tx, now))?.id === choice.id;
  return settleOrderLeft(ports, document, { id: choice.id, contentHash: choice.subject, kind: choice.kind }, still);
}
