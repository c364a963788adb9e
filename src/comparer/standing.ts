import { differenceOf, type Difference, type DifferenceKind } from './difference';
import type { ListedDocument, Posting } from './read-documents';

export interface Standing<Found> {
  readonly found: readonly Found[];
  readonly differences: readonly Difference[];
}

/** What is looked for, in the words of the ERP. */
export interface Sought {
  readonly erp: 'JDE' | 'Fusion';
  readonly what: string;
  readonly missing: DifferenceKind;
  readonly duplicate: DifferenceKind;
  /** Whether what carries `found` stands for the posting of this key. */
  readonly isUnder: (key: string, found: string) => boolean;
  /** What the message of a posting that is not confirmed says besides. */
  readonly besides: string;
}

/** Stages in which a posting may have arrived before our ledger could confirm it. */
const UNDER_WAY: readonly (string | null)[] = ['checking', 'waiting', 'ordered'];
const IN_ERP: readonly (string | null)[] = ['delivered', 'vouchered', 'posted'];

/**
 * Exactly one for each of these postings that is confirmed, and none for any other. `isTakenBack`: of what is still to be seen, nothing
 * is left; such is no difference where our posting is voided.
 */
export function standingFor<Found extends { readonly erpKey: string; readonly name: string }>(
  document: ListedDocument,
  postings: readonly Posting[],
  all: readonly Found[],
  {
    erp,
    what,
    missing,
    duplicate,
    isUnder,
    besides,
    isTakenBack = () => false,
  }: Sought & { readonly isTakenBack?: (found: Found) => boolean },
): Standing<Found> {
  const differences: Difference[] = [];
  const report = (kind: DifferenceKind, message: string): void => {
    differences.push(differenceOf(document, kind, message));
  };
  const found = postings.flatMap(({ key, state }) => {
    const under = all.filter((one) => isUnder(key, one.erpKey));
    const isConfirmed = state === 'confirmed';
    if (under.length > 1) {
      report(duplicate, `${under.length} times ${what} under key ${key}: ${under.map((one) => one.name).join(', ')}`);
    }
    if (under.length === 0 && isConfirmed && IN_ERP.includes(document.stage)) {
      report(missing, `there is no ${what} under key ${key} in ${erp}, although it counts as posted`);
    }
    const isOver = state === 'voided' && under.every(isTakenBack);
    if (under.length > 0 && !isConfirmed && !isOver && !UNDER_WAY.includes(document.stage)) {
      report('notConfirmed', `${under[0]?.name ?? ''} stands in ${erp}, but its posting is ${state}${besides}`);
    }
    return under;
  });
  return { found, differences };
}
