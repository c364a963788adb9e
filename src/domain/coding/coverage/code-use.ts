import { isDecimalText, isZero, minus, plus } from '../../money/money';
import type { ProcoreContractLine } from '../../procore/procore-commitments';
import type { ProcoreCommitment } from '../../procore/procore-commitments';
import type { ProcoreRequisition, ProcoreRequisitionItem } from '../../procore/procore-documents';
import { itemParts } from '../../requisition/item-parts';
import { lineAmount, prorate, type ChangeOrderLine } from '../../requisition/prorate-change-order';
import { codeIds } from '../given-code';
import { segmentCodes, type SegmentCodes } from '../segment-codes';

/**
 * What money stands behind a code: `approved` requisitions and direct costs that are not posted yet, `pending` ones that are not approved, what is
 * `committed` by contracts and change orders, the `budget` as Procore shows it. `listed`: the project has the code; no money.
 */
export const moneyKinds = ['approved', 'pending', 'committed', 'budget'] as const;
export type MoneyKind = (typeof moneyKinds)[number];

/** One use of a code in one place. */
export interface CodeUse {
  /** Null: what Procore gave does not say the whole code. */
  readonly codes: SegmentCodes | null;
  /** As Procore calls the code, or what is done under it; null: not told. */
  readonly name: string | null;
  readonly kind: MoneyKind | 'listed';
  /** Decimal string; `'0'` of a code that is only listed. */
  readonly amount: string;
  /** ISO code; `''`: Procore does not say, it is the project's. */
  readonly currency: string;
}

/** What the lists of a project say of a combination, by its id; null: it is in none that was read. */
export type LookUp = (wbsCodeId: string) => SegmentCodes | null;

/** What a requisition bills in its period, by code. A change order that stands as one row is divided by its lines. */
export function usesOfRequisition(
  requisition: ProcoreRequisition,
  facts: {
    readonly kind: 'approved' | 'pending';
    readonly commitment: ProcoreCommitment | null;
    readonly changeOrderLines: Readonly<Record<string, readonly ChangeOrderLine[]>>;
    readonly lookUp: LookUp;
  },
): CodeUse[] {
  const currency = requisition.currency.iso ?? facts.commitment?.currency.iso ?? '';
  return requisition.items.flatMap((item) => {
    const amount = billedThisPeriod(item);
    const use = { kind: facts.kind, currency } as const;
    const found = itemParts(item, facts);
    if ('problem' in found) {
      const codes = lookedUp(item, facts.lookUp);
      return isZero(amount) && codes === null ? [] : [{ ...use, codes, amount, name: nameOf(item) }];
    }
    const { parts, isSplit } = found;
    const weights = parts.map((part) => part.amount);
    const amounts = isSplit ? prorate(amount, weights, currency) : [amount];
    return parts.map(({ codes, description }, index) => ({
      ...use,
      codes,
      amount: amounts[index] ?? '0',
      name: isSplit ? description : nameOf(item),
    }));
  });
}

/** What lines of a contract or of a change order commit, or those of a direct cost come to, by code. */
export function usesOfLines(
  lines: readonly ProcoreContractLine[],
  {
    kind = 'committed',
    currency,
    lookUp,
  }: {
    readonly kind?: Extract<MoneyKind, 'committed' | 'approved' | 'pending'>;
    readonly currency: string;
    readonly lookUp: LookUp;
  },
): CodeUse[] {
  return lines.flatMap((line) => {
    const amount = decimalOr0(lineAmount(line));
    const codes = segmentCodes(line) ?? lookedUp(line, lookUp);
    if (codes === null && isZero(amount)) return [];
    const name = line.costCode?.name ?? line.wbsCode?.description ?? line.description;
    return [{ kind, codes, name, amount, currency }];
  });
}

/** Total to date less what was there before, as Procore itself gives both. */
function billedThisPeriod(item: ProcoreRequisitionItem): string {
  const before = item.totalCompletedAndStoredToDateFromPrevious;
  const total = item.totalCompletedAndStoredToDate;
  if (total !== null && before !== null && isDecimalText(total) && isDecimalText(before)) return minus(total, before);
  const stored = minus(
    decimalOr0(item.materialsPresentlyStored),
    decimalOr0(item.materialsPresentlyStoredFromPreviousProgress),
  );
  return plus(decimalOr0(item.workCompletedThisPeriod), stored);
}

function lookedUp(given: Parameters<typeof codeIds>[0], lookUp: LookUp): SegmentCodes | null {
  const { wbsCodeId } = codeIds(given);
  const codes = wbsCodeId === null ? null : lookUp(wbsCodeId);
  return codes === null || wbsCodeId === null ? null : { ...codes, wbsCodeId };
}

function nameOf({ wbsCode, descriptionOfWork }: ProcoreRequisitionItem): string | null {
  return wbsCode?.description ?? descriptionOfWork;
}

function decimalOr0(text: string | null): string {
  return text === null || !isDecimalText(text) ? '0' : text;
}
