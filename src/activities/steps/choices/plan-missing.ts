import type { Problem } from '../../../domain/holds/hold-reason';
import { sameBooks } from '../../../domain/posting/books/same-books';
import type { Entry } from '../../../domain/posting/books/entry';
import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { Planner, PlannerInput } from '../../../domain/posting/plan/planner';
import { reaches } from '../../../domain/posting/stages/posting-stage';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import type { Connection } from '../../../store/connections/connections';
import type { Store } from '../../../store/store';
import { planWithFacts } from '../plan-with-facts';
import { billingStep, type DocumentStands } from '../../../ledger/document-stands';

export interface MissingRequest {
  readonly store: Store;
  readonly connection: Connection;
  readonly erp: ErpAdapter;
  readonly planner: Planner;
  readonly input: Omit<PlannerInput, 'facts' | 'postedOn' | 'missingTo'>;
  /** The plan of the whole. */
  readonly whole: Plan;
  readonly stands: DocumentStands;
  /** A higher number of the series that is posted; null: none is. */
  readonly postedAbove: number | null;
}

/** A plan that posts what is missing, or why there is none. `problems`: what the planner said. */
export type Missing =
  { readonly plan: Plan; readonly step: PlannedStep } | { readonly why: string; readonly problems: readonly Problem[] };

/** Plans what is missing to the whole beside what stands, by a decision, dated by its day. Nothing is sent. */
export async function planMissing(request: MissingRequest, because: string, day: string): Promise<Missing> {
  const { store, connection, erp, planner, input, whole, stands } = request;
  const no = (why: string, problems: readonly Problem[] = []): Missing => ({ why, problems });
  const refusal = refusalOf(request, because);
  if (refusal !== null) return no(refusal);
  const { entries, totals, hasOrder, postings } = stands;
  const own = postings.filter((one) => one.because === because);
  const planned = await planWithFacts(store, connection, erp, planner, {
    ...input,
    postedOn: day,
    missingTo: {
      because,
      entries,
      totals,
      hasOrder,
      ownKeys: own.map(({ key }) => key),
    },
  });
  if ('problems' in planned) return no(planned.problems.map(({ message }) => message).join(' '), planned.problems);
  const { plan } = planned;
  const step = plan.steps.find((one) => one.step === billingStep);
  if (step === undefined || step.entries.length === 0) {
    return no('Nothing would move on any account. What stands is left as it is.');
  }
  if (!sameBooks([...entries, ...step.entries], entriesOfWhole(whole))) {
    return no('What stands and what would be posted beside it would not come to the new content by account and item.');
  }
  const { head } = plan;
  const difference = { because, totals: head.totals ?? noTotals };
  return { plan: { ...plan, head: whole.head, leftToPeople: null, difference, settings: input.settings }, step };
}

const noTotals = {
  gross: '0',
  retained: '0',
  released: '0',
  netRetainage: '0',
  payable: '0',
  tax: '0',
  rounding: '0',
} as const;

function refusalOf({ erp, stands, whole, postedAbove }: MissingRequest, because: string): string | null {
  const standing = stands.postings.filter(
    (one) => one.step === billingStep && one.state === 'confirmed' && one.because !== because,
  );
  const waiting = standing.find((one) => !reaches(one.stage, 'vouchered'));
  if (waiting !== undefined) {
    const name = waiting.reference === null ? waiting.key : erp.words.reference(waiting.reference);
    return `${erp.words.name} has not taken ${name} into its books yet: it is processed there, or taken away, before anything is posted beside it.`;
  }
  const suppliers = new Set(stands.entries.map(({ supplier }) => supplier));
  if (suppliers.size > 0 && !suppliers.has(whole.head.supplier)) {
    return `What stands is with supplier ${[...suppliers].join(', ')}, the new content is of ${whole.head.supplier}: a credit and a new posting are made by hand.`;
  }
  if (postedAbove !== null) {
    return `Number ${postedAbove} of the commitment is posted already, and took everything up to its own total: what is missing belongs to the highest number.`;
  }
  return null;
}

/** Everything that it would post, whatever step it is of: what was shown is that. */
export function entriesOfMissing({ plan }: { readonly plan: Plan }): readonly Entry[] {
  return plan.steps.flatMap(({ entries }) => entries);
}

/** What the whole would move, of the step that moves cost. */
export function entriesOfWhole({ steps }: Plan): readonly Entry[] {
  return steps.filter(({ step }) => step === billingStep).flatMap(({ entries }) => entries);
}
