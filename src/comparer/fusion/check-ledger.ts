import { amountText, sumOf, type Amount } from '../amount';
import type { Difference, DifferenceKind } from '../difference';
import type { ExpectedLedger } from '../read-expectations';
import type { JournalLine } from './read-journals';

/**
 * What the company says must stand in the ledger: each direct cost with its amount in posted batches and no other, and each accrual
 * once in the month that ended and once against it in the next. `done`: what was done since, of that which the company says is awaited.
 */
export function checkLedger(
  expected: ExpectedLedger,
  journals: readonly JournalLine[],
  done: readonly string[],
): { readonly differences: readonly Difference[]; readonly says: readonly string[] } {
  const isDue = ({ mendedBy }: ExpectedLedger['accruals'][number]): boolean =>
    mendedBy === null || done.includes(mendedBy);
  const directCosts = expected.directCosts.filter(isDue);
  const accruals = expected.accruals.filter(isDue);
  const faults: Difference[] = [];
  const judged = (kind: string, all: ExpectedLedger['accruals'], stands: (of: string) => string): number => {
    const wanted = new Map(all.map(({ id, stands: must }) => [`${kind}/${id}`, must]));
    const inBooks = journals.map(({ document }) => document).filter((name) => name.startsWith(`${kind}/`));
    let right = 0;
    for (const name of new Set([...wanted.keys(), ...inBooks])) {
      const [must, is] = [wanted.get(name) ?? 'nothing', stands(name)];
      if (is === must) right += 1;
      else faults.push(fault('inLedger', name, `${is} stands in posted journals; it must be ${must}`));
    }
    return right;
  };
  const booked = judged('directCost', directCosts, (name) => byBatch(journals, name).total);
  const accrued = judged('accrual', accruals, (name) => byBatch(journals, name).each);
  return {
    differences: faults,
    says: [
      ...(directCosts.length === 0
        ? []
        : [`Direct costs that must be in the ledger: ${directCosts.length}. Are in it: ${booked}.`]),
      ...(accruals.length === 0
        ? []
        : [`Accruals that must be made and reversed: ${accruals.length}. Are: ${accrued}.`]),
    ],
  };
}

/** What posted batches have of a document on the accounts of its own lines: all of it, and batch by batch. */
function byBatch(journals: readonly JournalLine[], name: string): { readonly total: string; readonly each: string } {
  const own = journals.filter((line) => line.document === name && line.isPosted && line.lineId !== '');
  const sums = [...new Set(own.map(({ batch }) => batch))].map((batch): Amount =>
    sumOf(own.filter((line) => line.batch === batch).map(({ amount }) => amount)),
  );
  if (sums.length === 0) return { total: 'nothing', each: 'nothing' };
  return { total: amountText(sumOf(sums)), each: sums.map(amountText).join(' and ') };
}

function fault(kind: DifferenceKind, name: string, message: string): Difference {
  return { kind, projectId: null, documents: [name], message: message };
}
