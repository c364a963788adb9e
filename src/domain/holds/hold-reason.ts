import type { ChoiceOffer } from './choice';
import type { Remedies } from './remedy';

/**
 * Why a document waits: a closed list, in the order in which reasons are shown. The search attribute `HoldReason`
 * carries the first that applies, the query `view` all of them.
 */
export const holdReasons = [
  'notLive',
  'paused',
  'blackout',
  'credentials',
  'doesNotFit',
  'unmappedCostCode',
  'accountMissing',
  'accountInactive',
  'businessUnitClosed',
  'subledgerRequired',
  'subledgerForbidden',
  'unitsRequired',
  'periodClosed',
  'vendorUnknown',
  'vendorOnHold',
  'vendorConflict',
  'orderOnHold',
  'orderNotOpen',
  'orderElsewhere',
  'changePending',
  'amountsDiffer',
  'overContract',
  'overReleased',
  'openingBalance',
  'earlierRequisition',
  'awaitingMatch',
  'possibleDuplicate',
  'foundButDifferent',
  'postedElsewhere',
  'tax',
  'currency',
  'twoCompanies',
  'negativeNotAllowed',
  'creditSetup',
  'zeroPayable',
  'retainageSetup',
  'unknownType',
  'lineRejected',
  'changedAfterPosting',
  'withdrawnAfterPosting',
  'erpRejected',
  'erpVoided',
  'uncertainTooLong',
  'deliveredTooLong',
  'erpUnreachable',
  'needsPerson',
] as const;

export type HoldReason = (typeof holdReasons)[number];

/** `person`: somebody must act. `waiting`: an event or a point in time ends it by itself. */
export type HoldKind = 'person' | 'waiting';

/**
 * One thing that keeps a document from being posted.
 * `field` and `value` name what is wrong in the words of the system it stands in; `remedies` are the acts of which any one ends it.
 * `causeKey` is what such an act releases; without one, only `resume` or a change of the source ends it.
 */
export interface Problem {
  readonly reason: HoldReason;
  readonly kind: HoldKind;
  readonly field: string;
  readonly value: string;
  readonly message: string;
  readonly remedies: Remedies;
  readonly causeKey?: string;
  /** Where a change of any one of several things may mend it. */
  readonly causeKeys?: readonly string[];
  /** Further facts for the person who looks: both sides of an equation, candidates, references. */
  readonly facts?: Readonly<Record<string, string>>;
  /** What may be chosen, each as it would be done. */
  readonly offer?: ChoiceOffer;
}

/** The reason that is shown first. */
export function firstReason(problems: readonly Problem[]): HoldReason {
  const found = holdReasons.find((reason) => problems.some((problem) => problem.reason === reason));
  if (found === undefined) throw new RangeError('a hold needs at least one problem');
  return found;
}

/** As they are shown: in the order of the reasons, so that the first text belongs to the first reason. */
export function inShownOrder(problems: readonly Problem[]): readonly Problem[] {
  return holdReasons.flatMap((reason) => problems.filter((problem) => problem.reason === reason));
}

/** A hold waits by itself only when every problem does. */
export function holdKind(problems: readonly Problem[]): HoldKind {
  return problems.every((problem) => problem.kind === 'waiting') ? 'waiting' : 'person';
}
