import { amountText, isWithin, sumOf, type Amount } from '../amount';
import { differenceOf, documentName, type Difference, type DifferenceKind } from '../difference';
import type { ListedDocument } from '../read-documents';
import type { Requisition } from '../read-procore';
import { grouped } from './grouped';
import type { JournalLine } from './read-journals';

/** What is accrued at a period's end: called by the id of its requisition, or `CO-` and that of its change order, and the last day. */
export const accrualKind = 'accrual';

const inBooks: readonly (string | null)[] = ['delivered', 'vouchered', 'posted'];
/** An invoice has it, or a person, or nothing of it is owed. */
const notOwed: readonly (string | null)[] = [
  ...['vouchered', 'posted', 'recorded'],
  ...['takenOver', 'byHand', 'left', 'withdrawn'],
];

/**
 * What counts as accrued has its journal; and where anything is accrued at the end of a period, so is each requisition that is approved,
 * billed until then and in no invoice, or it is held, or a person gave it up: never passed over.
 */
export function checkAccruals(
  approved: readonly Requisition[],
  journals: readonly JournalLine[],
  documents: readonly ListedDocument[],
): readonly Difference[] {
  const accruals = documents.filter(({ kind }) => kind === accrualKind);
  const booked = new Set(journals.map(({ document }) => document));
  const billed = accruals.filter(({ procoreId }) => changeOrderAccrued(procoreId) === null);
  const lastDays = billed.map(({ procoreId }) => procoreId.slice(-'2026-10-31'.length)).sort();
  const accrued = new Set(billed.map(({ procoreId }) => procoreId.slice(0, -'-2026-10-31'.length)));
  const lastDay = lastDays.at(-1) ?? '';
  const stageOf = new Map(
    documents.filter(({ kind }) => kind === 'requisition').map(({ procoreId, stage }) => [procoreId, stage]),
  );
  return [
    ...accruals
      .filter((one) => inBooks.includes(one.stage) && !booked.has(documentName(one)))
      .map((one) => differenceOf(one, 'missingJournal', `its stage is ${one.stage ?? ''}, but no journal names it`)),
    ...approved
      .filter(({ id, periodEnd }) => periodEnd !== '' && periodEnd <= lastDay && !accrued.has(id))
      .filter(({ id }) => stageOf.has(id) && !notOwed.includes(stageOf.get(id) ?? null))
      .map(({ id, projectId, periodEnd }): Difference => ({
        ...{ kind: 'notAccrued', projectId, documents: [`requisition/${id}`] },
        message: `approved, billed until ${periodEnd} and in no invoice, but nothing was accrued of it until ${lastDay}`,
      })),
  ];
}

/** The change order that it is of; null: it is of a requisition. */
export function changeOrderAccrued(procoreId: string): string | null {
  return /^CO-(.+)-\d{4}-\d\d-\d\d$/.exec(procoreId)?.[1] ?? null;
}

/**
 * Each journal of it balances, and what stands of a line is what one of them has, or nothing: reversed, or taken out; of a change order,
 * of which a part may be taken out, something between nothing and its line (`source`, by the line's id).
 */
export function* accrualFaults(
  { stage, procoreId }: ListedDocument,
  lines: readonly JournalLine[],
  source: ReadonlyMap<string, readonly Amount[]>,
): Generator<readonly [DifferenceKind, string]> {
  for (const [batch, own] of grouped(lines, (line) => line.batch)) {
    const total = sumOf(own.map(({ amount }) => amount));
    if (!total.isZero())
      yield ['distribution', `its journal in ${batch} does not balance: ${amountText(total)} is left`];
  }
  for (const [id, own] of grouped(lines, ({ lineId }) => lineId)) {
    const stands = sumOf(own.map(({ amount }) => amount));
    if (id === '' || stands.isZero()) continue;
    if (stage === 'recorded') {
      yield ['notConfirmed', `line ${id}: ${amountText(stands)} stands in Fusion, and nothing of it counts as accrued`];
    }
    if (changeOrderAccrued(procoreId) !== null) {
      const [whole] = source.get(id) ?? [];
      if (whole !== undefined && isWithin(stands, whole)) continue;
      const line = whole === undefined ? 'no such line' : amountText(whole);
      yield ['journalLine', `line ${id}: ${amountText(stands)} stands, in Procore ${line}`];
    } else if (!own.some(({ amount }) => amount.equals(stands))) {
      yield ['journalLine', `line ${id}: ${amountText(stands)} stands, and no journal of it has that`];
    }
  }
}
