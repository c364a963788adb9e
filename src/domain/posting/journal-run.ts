import type { PlannedStep } from './plan/planned-step';

/** What a run is to post, in the trade's words; its planner makes one posting of it. */
export interface JournalRunWanted {
  /** What can stand in one posting, as the members' plans call it. */
  readonly run: string;
  /** Which of the runs of this name it is, from 1. */
  readonly number: number;
  readonly members: readonly {
    /** `requisition/58820`. */
    readonly name: string;
    /** The step of its own plan that waits for the run. */
    readonly step: PlannedStep;
  }[];
}

/** The id of a run says what it is of, so that it is the same one after the database was restored. */
export function runId(run: string, number: number): string {
  return `${run}/${number}`;
}

/** Throws a RangeError for what is no id of a run. */
export function runOf(id: string): { readonly run: string; readonly number: number } {
  const [, run, number] = /^(.+)\/(\d+)$/.exec(id) ?? [];
  if (run === undefined) throw new RangeError(`${id} names no run: expected e.g. "NORD 2026-10 USD/1"`);
  return { run, number: Number(number) };
}

/**
 * Whose turn it is among the runs of a name: the first of which no posting stands or stood. After the database was restored a later
 * one may be under way already, of which Temporal knows still; those before it may stand in the ERP, forgotten.
 */
export function turnOf(begun: readonly { readonly sourceId: string; readonly isSettled: boolean }[]): number {
  const settled = begun.filter((one) => one.isSettled).map(({ sourceId }) => runOf(sourceId).number);
  let number = 1;
  while (settled.includes(number)) number += 1;
  return number;
}
