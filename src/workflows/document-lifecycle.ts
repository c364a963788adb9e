import { ActivityFailure } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { HoldSummary, PassEnd } from '../domain/posting/stages/pass';
import type { SyncStage as Stage } from '../domain/posting/stages/sync-stage';
import { failureOf } from './failure-of';
import { holdDetails, waitDetails } from './hold-details';
import { resume, sourceChanged, view, type DocumentRef, type DocumentView } from './messages';
import { failureTypes, taskQueues } from './names';
import { DocumentName, HoldReason, SourceUpdatedAt, SyncStage } from './search-attributes';
import { timerSummaries } from './activity-summaries';
import { summarisedActivities } from './summarised-activities';

const { holdForFailure } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

const databaseLookAgainMs = 60_000;

/** Passes that may follow each other at once because something changed while they read. */
const quickPasses = 3;
/** Passes in a row that each begin anew; then a person is told why. */
const mostInARow = 8;

/** What a run hands over when it continues as new: a message that came in its last moment, and how far it counted. */
export interface Carried {
  readonly woken: boolean;
  readonly passes: number;
  readonly stage: Stage;
  /** Passes in a row that ended with `again`. */
  readonly againInARow?: number;
}

/** What a pass may do to how the document looks from outside. */
export interface PassControl {
  /** Shows the stage; each call is one event in the history. */
  readonly enter: (stage: Stage) => void;
  /** What was read of the document; shown with the next stage. */
  readonly read: (source: SourceRead) => void;
}

/** What the Temporal UI shows of what was read. */
interface SourceRead {
  /** As people call the document; null: not known. */
  readonly name: string | null;
  /** ISO 8601; absent where the source does not say. */
  readonly sourceUpdatedAt?: string;
}

/**
 * The life of every document: passes, and waits between them. Whatever ends a wait (a hint, a release, a timer) begins a
 * new pass from the start; what earlier passes posted is found in the ledger and not done again.
 */
export async function documentLifecycle(
  ref: DocumentRef,
  carried: Carried | undefined,
  pass: (control: PassControl) => Promise<PassEnd>,
): Promise<void> {
  let woken = carried?.woken ?? true;
  let source: SourceRead | null = null;
  let shown: { stage: Stage | null; reason: string | null } = { stage: carried?.stage ?? 'checking', reason: null };
  const state: { current: DocumentView } = {
    current: {
      stage: carried?.stage ?? 'checking',
      reason: null,
      reasons: [],
      details: '',
      passes: carried?.passes ?? 0,
    },
  };

  const showInSearch = (next: typeof shown): void => {
    if (next.stage === shown.stage && next.reason === shown.reason) return;
    shown = next;
    const at = source?.sourceUpdatedAt;
    upsertSearchAttributes([
      { key: SyncStage, value: next.stage },
      { key: HoldReason, value: next.reason },
      { key: SourceUpdatedAt, value: at === undefined ? null : new Date(at) },
      ...(source?.name == null ? [] : [{ key: DocumentName, value: source.name }]),
    ]);
  };
  const show = (next: Pick<DocumentView, 'stage' | 'reason' | 'reasons' | 'details'>): void => {
    state.current = { ...next, passes: state.current.passes };
    setCurrentDetails(next.details);
    showInSearch({ stage: next.stage, reason: next.reason });
  };
  const enter = (stage: Stage): void => show({ stage, reason: null, reasons: [], details: `**${stage}**` });
  /** A run that has ended hears of nothing that happens after it, so the search does not find it by a stage. */
  const leave = (stage: Stage | null): void => {
    state.current = { ...state.current, stage: stage ?? state.current.stage, reason: null, reasons: [], details: '' };
    setCurrentDetails(
      `${stage === null ? 'Not on its way' : `**${stage}**`} when this run ended. Where it stands now: ` +
        `\`ml-connector document show --connection ${ref.connectionId} ${ref.kind}/${ref.sourceId}\``,
    );
    showInSearch({ stage: null, reason: null });
  };

  const read = (what: SourceRead): void => {
    source = what;
  };

  /** Messages come while a pass is awaited. */
  const isWoken = (): boolean => woken;
  setHandler(view, () => state.current);
  setHandler(sourceChanged, () => {
    woken = true;
  });
  setHandler(resume, () => {
    woken = true;
  });

  /** A history that grew long is continued by another; a message that came meanwhile begins its first pass. */
  const goOnAsNew = (): Promise<never> => {
    const next: Carried = { woken: true, passes: state.current.passes, stage: state.current.stage, againInARow };
    return continueAsNew<(ref: DocumentRef, carried: Carried) => Promise<void>>(ref, next);
  };

  let againInARow = carried?.againInARow ?? 0;
  for (let isFirst = true; ; isFirst = false) {
    // On every path to a further pass.
    if (!isFirst && workflowInfo().continueAsNewSuggested) await goOnAsNew();
    woken = false;
    state.current = { ...state.current, passes: state.current.passes + 1 };
    const end = await endOf(ref, () => pass({ enter, read }), againInARow);
    againInARow = end.next === 'again' ? againInARow + 1 : 0;
    let waitMs: number | null;
    switch (end.next) {
      case 'again':
        // What a pass read changed meanwhile: rarely more than once. More often it is a fault, which must not become a busy loop.
        if (againInARow > quickPasses) {
          const pauseMs = Math.min(1000 * 2 ** (againInARow - quickPasses), 60_000);
          await condition(isWoken, pauseMs, { summary: timerSummaries.again });
        }
        continue;
      case 'close':
        // A message that came while the pass ended begins another one. No await between this check and the return.
        if (isWoken()) {
          if (end.stage !== null) enter(end.stage);
          continue;
        }
        leave(end.stage);
        return;
      case 'hold':
        show(heldView(ref, end.hold));
        waitMs = end.hold.wakeAfterMs;
        break;
      case 'wait':
        show({ stage: 'waiting', reason: null, reasons: [], details: waitDetails(ref, end) });
        waitMs = end.afterMs;
        break;
    }

    // Ended by: a hint about the source, a release or `resume` (both signals), the timer, or a history that grew long.
    // A hold for a person has no timer: it stands until its cause is mended or somebody resumes it.
    const wake = (): boolean => isWoken() || workflowInfo().continueAsNewSuggested;
    if (waitMs === null) await condition(wake);
    else await condition(wake, waitMs, { summary: timerSummaries[end.next === 'hold' ? 'held' : 'waits'] });
    if (workflowInfo().continueAsNewSuggested) await goOnAsNew();
  }
}

/**
 * A pass that failed becomes a hold or a wait; only a fault in our own code fails the workflow task. One too many that begins
 * anew becomes a hold that says why.
 */
async function endOf(ref: DocumentRef, pass: () => Promise<PassEnd>, againBefore: number): Promise<PassEnd> {
  try {
    const end = await pass();
    if (end.next !== 'again' || againBefore + 1 < mostInARow) return end;
    return await holdForFailure({ ref, activity: end.why, failureType: 'Again' });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const { type, retryAfterMs, said } = failureOf(error);
    // Of no document's fault there is a hold; nor could one be written.
    if (type === failureTypes.databaseAway) {
      return { next: 'wait', afterMs: databaseLookAgainMs, why: 'the database was away' };
    }
    return holdForFailure({ ref, activity: error.activityType, failureType: type, said, retryAfterMs });
  }
}

function heldView(ref: DocumentRef, hold: HoldSummary): Pick<DocumentView, 'stage' | 'reason' | 'reasons' | 'details'> {
  return {
    stage: hold.kind === 'waiting' ? 'waiting' : 'held',
    reason: hold.reason,
    reasons: hold.reasons,
    details: holdDetails(ref, hold),
  };
}
