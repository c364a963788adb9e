import type { FusionState } from '../fusion-state';
import { TERMINAL, type EssRequest } from './ess-requests';

/** How the work of a request ended. */
export interface Outcome {
  readonly state: 'SUCCEEDED' | 'WARNING' | 'ERROR';
  readonly message?: string;
}

export const SUCCEEDED: Outcome = { state: 'SUCCEEDED' };

export function moveTo(state: FusionState, request: EssRequest, word: string, message: string | null = null): void {
  request.state = word;
  request.message = message;
  if (word === 'RUNNING') request.startedAtMs ??= state.nowMs();
  if (TERMINAL.includes(word)) request.endedAtMs = state.nowMs();
}

/** `WAIT`, `READY`, `RUNNING`: one step each. */
function* begun(state: FusionState, request: EssRequest): Generator<undefined> {
  yield;
  moveTo(state, request, 'READY');
  yield;
  moveTo(state, request, 'RUNNING');
  yield;
}

/** A request without children: its work is done at the end of its running. */
export function* alone(state: FusionState, request: EssRequest, work: () => Outcome): Generator<undefined, Outcome> {
  yield* begun(state, request);
  const outcome = work();
  moveTo(state, request, outcome.state, outcome.message ?? null);
  return outcome;
}

/** A parent is `PAUSED` while its children run. A root may hide what is wrong below it: the switch `parentState`. */
export function* withChildren(
  state: FusionState,
  request: EssRequest,
  children: Generator<undefined, Outcome>,
): Generator<undefined, Outcome> {
  yield* begun(state, request);
  moveTo(state, request, 'PAUSED');
  const worst = yield* children;
  if (state.settings.postProcessing !== 'none') {
    moveTo(state, request, state.settings.postProcessing);
    yield;
  }
  const isRoot = request.parentId === null;
  const hidesIt = isRoot && worst.state === 'WARNING' && state.settings.parentState === 'succeeded';
  const outcome = hidesIt ? SUCCEEDED : worst;
  moveTo(state, request, outcome.state, outcome.message ?? null);
  return worst;
}

const RANK = { SUCCEEDED: 0, WARNING: 1, ERROR: 2 } as const;

export const worse = (one: Outcome, other: Outcome): Outcome => (RANK[other.state] > RANK[one.state] ? other : one);

/** Everything that is due by now; a frozen scheduler does nothing (reference 5.4). */
export function advanceRequests(state: FusionState): void {
  const { essFrozen, essStepMs } = state.settings;
  if (!essFrozen) state.ess.advance(() => state.nowMs(), essStepMs);
}
