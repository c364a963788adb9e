import {
  movesOf,
  shownMark,
  type ChoiceBinding,
  type ChoiceKind,
  type ChoiceOffer,
  type MovedAmount,
  type OfferedChoice,
} from '../../../domain/holds/choice';
import type { Problem } from '../../../domain/holds/hold-reason';
import { plus, toAmount } from '../../../domain/money/money';
import { readableAmount } from '../../../domain/money/readable-amount';
import { missingEntries } from '../../../domain/posting/books/missing-entries';
import type { Entry } from '../../../domain/posting/books/entry';
import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { Step } from '../../../domain/posting/plan/steps';
import { entriesOfMissing, entriesOfWhole, type Missing } from './plan-missing';
import type { DocumentStands } from '../../../ledger/document-stands';

/** What is offered follows from. */
export interface Offering extends ChoiceBinding {
  readonly stands: string;
  readonly standing: DocumentStands;
  /** Null: none could be made of the present content. */
  readonly whole: Plan | null;
  /** Null with `whole`. */
  readonly missing: Missing | null;
  /** What stood was voided, and is posted again by nobody. */
  readonly isVoided: boolean;
  /** What the postings would be called. */
  readonly numbers: readonly string[];
}

/** Every choice, as it would be carried out; one that cannot be says why. */
export function offeredChoices(offering: Offering): readonly OfferedChoice[] {
  return [posting(offering), byHand(offering), leave(offering)];
}

function posting(offering: Offering): OfferedChoice {
  const { whole, missing, isVoided, numbers, standing } = offering;
  const kind = isVoided ? 'postAgain' : 'adjust';
  if (whole === null || missing === null) return refused(kind, cannotBePlanned);
  if ('why' in missing) return refused(kind, missing.why);
  const { billing, plan, higher } = missing;
  const { currency } = whole.head;
  const totals = plan.difference?.totals;
  const payable = totals === undefined ? '0' : plus(totals.payable, totals.rounding);
  const says = plan.orderSays ?? {};
  const order = Object.keys(says).length > 0 ? ' The order follows where its lines are open.' : '';
  return {
    kind,
    says: `${saysHow(offering, missing)}${order}${higher.inAll === '' ? '' : chosenNext}`,
    shown: shownMark(kind, offering, entriesOfMissing(missing), plan.above),
    moves: inCurrency(movesOf([...missing.back, ...billing.flatMap(({ entries }) => entries)]), currency),
    facts: {
      'posted as': billing.map(({ kind: name }) => name).join(', '),
      ...(numbers.join('') === '' ? {} : { number: numbers.join(', ') }),
      payable: readableAmount(payable, currency),
      ...datesOf(standing.step, missing.plan),
      ...says,
      ...(plan.above === undefined ? {} : { 'missing then': plan.above.join('; '), 'in all of these': higher.inAll }),
    },
  };
}

const chosenNext =
  ' Higher numbers that are posted differ as well: beside this, each is planned again and chosen about next, the lowest first.';

function saysHow({ isVoided }: Offering, { billing, toTake }: Extract<Missing, { plan: Plan }>): string {
  const [first, second] = billing;
  if (toTake !== null) {
    return `${toTake.posting.number || toTake.posting.key} ${toTake.how.says}. Then what is missing of the new content is posted as a ${first.kind} of its own.`;
  }
  if (second !== undefined) {
    const supplierOf = (step: PlannedStep | undefined): string => step?.entries[0]?.supplier ?? '';
    return `All that stands with supplier ${supplierOf(first)} is taken back, and the whole is posted to supplier ${supplierOf(second)}, as two postings by one choice.`;
  }
  return `${isVoided ? 'What is missing of it is posted again' : 'The difference is posted'} as a ${first.kind} of its own.`;
}

/** The dates that a posting would have; its head has those of the whole. */
function datesOf(billing: Step, { steps }: Plan): Readonly<Record<string, string>> {
  const period = steps.find(({ step }) => step === billing)?.entries[0]?.period;
  return period === undefined ? {} : { period };
}

function byHand(offering: Offering): OfferedChoice {
  const { whole, standing } = offering;
  if (whole === null) return refused('byHand', cannotBePlanned);
  const entries = missingEntries(entriesOfWhole(standing.step, whole), standing.entries);
  if (entries.length === 0) return refused('byHand', 'Nothing would move on any account.');
  return {
    kind: 'byHand',
    says: 'Somebody posts this in the ERP by hand, or has done so. Nothing is sent, and the new content counts as posted for later numbers.',
    shown: shownMark('byHand', offering, entries),
    moves: inCurrency(movesOf(entries), whole.head.currency),
    facts: {},
  };
}

function leave(offering: Offering): OfferedChoice {
  return {
    kind: 'leave',
    says: 'What stands stays as it is, and what was changed counts nowhere. A later number is held only where it counts otherwise before.',
    shown: shownMark('leave', offering, []),
    moves: [],
    facts: {},
  };
}

function inCurrency(moves: readonly MovedAmount[], currency: string): readonly MovedAmount[] {
  return moves.map((move) => ({ ...move, amount: toAmount(move.amount, currency) }));
}

const cannotBePlanned = 'As it stands now it cannot be planned: what else is wrong with it is corrected first.';

function refused(kind: ChoiceKind, says: string): OfferedChoice {
  return { kind, says, shown: '', moves: [], facts: {} };
}

/** With the first of the problems that a choice ends, and what became of one that was made. */
export function withOffer(
  problems: readonly Problem[],
  offer: ChoiceOffer,
  why: string | undefined,
): readonly Problem[] {
  return problems.map((problem, index) => {
    if (index > 0) return problem;
    const message = why === undefined ? problem.message : `${problem.message} ${why}`;
    return { ...problem, message, remedies: [{ act: 'choose' }, ...problem.remedies], offer };
  });
}

/** What counts as posted by hand. */
export function handEntries(whole: Plan, standing: DocumentStands): readonly Entry[] {
  return missingEntries(entriesOfWhole(standing.step, whole), standing.entries);
}
