import { decimalOf, sumOf } from '../../decimal';
import type { FusionState } from '../fusion-state';
import type { Item, Values } from '../items/item';
import { linesOf } from './post-batch';

const SIDES = ['Dr', 'Cr'] as const;

/** A line as somebody changed it by hand; the totals of its journal and batch follow. */
export function changeLine(
  state: FusionState,
  batch: Item,
  header: Item,
  line: Item,
  values: Values,
  user: string,
): void {
  Object.assign(line.values, values);
  for (const side of SIDES) {
    total(header, linesOf(state, header), [`Entered${side}`, `Accounted${side}`], side);
    total(batch, batch.list('journalHeaders'), [`RunningTotal${side}`, `RunningTotalAccounted${side}`], side);
  }
  state.touch(batch, {}, user);
}

function total(
  whole: Item,
  parts: readonly Item[],
  [entered, accounted]: readonly [string, string],
  side: string,
): void {
  const sum = (name: string): string => sumOf(parts.map((part) => decimalOf(part.text(name)))).toFixed();
  whole.values[`RunningTotal${side}`] = sum(entered);
  whole.values[`RunningTotalAccounted${side}`] = sum(accounted);
}
