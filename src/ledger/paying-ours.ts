import type { Reference } from '../domain/posting/look';
import type { Scope } from '../store/scope';
import type { StandingOfDocument } from '../store/ledger/standings';
import type { Tx } from '../store/unit-of-work';

const step = 'voucher';

/** What of a payment says which invoice it pays. */
interface Paying {
  readonly invoice: Reference;
}

/** Payments of invoices that were posted from here, each with the document whose invoice it pays. */
export async function payingOurs<Payment extends Paying>(
  tx: Tx,
  scope: Scope,
  system: string,
  payments: readonly Payment[],
): Promise<readonly { readonly payment: Payment; readonly of: StandingOfDocument }[]> {
  const standing = await tx.standings.standingAs(
    scope,
    { system, step },
    payments.map(({ invoice }) => invoice),
  );
  return payments.flatMap((payment) => {
    const of = standing.find(({ reference }) => isCalled(reference ?? {}, payment.invoice));
    return of === undefined ? [] : [{ payment, of }];
  });
}

function isCalled(reference: Reference, invoice: Reference): boolean {
  return Object.entries(invoice).every(([name, value]) => reference[name] === value);
}
