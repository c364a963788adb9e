import type { Problem } from '../../../domain/holds/hold-reason';
import { missingEntries } from '../../../domain/posting/books/missing-entries';
import { sameBooks } from '../../../domain/posting/books/same-books';
import type { Entry } from '../../../domain/posting/books/entry';
import type { Plan, PlannedStep, PlanTotals } from '../../../domain/posting/plan/planned-step';
import type { Planner, PlannerInput, Stands } from '../../../domain/posting/plan/planner';
import type { Step } from '../../../domain/posting/plan/steps';
import { reaches } from '../../../domain/posting/stages/posting-stage';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import type { Connection } from '../../../store/connections/connections';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Store } from '../../../store/store';
import type { HigherNumbers } from '../../requisition/under-higher';
import { planWithFacts } from '../plan-with-facts';
import type { DocumentStands } from '../../../ledger/document-stands';
import { billedBy, inOnePlan, totalsByStep } from './plan-other-supplier';
import { isPast, negated, toTakeBack, type ToTake } from './take-back';

export interface MissingRequest {
  readonly store: Store;
  readonly connection: Connection;
  readonly erp: ErpAdapter;
  readonly planner: Planner;
  readonly input: Omit<PlannerInput, 'facts' | 'postedOn' | 'missingTo'>;
  /** The plan of the whole. */
  readonly whole: Plan;
  readonly stands: DocumentStands;
  /** Of the series, that are posted. */
  readonly higher: HigherNumbers;
}

/** A plan that posts what is missing, by one posting or more, or why there is none. `problems`: what the planner said. */
export type Missing =
  | {
      readonly plan: Plan;
      readonly billing: readonly [PlannedStep, ...PlannedStep[]];
      /** What is taken back first; null: nothing is, or it was. */
      readonly toTake: ToTake | null;
      /** What falls out of the books by that, whether it has yet or not. */
      readonly back: readonly Entry[];
      readonly higher: HigherNumbers;
    }
  | { readonly why: string; readonly problems: readonly Problem[]; readonly higher: HigherNumbers };

type Made =
  | { readonly plan: Plan; readonly parts?: Readonly<Record<string, PlanTotals>> }
  | { readonly problems: readonly Problem[] };

/** Plans what is missing to the whole beside what stands, by a decision, dated by its day. Nothing is sent. */
export async function planMissing(request: MissingRequest, because: string, day: string): Promise<Missing> {
  const { input, whole, stands } = request;
  const no = (why: string, problems: readonly Problem[] = []): Missing => ({ why, problems, higher: request.higher });
  const awaited = awaitedBy(request);
  if (awaited !== null) return no(awaited);
  const toTake = toTakeBack(request.erp, stands, { supplier: whole.head.supplier, because });
  const takes = toTake?.posting.key ?? null;
  const standsWith = supplierOfAll(stands.but(because, takes).entries);
  const refusal = refusalOf(request, { standsWith, because, takes });
  if (refusal !== null) return no(refusal);
  const moves = standsWith !== null && standsWith !== whole.head.supplier;
  // What the choice posted already of several postings is no part of what it began from.
  const { entries, totals } = stands.but(moves ? because : null, takes);
  const taken = takes === null ? stands.takenBackBy(because) : stands.entriesOf(takes);
  const own = stands.postings.filter((one) => one.because === because);
  const ownKeys = [...own.map(({ key }) => key), ...taken.flatMap(({ posting }) => posting?.key ?? [])];
  // An order is its supplier's: what is posted for another one is on none.
  const isOnOrder = (supplier: string): boolean => stands.orderWith === supplier;
  const missingTo: Stands = { because, entries, totals, hasOrder: isOnOrder(whole.head.supplier), ownKeys };
  const back =
    standsWith === null ? null : { ...missingTo, hasOrder: isOnOrder(standsWith), takenBackFrom: standsWith };
  const made = await (moves && back !== null
    ? planMoved(request, back, missingTo, day)
    : planOne(request, missingTo, day));
  if ('problems' in made) return no(made.problems.map(({ message }) => message).join(' '), made.problems);
  const { plan } = made;
  const [first, ...more] = billedBy(stands.step, plan);
  if (first === undefined || first.entries.length === 0) {
    if (toTake !== null) return no(waitingText(request.erp, toTake.posting));
    return no('Nothing would move on any account. What stands is left as it is.');
  }
  // Accepted otherwise than it was sent, say: what is missing then is another difference, and another choice.
  const isThrough = [first, ...more].every(({ id }) => stands.postings.some((one) => isOf(one, because, id)));
  if (moves && isThrough) return no('What was posted by this choice does not come to the new content.');
  const posted = [first, ...more].flatMap((step) => step.entries);
  if (!sameBooks([...entries, ...posted], entriesOfWhole(stands.step, whole))) {
    return no('What stands and what would be posted beside it would not come to the new content by account and item.');
  }
  const { parts } = made;
  const difference = { because, totals: plan.head.totals ?? noTotals, ...(parts === undefined ? {} : { parts }) };
  const { higher } = request;
  const above = higher.above.length === 0 ? {} : { above: higher.above };
  return {
    plan: { ...plan, head: whole.head, leftToPeople: null, difference, ...above, settings: input.settings },
    higher,
    billing: [first, ...more],
    toTake,
    back: negated(
      taken.flatMap((one) => one.entries),
      posted,
    ),
  };
}

/** What others do is put right by them. */
function awaitedBy({ erp, whole, stands }: MissingRequest): string | null {
  const step = whole.steps.find((one) => one.step === stands.step);
  const corrected = step === undefined ? undefined : erp.kinds.get(step.kind)?.kind.correctedBy;
  return corrected === undefined ? null : `Nothing is posted from here: ${corrected}. It then goes on by itself.`;
}

function isOf({ because, planStep, state }: PostingRow, decision: string, id: string): boolean {
  return because === decision && planStep === id && state === 'confirmed';
}

function planOne(
  { store, connection, erp, planner, input }: MissingRequest,
  missingTo: Stands,
  day: string,
): Promise<Made> {
  return planWithFacts(store, connection, erp, planner, { ...input, postedOn: day, missingTo });
}

/** A credit for all that stands with one supplier, and the whole for the other: one decision (accounting-changes 4). */
async function planMoved(request: MissingRequest, from: Stands, missingTo: Stands, day: string): Promise<Made> {
  const back = await planOne(request, from, day);
  if ('problems' in back) return back;
  const whole = await planOne(request, { ...missingTo, ...nothingStands }, day);
  return 'problems' in whole
    ? whole
    : { plan: inOnePlan(back.plan, whole.plan), parts: totalsByStep(request.stands.step, back.plan, whole.plan) };
}

const nothingStands = { entries: [], totals: { released: '0', tax: '0' } } as const;

const noTotals = {
  gross: '0',
  retained: '0',
  released: '0',
  netRetainage: '0',
  payable: '0',
  tax: '0',
  rounding: '0',
} as const;

/** The one supplier with whom all stands that the choice began from; null: nothing does, or it is with several. */
function supplierOfAll(entries: readonly Entry[]): string | null {
  const [one, ...others] = suppliersOf(entries);
  return one === undefined || others.length > 0 ? null : one;
}

function suppliersOf(entries: readonly Entry[]): readonly string[] {
  return [...new Set(missingEntries(entries, []).map(({ supplier }) => supplier))];
}

function refusalOf(
  { erp, stands, whole, higher }: MissingRequest,
  of: { readonly standsWith: string | null; readonly because: string; readonly takes: string | null },
): string | null {
  const { standsWith, because, takes } = of;
  const standing = stands.postings.filter(
    (one) => one.step === stands.step && one.state === 'confirmed' && one.because !== because && one.key !== takes,
  );
  const waiting = standing.find((one) => !reaches(one.stage, 'vouchered') && !isPast(erp, one));
  if (waiting !== undefined) return waitingText(erp, waiting);
  const suppliers = suppliersOf(stands.but(because, takes).entries);
  if (suppliers.length > 0 && standsWith === null) {
    return `What stands is with suppliers ${suppliers.join(', ')}, the new content is of ${whole.head.supplier}: it is put right by hand.`;
  }
  return higher.against?.why ?? null;
}

function waitingText({ words }: ErpAdapter, { reference, key }: PostingRow): string {
  const name = reference === null ? key : words.reference(reference);
  return `${words.name} has not taken ${name} into its books yet: it is processed there, or taken away, before anything is posted beside it.`;
}

/** What the whole would move, of the step that moves cost. */
export function entriesOfWhole(billing: Step, whole: Plan): readonly Entry[] {
  return billedBy(billing, whole).flatMap(({ entries }) => entries);
}

/** Everything that it would take back and post, whatever step it is of: what was shown is that. */
export function entriesOfMissing({
  plan,
  back,
}: Pick<Extract<Missing, { plan: Plan }>, 'plan' | 'back'>): readonly Entry[] {
  return [...back, ...plan.steps.flatMap(({ entries }) => entries)];
}
