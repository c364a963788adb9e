import { documentKinds } from '../../../domain/documents/document-kinds';
import { shownMark, type MadeChoice } from '../../../domain/holds/choice';
import type { Problem } from '../../../domain/holds/hold-reason';
import type { Plan } from '../../../domain/posting/plan/planned-step';
import type { Planner, PlannerInput } from '../../../domain/posting/plan/planner';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import { causeKey } from '../../../domain/holds/cause-key';
import { completedBody, knownOf } from '../../../ledger/effects/completed-body';
import { settleInFlight } from '../../../ledger/settle-in-flight';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import { endWithHold } from '../../end-with-hold';
import { endWithWait } from '../../end-with-wait';
import type { ActivityPorts } from '../../ports';
import { dayIn } from '../../../domain/calendar/day-in';
import { atTarget, inQuestion, targetOf, type StepContext } from '../step-context';
import { choiceFor, documentStands, type DocumentStands } from '../../../ledger/document-stands';
import { closedByChoice } from './carry-out-order-choice';
import { noHigherNumbers } from '../../requisition/under-higher';
import { besideHigher, followHigher } from './beside-higher';
import { isUnderWay, leaveOffer, mayBeLeft, settleOrderLeft, stillChosen } from './leave-order';
import { handEntries, offeredChoices, withOffer } from './offer-choices';
import { entriesOfMissing, planMissing, type Missing } from './plan-missing';
import { settleByHand, settleLeft } from './settle-choice';
import { takeBack } from './take-back';

export interface AfterPosting extends Pick<StepContext, 'connection' | 'document' | 'documentKind' | 'targets'> {
  readonly asOf: string;
  readonly contentHash: string;
  readonly erp: ErpAdapter;
  readonly planner: Planner;
  readonly input: Omit<PlannerInput, 'facts' | 'postedOn' | 'missingTo'>;
  /** Of the present content; null: none can be made. */
  readonly whole: Plan | null;
  readonly found: FoundAfterPosting;
}

/** What is wrong after something of the document was posted. */
export interface FoundAfterPosting {
  /** What is wrong with what stands, or with the content: nobody chooses before it is settled. */
  readonly blocking: readonly Problem[];
  /** Another content than what stands, or what stood and was voided: of these a person chooses. */
  readonly open: readonly Problem[];
  /** What is wrong with the content itself, where no plan could be made of it. */
  readonly beside?: readonly Problem[];
}

/** `plan`: what is carried out by a person's choice. Null: nothing is to be chosen. */
export type Chosen = { readonly end: PassEnd } | { readonly plan: Plan } | null;

/**
 * Carries out what a person chose about a document that says something else than what is posted of it, or holds it with every
 * choice as it would be carried out. A choice counts for the content and for what stood when it was made, and for nothing else.
 */
export async function afterPosting(ports: ActivityPorts, of: AfterPosting): Promise<Chosen> {
  const { document, contentHash, found } = of;
  const { store } = ports;
  if (of.documentKind.choosesAbout === null) return ofOrder(ports, of);
  const read = async () =>
    store.inTenant(document.tenantId, async (tx) => {
      const stands = await documentStands(tx, document);
      return { stands, choice: await choiceFor(tx, document, contentHash, stands) };
    });
  let { stands, choice } = await read();
  const isUnderWay = choice !== null && isInFlight(stands, choice.id);
  if (found.open.length === 0 && !isUnderWay) return null;
  if (found.blocking.length > 0) return null;
  if (!isUnderWay && isInFlight(stands, null)) {
    // What another choice, or an earlier content, has sent is settled before anybody chooses by what stands.
    const { waitMs, problems } = await settleInFlight(store, document, (one) => atTarget(of.targets, one), []);
    if (problems.length > 0) return { end: await endWithHold(ports, document, { problems, asOf: of.asOf }) };
    if (waitMs !== null) return { end: await endWithWait(ports, document, { afterMs: waitMs, why: unsettled }) };
    ({ stands, choice } = await read());
  }
  return choice === null ? { end: await offer(ports, of, stands) } : carryOut(ports, of, stands, choice);
}

/** Of an order there is one choice: that it is left as it stands. */
async function ofOrder(ports: ActivityPorts, of: AfterPosting): Promise<Chosen> {
  const { document, contentHash, found, asOf, erp, whole } = of;
  const isChanged = found.open.length > 0 && found.open.every(({ reason }) => reason === 'changedAfterPosting');
  if (!isChanged || found.blocking.length > 0) return null;
  const { orderChoices: choices } = erp;
  const { connection } = of;
  const closed = choices === undefined ? null : await closedByChoice(ports, { connection, document, choices });
  if (closed !== null) return { end: closed };
  if (!mayBeLeft(document, erp)) {
    if (choices === undefined || document.kind !== documentKinds.commitment.name) return null;
    const open = found.open.map((one): Problem => ({ ...one, remedies: [...one.remedies, { act: 'choose' }] }));
    return { end: await endWithHold(ports, document, { problems: [...(found.beside ?? []), ...open], asOf }) };
  }
  const { stands, choice } = await ports.store.inTenant(document.tenantId, async (tx) => {
    const stands = await documentStands(tx, document);
    return { stands, choice: await choiceFor(tx, document, contentHash, stands) };
  });
  if (isUnderWay(stands)) return null;
  if (choice?.kind === 'leave') return { end: await settleOrderLeft(ports, document, choice, stillChosen(choice)) };
  const offer = leaveOffer({ contentHash, stands: stands.hashBut(null) }, document);
  const problems = [...(found.beside ?? []), ...withOffer(found.open, offer, undefined)];
  const causeKeys = whole === null ? { causeKeys: [causeKey.connection()] } : {};
  return { end: await endWithHold(ports, document, { problems, asOf, ...causeKeys }) };
}

const unsettled =
  'something was sent that is not wanted any more; the ERP is searched again when it can no longer arrive';

function isInFlight({ postings, step }: DocumentStands, because: string | null): boolean {
  return postings.some(
    (one) =>
      one.step === step &&
      ['reserved', 'sent', 'uncertain'].includes(one.state) &&
      (because === null || one.because === because),
  );
}

async function carryOut(
  ports: ActivityPorts,
  of: AfterPosting,
  stands: DocumentStands,
  choice: MadeChoice,
): Promise<Chosen> {
  const { whole } = of;
  if (choice.kind === 'leave') return { end: await settleLeft(ports, of, choice) };
  if (whole === null) return { end: await offer(ports, of, stands) };
  if (choice.kind === 'byHand') {
    const shown = shownMark('byHand', choice, handEntries(whole, stands));
    if (shown !== choice.shown) return { end: await offer(ports, of, stands, movedOn) };
    return { end: await settleByHand(ports, { ...of, whole }, choice) };
  }
  const kind = choice.kind === 'postAgain' ? 'postAgain' : 'adjust';
  const day = dayIn(of.connection.settings.posting.timeZone, new Date(choice.decidedAt));
  const missing = await missingOf(ports, { ...of, whole }, stands, { because: choice.id, day });
  if ('why' in missing) {
    const { problems } = missing;
    if (problems.length === 0) return { end: await offer(ports, of, stands, missing.why) };
    return { end: await endWithHold(ports, of.document, { problems: [...problems, ...of.found.open], asOf: of.asOf }) };
  }
  if (shownMark(kind, choice, entriesOfMissing(missing), missing.plan.above) !== choice.shown) {
    return { end: await offer(ports, of, stands, movedOn) };
  }
  if (missing.toTake !== null) {
    return {
      end: await takeBack(ports, of, missing.toTake, { plan: missing.plan, choice, moves: entriesOfMissing(missing) }),
    };
  }
  return { plan: missing.plan };
}

const movedOn = 'What would be posted now is not what was shown when it was chosen.';

async function missingOf(
  { store }: ActivityPorts,
  of: AfterPosting & { readonly whole: Plan },
  stands: DocumentStands,
  { because, day }: { readonly because: string; readonly day: string },
): Promise<Missing> {
  const higher = await besideHigher(store, of, stands, because);
  return planMissing({ ...of, store, stands, higher }, because, day);
}

/** Holds it, with each choice as it would be carried out. `why`: what became of a choice that was made. */
async function offer(ports: ActivityPorts, of: AfterPosting, standing: DocumentStands, why?: string): Promise<PassEnd> {
  const { connection, document, whole, contentHash, found, asOf } = of;
  const day = dayIn(connection.settings.posting.timeZone);
  const missing =
    whole === null ? null : await missingOf(ports, { ...of, whole }, standing, { because: 'toBeChosen', day });
  const numbers = missing === null || 'why' in missing ? [] : await numbersOf(ports, of, missing);
  const higher = missing?.higher ?? noHigherNumbers;
  const isVoided = found.open.some(({ reason }) => reason === 'erpVoided');
  const stands = standing.hashBut(null);
  const choices = offeredChoices({ contentHash, stands, standing, whole, missing, isVoided, numbers });
  const asked = withOffer(
    found.open,
    {
      ...{ contentHash, stands, hintNo: document.hintNo, choices },
      // While something is to be taken back first, what follows it is nothing that somebody may have posted beside it.
      ...(missing !== null && 'plan' in missing && missing.toTake === null ? { plan: missing.plan } : {}),
    },
    why,
  );
  const end = await endWithHold(ports, document, {
    problems: [...(found.beside ?? []), ...asked],
    asOf,
    causeKeys: [
      // A plan follows from the settings too: whatever is changed there may mend it.
      ...(whole === null ? [causeKey.connection()] : []),
      ...higher.sourceIds.map((id) => causeKey.requisition(id)),
    ],
  });
  if (whole !== null) await followHigher(ports.store, { ...of, whole }, standing, higher);
  return end;
}

/** As they would be sent under the next names. */
async function numbersOf(
  { store }: ActivityPorts,
  of: AfterPosting,
  { plan, billing }: Extract<Missing, { readonly plan: Plan }>,
): Promise<readonly string[]> {
  const { document, documentKind, targets } = of;
  const { choosesAbout } = documentKind;
  return store.inTenant(document.tenantId, async (tx) => {
    const postings = await tx.postings.of(document.id);
    const next = Math.max(0, ...postings.filter((one) => one.step === choosesAbout).map((one) => one.ordinal)) + 1;
    const numbers: string[] = [];
    for (const [index, step] of billing.entries()) {
      const known = await knownOf(tx, postings, step);
      const before = Array.from({ length: index }, (_, at) => next + at);
      const question = inQuestion(of, { id: '', plan }, step);
      const body = completedBody(question, { ...known, stood: [...known.stood, ...before] }, next + index);
      numbers.push(targetOf(targets, step).kind.terms(body).number);
    }
    return numbers;
  });
}
