import { readableAmount } from '../../domain/money/readable-amount';
import type { RetainageReleaseRow } from '../../store/ledger/retainage-releases';

export interface ReleaseView {
  readonly amount: string;
  readonly currency: string;
  readonly supplier: string;
  readonly openBefore: string;
  readonly notedAt: string;
  /** Null while it is a task of AP's. */
  readonly doneAt: string | null;
  /** For an AP clerk: what is to be done, or what was. */
  readonly task: string;
}

/** Retainage that a requisition releases where it is kept as a pay item: nothing is posted for it, AP lets it go. */
export function releaseView(release: RetainageReleaseRow): ReleaseView {
  const { amount, currency, supplier, openBefore, notedAt, doneAt } = release;
  const what = `${readableAmount(amount, currency)} of retainage of supplier ${supplier}`;
  const task =
    doneAt === null
      ? `AP releases ${what} in JDE, by changing the pay status R of its retained pay items; ` +
        `${readableAmount(openBefore, currency)} stood with R when this was noted`
      : `AP has released ${what} in JDE, seen on ${doneAt.toISOString()}`;
  return {
    amount,
    currency,
    supplier,
    openBefore,
    notedAt: notedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
    task,
  };
}
