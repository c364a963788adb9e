import type { PlannedStep } from './planned-step';
import { reaches, type PostingStage } from '../stages/posting-stage';
import { stepActivities, type Step, type StepActivity } from './steps';

/** The step that a pass carries out next, as a workflow needs it: ids and names only. */
export interface NextStep {
  readonly id: string;
  readonly activity: StepActivity;
  readonly system: string;
}

/**
 * The first step from the given place on whose turn has come: those that wait for another to come further are left out, since
 * a feed begins a new pass when it has; those that a run posts, and those that run within another, are no activity of their
 * own.
 */
export function nextStep(
  steps: readonly PlannedStep[],
  from: number,
  stageOf: (step: Step) => PostingStage | null,
): NextStep | null {
  const next = steps.slice(from).find((step) => {
    if (step.within !== undefined || step.via !== undefined) return false;
    return isItsTurn(step, stageOf);
  });
  return next === undefined ? null : asNext(next);
}

/** Whether what it waits for has come so far. */
function isItsTurn({ after }: PlannedStep, stageOf: (step: Step) => PostingStage | null): boolean {
  return after === undefined || reaches(stageOf(after.step), after.stage);
}

/**
 * The runs that the document waits for: those of steps whose turn has come and of which nothing stands. What a decision asks for
 * is posted beside what stands.
 */
export function awaitedRuns(steps: readonly PlannedStep[], stageOf: (step: Step) => PostingStage | null): string[] {
  return steps.flatMap((step) => {
    const isDone = step.because === undefined && stageOf(step.step) !== null;
    return step.via !== undefined && !isDone && isItsTurn(step, stageOf) ? [step.via.run] : [];
  });
}

export function asNext({ id, step, system, isAwaited }: PlannedStep): NextStep {
  return { id, activity: isAwaited === true ? stepActivities.match : stepActivities[step], system };
}
