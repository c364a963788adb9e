import type { RowOutcome } from '../../domain/planned-row';
import type { PlanProgress } from '../../workflows/messages';

interface CountedRow {
  readonly isToDo: boolean;
  readonly outcome: RowOutcome | null;
}

/** Rows of a plan by what became of them. */
export function countRows(rows: readonly CountedRow[]): Omit<PlanProgress, 'plan' | 'applied'> {
  const count = (is: (row: CountedRow) => boolean): number => rows.filter(is).length;
  return {
    toDo: count(({ isToDo, outcome }) => isToDo && outcome === null),
    forPeople: count(({ isToDo }) => !isToDo),
    done: count(({ outcome }) => outcome === 'done'),
    moved: count(({ outcome }) => outcome === 'moved'),
    refused: count(({ outcome }) => outcome === 'refused'),
  };
}
