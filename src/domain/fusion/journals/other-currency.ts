import type { Problem } from '../../holds/hold-reason';
import type { Remedies } from '../../holds/remedy';

interface InOtherCurrency {
  /** `direct cost`, `change order`. */
  readonly what: string;
  readonly currency: string;
  /** Of the ledger. */
  readonly books: string;
}

/** A journal is in the currency of its ledger. */
export function otherCurrency({ what, currency, books }: InOtherCurrency, remedies: Remedies): Problem {
  return {
    reason: 'currency',
    kind: 'person',
    field: 'currency_configuration.currency_iso_code',
    value: currency,
    message: `The ${what} is in ${currency}, the ledger in ${books}, and journals are booked in the currency of the ledger alone.`,
    remedies,
  };
}
